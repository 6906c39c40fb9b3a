#include "folder.h"

#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void folder_create(struct folder *folder)
{
    strcpy(folder->path, "/tmp/lobby-content-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

void folder_remove(struct folder *folder)
{
    nftw(folder->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void folder_write(const struct folder *folder, const char *name, const void *bytes, size_t length)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    for (char *slash = path + strlen(folder->path) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    if (path[strlen(path) - 1] == '/')
        return;
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

void folder_write_text(const struct folder *folder, const char *name, const char *text)
{
    folder_write(folder, name, text, strlen(text));
}

void folder_unlink(const struct folder *folder, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    assert_int_equal(unlink(path), 0);
}

void folder_write_good(const struct folder *folder)
{
    struct picture_bytes png;
    picture_png(&png, 64, 36);
    folder_write(folder, "images/sky.png", png.bytes, png.length);
    folder_write_text(folder, "lobby.yaml", "format: 1\nname: Lobby\n");
    folder_write_text(folder, "slides/welcome.yaml",
                      "layout: photo\nimage: {file: images/sky.png, alt: The sky}\nopens: page:about\n");
    folder_write_text(folder, "pages/about.yaml", "title: About\nbody: about.md\n");
    folder_write_text(folder, "pages/about.md", "Words.\n");
}

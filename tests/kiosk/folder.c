#include "folder.h"

#include "visitor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *folder_create(void)
{
    char *path = strdup("/tmp/lobby-test-XXXXXX");
    assert_non_null(path);
    assert_non_null(mkdtemp(path));
    return path;
}

void folder_remove(char *path)
{
    char command[256];
    assert_true(strncmp(path, "/tmp/lobby-test-", 16) == 0);
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
    free(path);
}

void folder_write(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *at = path + strlen(folder) + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = 0;
        assert_true(mkdir(path, 0777) == 0 || errno == EEXIST);
        *at = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

void folder_replace(const char *folder, const char *name, const char *text)
{
    char from[512], to[512];
    const char *slash = strrchr(name, '/');
    int length = slash ? (int)(slash - name) + 1 : 0;
    snprintf(from, sizeof from, "%.*s.%s.new", length, name, name + length);
    folder_write(folder, from, text);
    snprintf(from, sizeof from, "%s/%.*s.%s.new", folder, length, name, name + length);
    snprintf(to, sizeof to, "%s/%s", folder, name);
    assert_int_equal(rename(from, to), 0);
}

void folder_fill(const char *folder, size_t count)
{
    static const char *const pictures[] = {"phantom", "vessels", "spiral", "brain", "chest", "kspace"};
    enum { PICTURES = sizeof pictures / sizeof pictures[0] };
    char command[1024];
    snprintf(command, sizeof command, "mkdir -p '%s/images'", folder);
    assert_int_equal(system(command), 0);
    for (size_t i = 0; i < PICTURES && i < count; i++) {
        snprintf(command, sizeof command, "cp '%s/images/%s.jpg' '%s/images/'", LOBBY_CONTENT, pictures[i],
                 folder);
        assert_int_equal(system(command), 0);
    }
    folder_write(folder, "lobby.yaml", "format: 1\nname: Many\nlanguages: [en]\n");
    folder_write(folder, "pages/page.yaml", "title: A page\nsummary: With little on it\nbody: Words.\n");
    for (size_t i = 0; i < count; i++) {
        char name[64], text[512];
        snprintf(name, sizeof name, "slides/slide-%04zu.yaml", i);
        snprintf(
            text, sizeof text,
            "layout: statement\ntitle: Slide number %zu\ntext: It says something else than the one before.\n"
            "image: {file: images/%s.jpg, alt: A picture}\nopens: page:page\n",
            i, pictures[i % PICTURES]);
        folder_write(folder, name, text);
    }
}

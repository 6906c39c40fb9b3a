#include "many.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

enum { SHIPPED = 15, PICTURE_MAX = 8 << 20 };

/* The shipped slides and their pictures. */
static const char *const slides[SHIPPED] = {"accolades", "boards",     "boler-centers",  "careers",
                                            "caseload",  "compassion", "contact",        "hands-on",
                                            "lurie",     "research",   "resources",      "rotations",
                                            "teaching",  "welcome",    "three-platforms"};

static char *read_shipped(const char *name, size_t *length)
{
    char path[512];
    struct err err;
    char *bytes = NULL;
    snprintf(path, sizeof path, "%s/content/%s", LOBBY_SOURCE_DIR, name);
    if (!file_read(path, PICTURE_MAX, &bytes, length, &err))
        fail_msg("%s", err.text);
    return bytes;
}

/* Copies the picture of a slide under a name of its own, and makes the slide show that. */
static void copy_picture(const struct folder *folder, char *text, size_t number)
{
    static const char before[] = "images/";
    char *at = strstr(text, before), *end = at ? strstr(at, ".jpg") : NULL, name[64];
    size_t length;
    if (!end)
        return;
    snprintf(name, sizeof name, "%.*s", (int)(end - at) + 4, at);
    AUTO_FREE char *bytes = read_shipped(name, &length);
    /* As many letters as the old name has, filled up in front. */
    size_t room = (size_t)(end - at) - strlen(before);
    char own[64];
    snprintf(own, sizeof own, "%0*zu", (int)room, number);
    assert_int_equal(strlen(own), room);
    memcpy(at + strlen(before), own, room);
    snprintf(name, sizeof name, "%.*s", (int)(end - at) + 4, at);
    folder_write(folder, name, bytes, length);
}

void many_folder(struct folder *folder, size_t n)
{
    static const char *const pages[] = {"accolades", "boler-centers", "caseload", "contact",
                                        "program",   "research",      "teaching", "training"};
    folder_create(folder);
    folder_write_text(folder, "lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, es]\n");
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        static const char *const ends[] = {".yaml", ".en.md", ".es.md"};
        for (size_t j = 0; j < 3; j++) {
            char name[64];
            size_t length;
            snprintf(name, sizeof name, "pages/%s%s", pages[i], ends[j]);
            AUTO_FREE char *bytes = read_shipped(name, &length);
            folder_write(folder, name, bytes, length);
            char *picture = j == 0 ? strstr(bytes, "images/") : NULL;
            if (!picture)
                continue;
            snprintf(name, sizeof name, "%.*s", (int)(strstr(picture, ".jpg") - picture) + 4, picture);
            AUTO_FREE char *pixels = read_shipped(name, &length);
            folder_write(folder, name, pixels, length);
        }
    }
    for (size_t i = 0; i < n; i++) {
        char name[64];
        size_t length;
        snprintf(name, sizeof name, "slides/%s.yaml", slides[i % SHIPPED]);
        AUTO_FREE char *text = read_shipped(name, &length);
        copy_picture(folder, text, i);
        snprintf(name, sizeof name, "slides/s%03zu.yaml", i);
        folder_write_text(folder, name, text);
    }
}

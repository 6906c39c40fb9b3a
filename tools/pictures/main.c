/*
 * lobby-pictures: makes the pictures of the shipped content, the same bytes on every run.
 *
 *     lobby-pictures OUT_DIR [NAME...]
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "make.h"

static bool write_file(const char *folder, const char *name, const uint8_t *bytes, size_t size)
{
    size_t room = strlen(folder) + strlen(name) + sizeof "/.jpg";
    char *path = make_zeroed(room, 1);
    snprintf(path, room, "%s/%s.jpg", folder, name);
    FILE *file = fopen(path, "wb");
    bool good = file != NULL && fwrite(bytes, 1, size, file) == size;
    if (file != NULL && fclose(file) != 0) {
        good = false;
    }
    if (!good) {
        perror(path);
    }
    free(path);
    return good;
}

static bool make_file(const struct picture *picture, const char *folder)
{
    size_t size = 0;
    int quality = 0;
    uint8_t *bytes = picture_make(picture, &size, &quality);
    if (bytes == NULL) {
        fprintf(stderr, "lobby-pictures: %s does not fit into %d bytes\n", picture->name, LIMIT_BYTES);
        return false;
    }
    printf("%-12s %7zu bytes, quality %d\n", picture->name, size, quality);
    bool good = write_file(folder, picture->name, bytes, size);
    free(bytes);
    return good;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-') {
        fputs("usage: lobby-pictures OUT_DIR [NAME...]\n", stderr);
        return 2;
    }
    bool good = true;
    for (int i = 2; i < argc; i++) {
        const struct picture *picture = picture_find(argv[i]);
        if (picture == NULL) {
            fprintf(stderr, "lobby-pictures: there is no picture %s\n", argv[i]);
            return 2;
        }
        good = make_file(picture, argv[1]) && good;
    }
    for (size_t i = 0; argc == 2 && i < picture_count; i++) {
        good = make_file(&pictures[i], argv[1]) && good;
    }
    return good ? 0 : 1;
}

/* icons-draw OUT.c FILE.svg... : draws each icon at one size and writes them as a C file for paint/icons.h,
 * in the order of the files. A part of the build: the programs need no SVG. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL_image.h>

#define SIDE 160 /* px: as large as an icon gets on a 4K screen at double size */
#define ROW  20  /* numbers on a line */

/* The name without folder and ".svg". */
static void name_of(const char *path, char *name, size_t size)
{
    const char *slash = strrchr(path, '/');
    snprintf(name, size, "%s", slash ? slash + 1 : path);
    char *dot = strrchr(name, '.');
    if (dot)
        *dot = '\0';
}

/* Alpha is the coverage. */
static int write_icon(FILE *out, const char *path)
{
    char name[64];
    name_of(path, name, sizeof name);
    SDL_RWops *stream = SDL_RWFromFile(path, "rb");
    SDL_Surface *drawn = stream ? IMG_LoadSizedSVG_RW(stream, SIDE, SIDE) : NULL;
    SDL_Surface *argb = drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    if (stream)
        SDL_RWclose(stream);
    SDL_FreeSurface(drawn);
    if (!argb || argb->w != SIDE || argb->h != SIDE) {
        fprintf(stderr, "%s: cannot be drawn at %d px: %s\n", path, SIDE, SDL_GetError());
        SDL_FreeSurface(argb);
        return 0;
    }
    fprintf(out, "static const uint8_t %s_mask[] = {", name);
    for (int i = 0; i < SIDE * SIDE; i++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)argb->pixels +
                                                               (size_t)(i / SIDE) * (size_t)argb->pitch);
        fprintf(out, "%s%u,", i % ROW ? "" : "\n    ", (unsigned)(row[i % SIDE] >> 24));
    }
    fprintf(out, "\n};\n\n");
    SDL_FreeSurface(argb);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: icons-draw OUT.c FILE.svg...\n");
        return 2;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    fprintf(out, "/* Made by icons-draw from assets/icons. */\n#include \"paint/icons.h\"\n\n");
    int ok = 1;
    for (int i = 2; ok && i < argc; i++)
        ok = write_icon(out, argv[i]);
    fprintf(out, "const struct icon_file icon_files[] = {\n");
    for (int i = 2; ok && i < argc; i++) {
        char name[64];
        name_of(argv[i], name, sizeof name);
        fprintf(out, "    {\"%s\", %s_mask, %d},\n", name, name, SIDE);
    }
    fprintf(out, "};\n\nconst size_t icon_files_count = sizeof icon_files / sizeof icon_files[0];\n");
    if (fclose(out) != 0) {
        perror(argv[1]);
        ok = 0;
    }
    if (!ok)
        remove(argv[1]);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

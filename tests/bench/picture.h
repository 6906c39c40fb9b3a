/* picture: a JPEG file as pixels the way a screen has them, as quickly as libjpeg can. */
#ifndef LOBBY_TESTS_BENCH_PICTURE_H
#define LOBBY_TESTS_BENCH_PICTURE_H

#include <stdint.h>

struct picture {
    uint32_t *pixels; /* 0x00rrggbb */
    int w, h;
};

/* Ends the program when the file is no JPEG. The pixels belong to the caller. */
struct picture picture_read(const char *path);

#endif

/* paint/trim: a PNG without anything that is not pixels. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_TRIM_H
#define LOBBY_SCREEN_PAINT_TRIM_H

#include <stddef.h>

/* Leaves only what pixels are made of in a PNG that image_head_read has found good; returns what remains of
 * its length. libpng would unpack every text and profile in it (up to 8 MB each, any number of them), and
 * write a line to stderr for each that is damaged. */
size_t trim_png(char *bytes, size_t length);

#endif

/* paint/jpeg: JPEG to pixels, and whether one is whole inside. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_JPEG_H
#define LOBBY_SCREEN_PAINT_JPEG_H

#include "base/err.h"

#include <SDL_surface.h>
#include <stddef.h>
#include <stdint.h>

/* Reads all of it, as small as that goes. False when libjpeg has to make something up: it repairs broken data
 * with gray or garbage and only warns, which SDL_image does not hand on. */
bool jpeg_is_whole(const char *bytes, size_t length, struct err *err) MUST_USE;

/* A surface in SDL_PIXELFORMAT_RGB888, the caller's. What is damaged inside is shown as well as libjpeg can.
 * NULL and err when there is nothing to show. The bytes have passed content/imagehead.h: they have one or
 * three channels. */
SDL_Surface *jpeg_load(const char *bytes, size_t length, struct err *err);

/* The same of a part alone, px; pixels has room for w * h in XRGB8888. */
bool jpeg_load_part(const char *bytes, size_t length, int x, int y, int w, int h, uint32_t *pixels,
                    struct err *err) MUST_USE;

#endif

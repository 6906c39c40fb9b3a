/* paint/webp: WebP to pixels. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_WEBP_H
#define LOBBY_SCREEN_PAINT_WEBP_H

#include "base/err.h"

#include <SDL_surface.h>
#include <stddef.h>

/* A surface in SDL_PIXELFORMAT_ARGB8888 when something of the picture is transparent, else in
 * SDL_PIXELFORMAT_RGB888; the caller's. NULL and err when it cannot be decoded. */
SDL_Surface *webp_load(const char *bytes, size_t length, struct err *err);

#endif

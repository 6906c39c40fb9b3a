/* paint/pngload: PNG to pixels. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_PNGLOAD_H
#define LOBBY_SCREEN_PAINT_PNGLOAD_H

#include "base/err.h"

#include <SDL_surface.h>
#include <stddef.h>

/* Any PNG, which anybody may have made; it has passed content/imagehead.h. A surface in
 * SDL_PIXELFORMAT_ARGB8888 when it can be transparent, else in SDL_PIXELFORMAT_RGB888; the caller's. NULL and
 * err when it cannot be decoded. */
SDL_Surface *pngload(const char *bytes, size_t length, struct err *err);

#endif

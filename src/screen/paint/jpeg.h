/* paint/jpeg: is a JPEG whole inside? Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_JPEG_H
#define LOBBY_SCREEN_PAINT_JPEG_H

#include "base/err.h"

#include <stddef.h>

/* Reads all of it, as small as that goes. False when libjpeg has to make something up: it repairs broken data
 * with gray or garbage and only warns, which SDL_image does not hand on. */
bool jpeg_is_whole(const char *bytes, size_t length, struct err *err) MUST_USE;

#endif

/* content/exif: the one thing of Exif that matters here: is the picture stored upright? Part of the room. */
#ifndef LOBBY_CONTENT_EXIF_H
#define LOBBY_CONTENT_EXIF_H

#include <stddef.h>
#include <stdint.h>

/* segment is the payload of a JPEG's APP1. 1 (upright) to 8; 1 when it says nothing that can be understood.
 */
int exif_orientation(const uint8_t *segment, size_t length);

#endif

/* content/imagehead: what kind of picture a file is and how large, from its bytes alone, before any decoder
 * sees it. JPEG, PNG and WebP, by magic bytes; bounded. */
#ifndef LOBBY_CONTENT_IMAGEHEAD_H
#define LOBBY_CONTENT_IMAGEHEAD_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define IMAGE_BYTES_MAX  (8u * 1024u * 1024u)
#define IMAGE_SIDE_MAX   4096
#define IMAGE_PIXELS_MAX 8900000 /* the worst of that size takes 0.4 s and 82 MB (tests/hostile) */
#define IMAGE_SCANS_MAX  16      /* of a JPEG: each scan costs a pass over all of it */

enum image_type { IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP };

struct image_head {
    enum image_type type;
    int width, height;
};

/* Reads the whole file's bytes. False and a sentence "what is wrong; what to do" for anything that is not a
 * complete picture of a known type inside the bounds above. */
bool image_head_read(const uint8_t *bytes, size_t length, struct image_head *head, struct err *err) MUST_USE;

#endif

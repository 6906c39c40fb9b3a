/* From a name to the bytes of its file. */
#ifndef PICTURES_MAKE_H
#define PICTURES_MAKE_H

#include <stdint.h>

#include "pixels.h"

/* The content promises 400 kB a picture; this leaves some air. */
enum { LIMIT_BYTES = 345000 };

struct picture {
    const char *name;
    void (*paint)(struct canvas *c);
};

extern const struct picture pictures[];
extern const size_t picture_count;

/* The picture of that name, or NULL. */
const struct picture *picture_find(const char *name);

/* Paints, develops and compresses; the result is malloced. NULL when it does not fit into LIMIT_BYTES. */
uint8_t *picture_make(const struct picture *picture, size_t *size, int *quality);

#endif

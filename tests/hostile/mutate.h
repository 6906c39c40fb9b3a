/* Damage that can be made again: mutant number n of a seed is always the same. */
#ifndef TESTS_HOSTILE_MUTATE_H
#define TESTS_HOSTILE_MUTATE_H

#include "bytes.h"

#include <stdbool.h>
#include <stdint.h>

struct mutator {
    uint64_t state;
};

struct mutator mutator_of(uint64_t seed, uint64_t number);
/* 0 to bound - 1. */
size_t mutator_pick(struct mutator *mutator, size_t bound);

/* One to four changes: bits and bytes, numbers of two and four bytes (lengths and sizes), pieces that are
 * dropped, doubled, moved, made up, or taken from another file; an end too early. */
void mutate_bytes(struct mutator *mutator, struct bytes *bytes, const struct bytes *other);

/* The same for text: lines that are dropped, doubled, moved, indented or taken from another file, words that
 * become others or mean something to YAML; and sometimes bytes. */
void mutate_text(struct mutator *mutator, struct bytes *bytes, const struct bytes *other);

/* Makes the checksums of a PNG right again, as far as its chunks can be followed. */
void mutate_mend_png(struct bytes *bytes);

#endif

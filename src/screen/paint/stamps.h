/* paint/stamps: the runs of a scene, drawn once for all the bands that they reach into. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_STAMPS_H
#define LOBBY_SCREEN_PAINT_STAMPS_H

#include "paint/fontset.h"

struct stamps;

/* NULL when memory is out. */
struct stamps *stamps_create(void);
void stamps_destroy(struct stamps *stamps);

/* A run of the scene of that serial, drawn now or as it was before; NULL when it draws nothing. It stays
 * until the next call of any of these. */
const struct stamp *stamps_get(struct stamps *stamps, struct fonts *fonts, uint64_t serial,
                               const struct text_run *run);

/* True when the next new run would take the place of another. */
bool stamps_full(const struct stamps *stamps);

/* Forgets them all: for when their bands have been painted. */
void stamps_clear(struct stamps *stamps);

#endif

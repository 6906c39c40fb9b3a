/* paint/pictures: the pictures of content, decoded ahead of need by a worker and kept in the sizes in which
 * they are shown. Part of the room.
 *
 * Everything but the decoding happens on the drawing thread. Pixels stay valid until the drawing thread calls
 * pictures_drop_oldest or pictures_destroy. */
#ifndef LOBBY_SCREEN_PAINT_PICTURES_H
#define LOBBY_SCREEN_PAINT_PICTURES_H

#include "base/err.h"
#include "content/content.h"

#include <stdint.h>

enum picture_state {
    PICTURE_WAITING, /* a request holds its content, and is dropped when nobody else does */
    PICTURE_READY,
    PICTURE_FAILED /* could not be decoded; it is not tried again */
};

enum picture_need {
    PICTURE_SOON, /* decoded after everything that is needed now, in the order of asking */
    PICTURE_NOW,  /* on the screen: the next one to be decoded */
    PICTURE_LOOK /* only asks for the state; nothing is decoded, and a picture that is not there is waiting */
};

struct pictures;

struct pictures *pictures_create(struct err *err);
void pictures_destroy(struct pictures *pictures);

/* Called from the worker, when a picture is ready or failed. NULL for nobody: it is not called after that. */
void pictures_on_ready(struct pictures *pictures, void (*call)(void *user), void *user);

/* The state of a picture in w * h px; asks for it where needed. *pixels (may be NULL) is set when it is
 * ready: XRGB8888, w * h. stamp is of the drawing thread's clock: what was used last is dropped last. */
enum picture_state pictures_get(struct pictures *pictures, struct content *content,
                                const struct picture *picture, int w, int h, enum picture_need need,
                                uint64_t stamp, const uint32_t **pixels);

/* True once after a picture arrived that had been asked for as PICTURE_NOW. */
bool pictures_arrived(const struct pictures *pictures);
void pictures_clear_arrived(struct pictures *pictures);

/* Waits until nothing is queued any more. */
void pictures_wait(struct pictures *pictures);

/* Bytes of the pictures that are there. */
size_t pictures_bytes(struct pictures *pictures);

/* The stamp of the picture that was used longest ago, UINT64_MAX when there is none; and forgets it. */
uint64_t pictures_oldest(struct pictures *pictures);
void pictures_drop_oldest(struct pictures *pictures);

#endif

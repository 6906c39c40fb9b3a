/* place: where a destination is, and the folder in which its publication is put together. For this room only.
 */
#ifndef LOBBY_PUBLISH_PLACE_H
#define LOBBY_PUBLISH_PLACE_H

#include "publish/publish.h"

struct place {
    const char *folder; /* the publication, or the copy of it that is put together */
    const char *remote; /* "HOST:PATH"; NULL for a folder */
    int lock;
};

/* Understands the destination, makes its folder and locks it. Strings live in arena. */
bool place_open(struct place *place, const char *destination, const char *keys_folder, struct arena *arena,
                struct refusal *why) MUST_USE;
void place_close(struct place *place);

/* True for "HOST:PATH": a colon before the first slash. */
bool place_is_remote(const char *destination);

/* For a remote place; all are true for a folder. */
bool place_fetch(const struct place *place, struct refusal *why) MUST_USE; /* statements, to here */
bool place_send_objects(const struct place *place, const char *const *paths, size_t count,
                        const struct publish_asker *asker, struct refusal *why) MUST_USE;
bool place_send_numbered(const struct place *place, struct refusal *why) MUST_USE; /* keyrings/, releases/ */
bool place_send(const struct place *place, const char *kind, struct refusal *why) MUST_USE; /* one pair */

#endif

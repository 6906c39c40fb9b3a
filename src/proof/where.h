/* proof/where: the line of a file in which a text of the content stands. Part of the room.
 *
 * The model does not keep it, since nothing but a message needs it: the file is read once more. */
#ifndef LOBBY_PROOF_WHERE_H
#define LOBBY_PROOF_WHERE_H

#include "proof/origin.h"

struct where;

/* NULL when memory is out. */
struct where *where_create(const struct content *content);
void where_destroy(struct where *where);

/* The best place that can be told: of the text, else of the key, else of the file. Valid until the next call.
 */
struct place where_find(struct where *where, const struct origin *origin, size_t lang);

#endif

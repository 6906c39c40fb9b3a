/* wire: files from a publication, several at a time, whether it is a web address or a folder. */
#ifndef LOBBY_DEPOT_WIRE_H
#define LOBBY_DEPOT_WIRE_H

#include "depot/transfer.h"

struct wire;

/* NULL and a refusal when the source cannot be one. total_s is what counts when the source says nothing.
 * source must stay as long as the wire. */
struct wire *wire_open(const struct depot_source *source, unsigned total_s, struct refusal *why) MUST_USE;
void wire_close(struct wire *wire); /* after wire_forget of every transfer; NULL is fine */

/* The time for everything begins anew; it has begun with wire_open. */
void wire_start_deadline(struct wire *wire);

/* Begins to fetch transfer->name; the transfer must stay where it is until wire_next returns it. */
void wire_add(struct wire *wire, struct transfer *transfer);

/* Waits for the next transfer that has ended, well or not. NULL when there is none under way; or when it
 * takes too long or beat says false, then with why set. beat (may be NULL) is called when something has come.
 */
typedef bool wire_beat_fn(void *arg, struct refusal *why);
struct transfer *wire_next(struct wire *wire, wire_beat_fn *beat, void *arg, struct refusal *why) MUST_USE;

/* Ends a transfer that was added, under way or not, and frees what belongs to it. */
void wire_forget(struct wire *wire, struct transfer *transfer);

uint64_t wire_received(const struct wire *wire); /* bytes */

#endif

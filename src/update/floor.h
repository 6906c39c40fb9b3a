/* update/floor: what time it is at least, for machines whose clock forgets.
 *
 * A Raspberry Pi has no battery for its clock. Nobody waits for the network's time; instead the clock counts
 * only from a floor on: the latest of when this program was built, when systemd-timesyncd last knew the time,
 * and when the last verified release was made. */
#ifndef LOBBY_UPDATE_FLOOR_H
#define LOBBY_UPDATE_FLOOR_H

#include "trust/trust.h"

/* system: what the machine's clock says, in seconds since 1970, UTC. release_created: 0 for none. The clock
 * is sure when it is past the floor and the kernel calls it synchronized. */
struct trust_clock floor_clock(int64_t system, int64_t release_created);

#endif

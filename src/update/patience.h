/* update/patience: how long to wait until the next attempt. Pure. */
#ifndef LOBBY_UPDATE_PATIENCE_H
#define LOBBY_UPDATE_PATIENCE_H

#include <stdint.h>

/* Between two attempts that went well: staff see a change within minutes. */
#define PATIENCE_USUAL_S 300u
/* After a failure: at most this, doubled with each further one up to the most. The wait is drawn from all of
 * it ("full jitter"), so that a hundred kiosks do not come back at the same moment after an outage. */
#define PATIENCE_FIRST_S 60u
#define PATIENCE_MOST_S  3600u

/* Seconds to wait. failures: attempts in a row that went wrong; retry_after_s: what a server asked for, at
 * least so long it is; random: any number. */
unsigned patience_next(unsigned failures, unsigned retry_after_s, uint32_t random);

#endif

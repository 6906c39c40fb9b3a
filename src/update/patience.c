#include "update/patience.h"

unsigned patience_next(unsigned failures, unsigned retry_after_s, uint32_t random)
{
    unsigned wait;
    if (failures == 0) {
        /* A tenth to either side: kiosks that were switched on together drift apart. */
        wait = PATIENCE_USUAL_S * 9 / 10 + random % (PATIENCE_USUAL_S / 5 + 1);
    } else {
        unsigned most = PATIENCE_FIRST_S;
        for (unsigned i = 1; i < failures && most < PATIENCE_MOST_S; i++)
            most *= 2;
        most = most < PATIENCE_MOST_S ? most : PATIENCE_MOST_S;
        wait = 1 + random % most;
    }
    return wait > retry_after_s ? wait : retry_after_s;
}

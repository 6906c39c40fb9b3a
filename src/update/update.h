/* update: one attempt to take over what is published: who says so, what they say, the bytes, a look at them,
 * and a generation on trial.
 *
 * Everything may be killed at any moment: what was there stays, and the next attempt finishes it. */
#ifndef LOBBY_UPDATE_UPDATE_H
#define LOBBY_UPDATE_UPDATE_H

#include "base/refusal.h"
#include "device/device.h"

#include <stdint.h>

struct update_settings {
    const struct device *device; /* site, state, run, update: all are looked at */
    const char *from;            /* instead of the device's address, or NULL */
    const char *preflight;       /* path of lobby-preflight */
};

enum update_end {
    UPDATE_TAKEN,  /* a new generation is on trial */
    UPDATE_SAME,   /* what is published is here already */
    UPDATE_REFUSED /* why says it; what was shown stays */
};

struct update_outcome {
    enum update_end end;
    struct refusal why;     /* of UPDATE_REFUSED */
    int64_t epoch, version; /* of the newest verified release; 0: none */
    char commit[65];        /* "": none */
    uint64_t received;      /* bytes that came */
    unsigned retry_after_s; /* a server asked for so much patience; 0: none did */
};

/* now: seconds since 1970, UTC, as the machine's clock says. */
void update_once(const struct update_settings *settings, int64_t now, struct update_outcome *outcome);

#endif

/* status: what is published, wherever it can be read: a folder or a web address. */
#ifndef LOBBY_PUBLISH_STATUS_H
#define LOBBY_PUBLISH_STATUS_H

#include "trust/trust.h"

#define STATUS_VERSIONS 5 /* so many older ones are listed */

struct status_version {
    int64_t version, created;
    const char *commit, *publisher; /* publisher NULL: its signature does not count any more */
};

struct publish_status {
    struct trust_keyring keyring;
    struct trust_release release;
    struct status_version versions[STATUS_VERSIONS]; /* newest first, the published one not among them */
    size_t count;
};

/* Everything lives in arena. root is the key that a kiosk would go by. NULL: the one that the keyring itself
 * names, which proves nothing. Refuses as a kiosk would, but for the clock: what is over is shown. */
bool publish_status(const char *where, const struct trust_key *root, struct arena *arena,
                    struct publish_status *status, struct refusal *why) MUST_USE;

#endif

/* kiosk/bulletin: how this kiosk is, for whoever looks after it: RUN/kiosk.json, and a word in the log when
 * the touchscreen comes or goes. */
#ifndef LOBBY_KIOSK_BULLETIN_H
#define LOBBY_KIOSK_BULLETIN_H

#include "kiosk/supply.h"

#define BULLETIN_TOUCH 128

struct bulletin {
    const char *run; /* the folder; NULL: nothing is written */
    const struct ladder *ladder;
    /* What was written last. */
    bool written, said;  /* said: that it cannot be */
    bool looked;         /* for a touchscreen */
    uint64_t again;      /* ms: when to try again what could not be written */
    const char *instead; /* as in struct store_kiosk_status */
    unsigned changes;
    char on[STORE_NAME_TEXT];
    int64_t since; /* UTC */
    char touch[BULLETIN_TOUCH];
    enum player_trouble trouble;
    bool session;     /* a visitor was in one */
    uint64_t figures; /* ms: when the figures were written */
};

/* Both outlive it. */
void bulletin_start(struct bulletin *bulletin, const char *run, const struct ladder *ladder);

/* For the hook passed: writes when something has changed. */
void bulletin_passed(struct bulletin *bulletin, const struct supply *supply, const struct player_pass *pass);

#endif

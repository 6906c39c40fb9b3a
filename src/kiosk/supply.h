/* kiosk/supply: which folder this kiosk shows: the generation that the store names, or the content that was
 * installed; and the verdict on a generation that is on trial.
 *
 * A trial that was on the glass for SUPPLY_PROOF_MS is good. One that cannot be loaded or laid out is bad at
 * once, and so is one that was not long enough on the glass SUPPLY_MOST_MS after it was taken. */
#ifndef LOBBY_KIOSK_SUPPLY_H
#define LOBBY_KIOSK_SUPPLY_H

#include "base/diag.h"
#include "kiosk/ladder.h"
#include "player/player.h"
#include "store/kiosk.h"

struct supply;

#define SUPPLY_PROOF_MS 20000u
#define SUPPLY_MOST_MS  60000u
/* A visitor in a session keeps new content away for no longer than this. */
#define SUPPLY_DEFER_MS 600000u

struct supply_settings {
    const char *state;     /* the folder of the store; NULL: no generations are looked for */
    const char *installed; /* the folder that stands in */
    struct ladder *ladder; /* below LADDER_FULL only a trial comes from the store; NULL: no falls */
    void *user;
    unsigned (*move)(void *user, const char *folder); /* player_move */
    void (*wake)(void *user);                         /* player_wake */
};

/* Takes what is to be shown first: supply_folder. The strings must outlive it. NULL when memory is out. move
 * and wake are called only after supply_begin. */
struct supply *supply_create(const struct supply_settings *settings);

/* The path of the folder that is shown, or will be as soon as it is read; until the next call here. NULL: the
 * safe screen. */
const char *supply_folder(const struct supply *supply);

/* How late it is at least, in seconds since 1970, UTC; 0: nobody knows. */
int64_t supply_floor(const struct supply *supply);

/* The player is about to run. Without it new content is looked for only at the next start. */
void supply_begin(struct supply *supply);

/* The folder was read; diags may be NULL. True when it cannot be shown and another one comes in its place. */
bool supply_loaded(struct supply *supply, struct diag_list *diags);

/* For the hook passed. Returns when it wants to be called again, in ms. */
uint64_t supply_passed(struct supply *supply, const struct player_pass *pass);

/* The way up is free again: what was held back is shown. */
void supply_release(struct supply *supply);

/* What is on the glass, for kiosk.json. */
struct supply_news {
    const struct store_kiosk *store; /* NULL: none */
    struct store_show on;            /* without its path */
    const char *problem;             /* with the folder that was read last; "": none */
    unsigned changes;                /* counts whatever may stand in kiosk.json */
};
void supply_tell(const struct supply *supply, struct supply_news *news);

/* How late it is, for people: a clock that is known to be wrong must not date things before the content they
 * are about. Seconds since 1970, UTC. */
int64_t supply_time(const struct supply *supply);

/* The player ran and has ended in good order, but still exists: a trial without a verdict does not count. */
void supply_end(struct supply *supply);

void supply_destroy(struct supply *supply);

#endif

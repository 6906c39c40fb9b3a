/* kiosk/ladder: how far down a kiosk goes when it falls again and again: to the content that was installed,
 * and then to the safe screen, which needs nothing at all.
 *
 * A fall is a start that was followed by another start, and not by a minute of standing or by an end in good
 * order. They are counted in a file in the run folder, so that a boot begins anew. Two falls belong to a
 * trial (STORE_ATTEMPTS_MAX); then the good generation has three chances, and the installed content two. */
#ifndef LOBBY_KIOSK_LADDER_H
#define LOBBY_KIOSK_LADDER_H

#include "player/player.h"

/* After so many falls. */
#define LADDER_INSTALLED_FALLS 5u
#define LADDER_SAFE_FALLS      7u

/* Without trouble for so long, it stands. */
#define LADDER_STANDS_MS 60000u

/* After so long on a lower step it tries the whole way up again: what fell may have been the machine's fault,
 * and when it was not, less than a minute of each hour is lost. */
#define LADDER_AGAIN_MS 3600000u

enum ladder_step {
    LADDER_FULL,      /* whatever is to be shown */
    LADDER_INSTALLED, /* the installed content, or what is new */
    LADDER_SAFE       /* the safe screen, or what is new */
};

struct ladder {
    int run;        /* the run folder; -1: nothing can be counted */
    unsigned falls; /* before this start */
    enum ladder_step step;
    uint64_t since;     /* ms: without trouble; 0: with */
    bool stands, waits; /* waits: for a display, which is nobody's fall */
};

/* Counts this start as a fall until it is known better. A file that cannot be read is no fall. */
void ladder_begin(struct ladder *ladder, const char *run);

/* How long to wait before this start, in ms: the first falls cost nothing, later ones more and more. */
unsigned ladder_rest(const struct ladder *ladder);

/* For the hook passed. Returns when it wants to be called again, in ms. The step may have changed to
 * LADDER_FULL. */
uint64_t ladder_passed(struct ladder *ladder, const struct player_pass *pass);

/* What is shown from now on is something else than what fell: the way is free again. */
void ladder_forget(struct ladder *ladder);

/* With an end in good order they are forgotten, too. */
void ladder_end(struct ladder *ladder);

#endif

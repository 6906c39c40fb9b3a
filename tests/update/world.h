/* world: a desk, what it has published, and a kiosk that shows version 2 of it. One thing in it is altered,
 * the real lobby-update looks at it once, and it is judged whether it refused as it should and left alone
 * what is shown; afterwards the next honest publication must be taken over.
 *
 * In the folder of tests/publish/stand, which is the current one:
 *
 *     pub, state, run, kiosk.yaml      what a row alters: made anew for each
 *     old, new, next                   honest publications up to version 2, 3 and 4
 *     second, third, fourth            the content of these versions
 *     keys/                            the desk's
 *     thief.key                        a publisher's; "next" revokes it
 *     trainee.key                      a publisher's whose time is over
 *     stranger.key                     of nobody
 *     k, x                             whatever a row wants to have called so
 */
#ifndef LOBBY_TESTS_UPDATE_WORLD_H
#define LOBBY_TESTS_UPDATE_WORLD_H

#include "answer.h"

#include "stand.h"

/* What is remembered although the release was refused: a statement that was verified before something else
 * went wrong. */
enum learns { NOTHING = 0, KEYRING = 1, RELEASE = 2 };

struct row {
    const char *shows;
    const char *alter; /* shell, with the words of world_words; NULL: nothing */
    const char *with;  /* variables for lobby-update alone (clock.c), or NULL */
    const char *args;  /* more words for its command line, or NULL */
    const char *code;  /* NULL: it is taken over */
    const char *says;  /* stands in its line; NULL: whatever */
    const char *undo;  /* shell, before the next honest publication; NULL: nothing */
    unsigned learns;   /* bits of enum learns */

    /* Asked over http when one of these is there: what a path that ends so is answered with. */
    const char *path, *answer, *again;
    enum then then;
};

/* Shell functions for rows:
 *   sign KEY FILE            signs it as minisign does
 *   says KEY FILE SED...     changes a file of pub, and signs it
 *   fresh SUFFIX             the first object of pub that the kiosk does not have
 *   at ADDRESS, from ADDRESS kiosk.yaml names that address; with from, it may be http
 *   recover CONTENT          pub holds that in a new epoch, which the root key has begun */
extern const char world_words[];

/* For a group of tests. */
int world_set_up(void **state);
int world_tear_down(void **state);

/* Makes pub, state, run and kiosk.yaml anew. */
void world_renew(void);

/* Alters, updates, judges. False and why in fault (of size bytes) when anything is not as it should be.
 * spoil: a line of shell that is run before the judgment, to see that it would notice; or NULL. */
bool world_try(const struct row *row, const char *spoil, char *fault, size_t size);

/* world_try for each, and prints them; fails the test at the end when any was at fault. Returns how many. */
unsigned world_rows(const struct row *rows, size_t count);

/* One lobby-update in the world as it is; its exit code. Stdout and stderr lie in told.out and told.err. */
int world_update(const struct row *row);

/* Serves pub as the row says, and writes its address into kiosk.yaml. */
struct server *world_serve(const struct row *row);

/* What the kiosk would show now, as the store says: "good 1-2-0f3d33c2a9be". */
const char *world_shown(void);

/* What a run of lobby-update that has ended should have cleared away; NULL: nothing. */
const char *world_left_behind(void);

/* The generation on the screen gets its verdict. */
void world_judge_good(void);

#endif

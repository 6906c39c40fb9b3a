#include "store/state.h"

#include <assert.h>
#include <string.h>

/* More good generations than ever lie on the disk: the oldest of them need not be remembered. */
#define GOOD_MAX 16u

const struct state_verdict *state_find(const struct state_verdicts *verdicts, const struct store_id *id)
{
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct state_verdict *item = &verdicts->items[i];
        if (store_id_compare(&item->id, id) == 0 && store_commit_same(item->id.commit, id->commit))
            return item;
    }
    return NULL;
}

static void forget(struct state_verdicts *verdicts, size_t at)
{
    verdicts->count--;
    memmove(&verdicts->items[at], &verdicts->items[at + 1],
            (verdicts->count - at) * sizeof verdicts->items[0]);
}

/* The oldest goes, but the newest good ones are what the kiosk comes back to. */
static void make_room(struct state_verdicts *verdicts)
{
    size_t good = 0, oldest_good = 0, oldest_other = 0;
    for (size_t i = verdicts->count; i-- > 0;) {
        bool is_good = verdicts->items[i].verdict == STORE_GOOD;
        good += is_good;
        *(is_good ? &oldest_good : &oldest_other) = i;
    }
    forget(verdicts, good > GOOD_MAX ? oldest_good : oldest_other);
}

struct state_verdict *state_entry(struct state_verdicts *verdicts, const struct store_id *id)
{
    const struct state_verdict *found = state_find(verdicts, id);
    if (found)
        return &verdicts->items[found - verdicts->items];
    if (verdicts->count == STATE_VERDICTS_MAX)
        make_room(verdicts);
    size_t at = verdicts->count;
    while (at > 0 && store_id_compare(&verdicts->items[at - 1].id, id) > 0)
        at--;
    memmove(&verdicts->items[at + 1], &verdicts->items[at],
            (verdicts->count - at) * sizeof verdicts->items[0]);
    verdicts->count++;
    verdicts->items[at] = (struct state_verdict){.id = *id};
    return &verdicts->items[at];
}

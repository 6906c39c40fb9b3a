/* What stays on the disk, and what goes. Decided first, done afterwards. */
#include "store/workshop.h"

#include "base/log.h"
#include "store/shelf.h"
#include "store/tree.h"

#include <stdlib.h>

enum fate {
    FATE_GOES,
    FATE_STAYS, /* while there is room */
    FATE_PINNED /* on the screen, or next on it */
};

struct plan {
    struct shelf shelf;
    enum fate *fates; /* one for each of shelf.ids */
};

static void decide(struct plan *plan, const struct store_id *id, enum fate fate)
{
    const struct store_id *found = id ? shelf_find(&plan->shelf, id) : NULL;
    if (found && plan->fates[found - plan->shelf.ids] < fate)
        plan->fates[found - plan->shelf.ids] = fate;
}

static bool is_bad(const struct store_updater *updater, const struct store_id *id)
{
    const struct state_verdict *entry = state_find(&updater->verdicts, id);
    enum store_verdict verdict = entry ? entry->verdict : STORE_UNJUDGED;
    /* A good one may share its commit with a later one that was found bad. */
    return verdict == STORE_BAD ||
           (verdict == STORE_UNJUDGED && store_updater_is_bad(updater, id->commit, NULL));
}

static size_t staying(const struct plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->shelf.count; i++)
        count += plan->fates[i] != FATE_GOES;
    return count;
}

static void make_plan(struct store_updater *updater, struct plan *plan)
{
    struct store_id trial;
    const struct store_id *good = shelf_good(&plan->shelf, &updater->verdicts, NULL);
    decide(plan, good, FATE_PINNED);
    if (updater->verdicts.shown.epoch >= 0)
        decide(plan, &updater->verdicts.shown, FATE_PINNED);
    if (good)
        decide(plan, shelf_good(&plan->shelf, &updater->verdicts, good), FATE_STAYS);
    bool on_trial = store_updater_trial(updater, &trial) && !is_bad(updater, &trial);
    if (on_trial)
        decide(plan, &trial, FATE_PINNED);
    /* What is on trial may turn out bad: there are so many without it. */
    on_trial = on_trial && shelf_find(&plan->shelf, &trial) &&
               store_updater_verdict(updater, &trial, NULL, NULL) == STORE_UNJUDGED;
    for (size_t i = plan->shelf.count; i-- > 0 && staying(plan) < STORE_KEEP + on_trial;)
        if (!is_bad(updater, &plan->shelf.ids[i]))
            decide(plan, &plan->shelf.ids[i], FATE_STAYS);
}

/* What cannot be looked into counts for nothing: it must not keep the rest from going. */
static uint64_t measure(const struct store_updater *updater, const struct plan *plan)
{
    struct tree_size size = {0};
    for (size_t i = 0; i < plan->shelf.count; i++) {
        char name[STORE_NAME_TEXT];
        struct err err;
        store_id_name(&plan->shelf.ids[i], name);
        if (plan->fates[i] != FATE_GOES && !tree_measure(updater->generations, name, &size, &err))
            log_warning("%s/%s", STATE_GENERATIONS, err.text);
    }
    uint64_t bytes = tree_size_bytes(&size);
    tree_size_finish(&size);
    return bytes;
}

static bool drop_oldest(struct plan *plan)
{
    for (size_t i = 0; i < plan->shelf.count; i++) {
        if (plan->fates[i] != FATE_STAYS)
            continue;
        plan->fates[i] = FATE_GOES;
        return true;
    }
    return false;
}

static bool fits(uint64_t bytes, uint64_t more, uint64_t bound)
{
    return bytes <= bound && more <= bound - bytes;
}

static bool carry_out(struct store_updater *updater, const struct plan *plan, uint64_t bound, uint64_t more,
                      struct store_pruned *pruned, struct err *err)
{
    bool good = true;
    for (size_t i = 0; good && i < plan->shelf.count; i++) {
        if (plan->fates[i] == FATE_GOES)
            good = updater_take_off(updater, &plan->shelf.ids[i], err);
        pruned->removed += good && plan->fates[i] == FATE_GOES;
    }
    pruned->kept = staying(plan);
    pruned->fits = fits(pruned->bytes, more, bound);
    return good;
}

bool store_updater_prune(struct store_updater *updater, uint64_t bound, uint64_t more,
                         struct store_pruned *pruned, struct err *err)
{
    *pruned = (struct store_pruned){0};
    updater_look(updater);
    struct plan plan = {0};
    if (!shelf_read(updater->state, &plan.shelf, err))
        return false;
    plan.fates = calloc(plan.shelf.count + 1, sizeof *plan.fates);
    bool good = plan.fates || err_set(err, "%s: out of memory", STATE_GENERATIONS);
    if (good) {
        make_plan(updater, &plan);
        do {
            pruned->bytes = measure(updater, &plan);
        } while (!fits(pruned->bytes, more, bound) && drop_oldest(&plan));
        if (more > 0 && !fits(pruned->bytes, more, bound)) {
            /* It does not come: nothing makes way for it. */
            for (size_t i = 0; i < plan.shelf.count; i++)
                plan.fates[i] = FATE_GOES;
            make_plan(updater, &plan);
        }
        good = carry_out(updater, &plan, bound, more, pruned, err);
    }
    free(plan.fates);
    shelf_finish(&plan.shelf);
    return good;
}

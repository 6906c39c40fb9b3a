#include "life.h"

#include "base/str.h"
#include "steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

enum { BAD_ASKED = 8 /* of the last bad ones: the store's lists have ends */ };

unsigned life_draw(struct world *world, unsigned below)
{
    return (unsigned)(steps_random(&world->model->random) % below);
}

void life_fault(struct world *world, const char *what, const struct store_id *id)
{
    char name[STORE_NAME_TEXT] = "";
    if (id)
        store_id_name(id, name);
    if (!world->model->fault[0])
        snprintf(world->model->fault, sizeof world->model->fault, "%s %s", what, name);
}

struct generation *life_find(struct world *world, const struct store_id *id)
{
    for (size_t i = world->model->count; i-- > 0;) {
        struct generation *generation = &world->model->generations[i];
        if (store_id_compare(&generation->id, id) == 0 &&
            store_commit_same(generation->id.commit, id->commit))
            return generation;
    }
    return NULL;
}

static const struct generation *newest_good(const struct world *world)
{
    const struct generation *best = NULL;
    for (size_t i = 0; i < world->model->count; i++) {
        const struct generation *generation = &world->model->generations[i];
        if (generation->good && (!best || store_id_compare(&generation->id, &best->id) > 0))
            best = generation;
    }
    return best;
}

static void check_shown(struct world *world, const struct ground_shown *shown)
{
    const struct generation *best = newest_good(world);
    if (shown->kind == GROUND_NOTHING) {
        if (best)
            life_fault(world, "nothing is shown, although there was a good one:", &best->id);
        return;
    }
    struct generation *generation = life_find(world, &shown->id);
    if (!generation)
        life_fault(world, "shown, but never published:", &shown->id);
    else if (!ground_whole(shown->path, &shown->id))
        life_fault(world, "shown, but not whole:", &shown->id);
    else if (best && store_id_compare(&shown->id, &best->id) < 0)
        life_fault(world, "shown, but older than a good one:", &shown->id);
    else if (shown->kind == GROUND_GOOD && !generation->good && !generation->maybe_good)
        life_fault(world, "called good by nobody:", &shown->id);
    else if (generation->bad)
        life_fault(world, "shown after it was found bad:", &shown->id);
}

/* The running kiosk asks what to show, and does with it what its nature makes it do. */
static void show(struct world *world, bool fresh)
{
    struct model *model = world->model;
    enum { ROUNDS = 8 };
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct ground_shown shown;
        ground_take(world->kiosk, &shown);
        check_shown(world, &shown);
        bool same = !fresh && model->shown.kind == GROUND_TRIAL && strcmp(model->shown.path, shown.path) == 0;
        model->shown = shown;
        fresh = false;
        struct generation *generation = life_find(world, &shown.id);
        if (shown.kind != GROUND_TRIAL || same || !generation)
            return;
        model->shows++;
        if (++generation->shows > world->shows_max)
            life_fault(world, "tried once too often:", &shown.id);
        if (generation->nature != BROKEN)
            return;
        if (ground_judge(world->kiosk, STORE_BAD))
            generation->bad = true;
    }
    life_fault(world, "the kiosk does not come to rest", NULL);
}

void life_stop(struct world *world, bool orderly)
{
    struct generation *generation = life_find(world, &world->model->shown.id);
    bool back = orderly && world->kiosk && world->model->shown.kind == GROUND_TRIAL && generation &&
                !generation->maybe_good;
    ground_end(world->kiosk, orderly);
    if (back)
        generation->shows--;
    world->kiosk = NULL;
    world->model->shown = (struct ground_shown){.kind = GROUND_NOTHING};
}

void life_start(struct world *world)
{
    life_stop(world, false);
    world->kiosk = ground_kiosk(world->state);
    show(world, true);
}

void life_look(struct world *world)
{
    if (world->kiosk && ground_pending(world->kiosk))
        show(world, false);
}

void life_judge(struct world *world)
{
    struct model *model = world->model;
    struct generation *generation = life_find(world, &model->shown.id);
    if (!world->kiosk || model->shown.kind != GROUND_TRIAL || !generation || generation->nature != FINE)
        return;
    generation->maybe_good = true;
    if (ground_judge(world->kiosk, STORE_GOOD)) {
        generation->good = true;
        model->shown.kind = GROUND_GOOD;
    }
}

static struct generation *invent(struct world *world, enum nature nature)
{
    struct model *model = world->model;
    assert_true(model->count < LIFE_GENERATIONS_MAX);
    const struct store_id *last = model->count ? &model->generations[model->count - 1].id : NULL;
    struct store_id id = ground_id(last ? last->version + 1 : 1, "abcdef"[life_draw(world, 6)]);
    id.epoch = last ? last->epoch : 1;
    if (life_draw(world, 40) == 0) { /* the root key recovers from a number that was too high */
        id.epoch++;
        id.version = life_draw(world, 3);
    }
    snprintf(id.commit, sizeof id.commit, "%012llx%052x", steps_random(&world->model->random) >> 16, 7U);
    struct generation *added = &model->generations[model->count++];
    *added = (struct generation){.id = id, .nature = nature};
    return added;
}

static enum ground_update update(struct world *world, struct generation *generation)
{
    struct model *model = world->model;
    enum ground_update result =
        ground_update(world->state, &generation->id, generation->nature == REFUSED, &model->seen);
    model->updates++;
    model->adopted += result == GROUND_ADOPTED;
    if (result == GROUND_FORGETFUL)
        life_fault(world, "the updater has forgotten what it knew before", &generation->id);
    if (result == GROUND_REFUSED)
        generation->bad = true;
    return result;
}

void life_publish(struct world *world)
{
    static const enum nature natures[] = {FINE, FINE, FINE, BROKEN, DEADLY, REFUSED};
    struct generation *last =
        world->model->count ? &world->model->generations[world->model->count - 1] : NULL;
    bool again = last && life_draw(world, 3) == 0;
    (void)update(world, again ? last : invent(world, natures[life_draw(world, COUNT_OF(natures))]));
}

void life_publish_bad_again(struct world *world)
{
    struct model *model = world->model;
    const struct generation *bad = NULL;
    for (size_t i = model->count, asked = 0; i-- > 0 && asked < BAD_ASKED; asked++)
        if (model->generations[i].bad)
            bad = &model->generations[i];
    if (!bad)
        return;
    struct generation *again = invent(world, FINE);
    memcpy(again->id.commit, bad->id.commit, sizeof again->id.commit);
    if (update(world, again) == GROUND_ADOPTED)
        life_fault(world, "taken over, although its bytes are bad:", &again->id);
}

void life_arrive(struct world *world)
{
    struct generation *generation = invent(world, FINE);
    if (update(world, generation) != GROUND_ADOPTED)
        life_fault(world, "a good publication is not adopted:", &generation->id);
    if (!world->kiosk)
        life_start(world);
    if (!ground_tidy(world->state))
        life_fault(world, "something is left behind after", &generation->id);
    life_look(world);
    if (world->model->shown.kind != GROUND_TRIAL ||
        store_id_compare(&world->model->shown.id, &generation->id) != 0)
        life_fault(world, "a good publication is not shown:", &generation->id);
    life_judge(world);
    if (!generation->good)
        life_fault(world, "a good publication does not become good:", &generation->id);
}

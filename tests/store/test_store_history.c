/* Years of a kiosk in seconds: publications good and bad, kiosks that start, die and judge, kills, errors and
 * power cuts at any step, in an order that a number decides; and after each of them what was promised:
 *
 *   - what is shown is whole, and stays whole while it is shown;
 *   - once something was good there is always something to show, and never anything older than it;
 *   - a generation that ends the kiosk, or cannot be shown, is tried twice at most;
 *   - the updater does not forget what it has seen, nor what was bad;
 *   - after whatever happened, the next good publication arrives.
 *
 * The model below knows only what the store has said. LOBBY_HISTORY_SEED and LOBBY_HISTORY_STEPS ask for
 * another history. Disks that do not sync, and a promise that nobody gave, must be found out. */
#include "disk.h"
#include "ground.h"
#include "steps.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    GENERATIONS_MAX = 20000,
    STEPS = 1500,
    FUSE_MAX = 45, /* a whole update has about 40 steps */
    SHOWS_MAX = 2,
    BAD_ASKED = 8 /* of the last bad ones: the store's lists have ends */
};

enum nature { FINE, BROKEN, DEADLY, REFUSED };

struct generation {
    struct store_id id;
    enum nature nature;
    unsigned shows; /* as a trial, without those given back */
    bool good, maybe_good, bad;
};

/* Shared with the children in which things happen. */
struct model {
    struct generation generations[GENERATIONS_MAX];
    size_t count;
    struct store_id seen;
    struct ground_shown shown;
    size_t updates, adopted, shows, kills, errors, cuts;
    unsigned long long random;
    char fault[512];
};

struct world {
    struct ground ground;
    char *disk, *memory, *state;
    struct model *model;
    struct store_kiosk *kiosk; /* running, or NULL */
    unsigned shows_max;
};

static unsigned draw(struct world *world, unsigned below)
{
    return (unsigned)(steps_random(&world->model->random) % below);
}

static void fault(struct world *world, const char *what, const struct store_id *id)
{
    char name[STORE_NAME_TEXT] = "";
    if (id)
        store_id_name(id, name);
    if (!world->model->fault[0])
        snprintf(world->model->fault, sizeof world->model->fault, "%s %s", what, name);
}

static struct generation *find(struct world *world, const struct store_id *id)
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
            fault(world, "nothing is shown, although there was a good one:", &best->id);
        return;
    }
    struct generation *generation = find(world, &shown->id);
    if (!generation)
        fault(world, "shown, but never published:", &shown->id);
    else if (!ground_whole(shown->path, &shown->id))
        fault(world, "shown, but not whole:", &shown->id);
    else if (best && store_id_compare(&shown->id, &best->id) < 0)
        fault(world, "shown, but older than a good one:", &shown->id);
    else if (shown->kind == GROUND_GOOD && !generation->good && !generation->maybe_good)
        fault(world, "called good by nobody:", &shown->id);
    else if (generation->bad)
        fault(world, "shown after it was found bad:", &shown->id);
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
        struct generation *generation = find(world, &shown.id);
        if (shown.kind != GROUND_TRIAL || same || !generation)
            return;
        model->shows++;
        if (++generation->shows > world->shows_max)
            fault(world, "tried once too often:", &shown.id);
        if (generation->nature != BROKEN)
            return;
        if (ground_judge(world->kiosk, STORE_BAD))
            generation->bad = true;
    }
    fault(world, "the kiosk does not come to rest", NULL);
}

static void stop_kiosk(struct world *world, bool orderly)
{
    struct generation *generation = find(world, &world->model->shown.id);
    bool back = orderly && world->kiosk && world->model->shown.kind == GROUND_TRIAL && generation &&
                !generation->maybe_good;
    ground_end(world->kiosk, orderly);
    if (back)
        generation->shows--;
    world->kiosk = NULL;
    world->model->shown = (struct ground_shown){.kind = GROUND_NOTHING};
}

static void start_kiosk(struct world *world)
{
    stop_kiosk(world, false);
    world->kiosk = ground_kiosk(world->state);
    show(world, true);
}

static void look_for_news(struct world *world)
{
    if (world->kiosk && ground_pending(world->kiosk))
        show(world, false);
}

/* A good trial has been on the screen long enough. */
static void judge(struct world *world)
{
    struct model *model = world->model;
    struct generation *generation = find(world, &model->shown.id);
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
    assert_true(model->count < GENERATIONS_MAX);
    const struct store_id *last = model->count ? &model->generations[model->count - 1].id : NULL;
    struct store_id id = ground_id(last ? last->version + 1 : 1, "abcdef"[draw(world, 6)]);
    id.epoch = last ? last->epoch : 1;
    if (draw(world, 40) == 0) { /* the root key recovers from a number that was too high */
        id.epoch++;
        id.version = draw(world, 3);
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
        fault(world, "the updater has forgotten what it knew before", &generation->id);
    if (result == GROUND_REFUSED)
        generation->bad = true;
    return result;
}

static void publish(struct world *world)
{
    static const enum nature natures[] = {FINE, FINE, FINE, BROKEN, DEADLY, REFUSED};
    struct generation *last =
        world->model->count ? &world->model->generations[world->model->count - 1] : NULL;
    bool again = last && draw(world, 3) == 0;
    (void)update(world, again ? last : invent(world, natures[draw(world, COUNT_OF(natures))]));
}

/* The bytes of a bad one, under a new number. */
static void publish_bad_again(struct world *world)
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
        fault(world, "taken over, although its bytes are bad:", &again->id);
}

/* Whatever was before: a good publication arrives, and is praised. */
static void arrive(struct world *world)
{
    struct generation *generation = invent(world, FINE);
    if (update(world, generation) != GROUND_ADOPTED)
        fault(world, "a good publication is not adopted:", &generation->id);
    if (!world->kiosk)
        start_kiosk(world);
    if (!ground_tidy(world->state))
        fault(world, "something is left behind after", &generation->id);
    look_for_news(world);
    if (world->model->shown.kind != GROUND_TRIAL ||
        store_id_compare(&world->model->shown.id, &generation->id) != 0)
        fault(world, "a good publication is not shown:", &generation->id);
    judge(world);
    if (!generation->good)
        fault(world, "a good publication does not become good:", &generation->id);
}

static void (*const acts[])(struct world *) = {publish, publish_bad_again, start_kiosk, look_for_news, judge};

/* An act in a child that may come to an end at any step. True when it was the updater's. */
static bool act_in_danger(struct world *world, enum steps_end end)
{
    size_t which = draw(world, COUNT_OF(acts));
    unsigned fuse = 1 + draw(world, FUSE_MAX);
    steps_errno = draw(world, 2) ? EIO : ENOSPC;
    if (acts[which] == start_kiosk)
        stop_kiosk(world, false);
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        steps_set(end, fuse);
        acts[which](world);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) ? end == STEPS_KILL : WEXITSTATUS(status) == 0);
    *(end == STEPS_KILL ? &world->model->kills : &world->model->errors) += 1;
    return which < 2;
}

static void cut(struct world *world)
{
    stop_kiosk(world, false);
    disk_cut(&world->model->random);
    world->model->cuts++;
}

/* Nobody looks at an old one for long, but one day it is all that is left. */
static void check_shelf(struct world *world)
{
    AUTO_FREE char *folder = NULL;
    struct err err;
    char **names;
    size_t count;
    assert_true(asprintf(&folder, "%s/generations", world->state) > 0);
    AUTO_CLOSE int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return;
    assert_true(file_list_below(dir, ".", "", &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        struct store_id id;
        AUTO_FREE char *path = NULL;
        assert_true(asprintf(&path, "%s/%s", folder, names[i]) > 0);
        if (!store_id_parse(names[i], &id) || !ground_whole(path, &id))
            fault(world, "it has its name, but is not whole:", &id);
    }
    file_names_free(names, count);
}

static void step(struct world *world)
{
    unsigned kind = draw(world, 100);
    struct generation *generation = find(world, &world->model->shown.id);
    if (kind < 50) {
        acts[draw(world, COUNT_OF(acts))](world);
    } else if (kind < 55) {
        stop_kiosk(world, draw(world, 2) && !(generation && generation->nature == DEADLY));
    } else if (kind < 60) {
        arrive(world);
    } else if (kind < 65) {
        cut(world);
    } else {
        bool updater = act_in_danger(world, kind < 90 ? STEPS_KILL : STEPS_FAIL);
        if (!updater)
            stop_kiosk(world, false);
        if (kind < 80)
            cut(world);
    }
    check_shelf(world);
    generation = find(world, &world->model->shown.id);
    if (world->kiosk && world->model->shown.kind != GROUND_NOTHING &&
        !ground_whole(world->model->shown.path, &world->model->shown.id))
        fault(world, "taken away from under the kiosk:", &world->model->shown.id);
    if (world->kiosk && world->model->shown.kind == GROUND_TRIAL && generation->nature == DEADLY)
        stop_kiosk(world, false);
}

static void begin(struct world *world, unsigned long long seed, unsigned shows_max)
{
    *world = (struct world){.shows_max = shows_max};
    ground_start(&world->ground);
    assert_true(asprintf(&world->disk, "%s/disk", world->ground.root) > 0);
    assert_true(asprintf(&world->memory, "%s/memory", world->ground.root) > 0);
    assert_true(asprintf(&world->state, "%s/state", world->disk) > 0);
    assert_int_equal(mkdir(world->disk, 0755) + mkdir(world->memory, 0755), 0);
    world->model =
        mmap(NULL, sizeof *world->model, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(world->model != MAP_FAILED);
    world->model->random = seed;
    disk_start(world->disk, world->memory);
    steps_set(STEPS_RUN, 0);
}

static void end(struct world *world)
{
    stop_kiosk(world, false);
    disk_stop();
    munmap(world->model, sizeof *world->model);
    ground_finish(&world->ground);
    free(world->disk);
    free(world->memory);
    free(world->state);
}

/* Lives through a history. The number of steps until the first broken promise; 0: all were kept. */
static unsigned live(unsigned long long seed, unsigned steps, unsigned shows_max)
{
    struct world world;
    unsigned number = 0;
    begin(&world, seed, shows_max);
    while (number < steps && !world.model->fault[0]) {
        number++;
        step(&world);
    }
    const struct model *model = world.model;
    print_message(
        "seed %llu: %u steps, %zu updates, %zu adopted, %zu trials, %zu kills, %zu errors, %zu power "
        "cuts; %s\n",
        seed, number, model->updates, model->adopted, model->shows, model->kills, model->errors, model->cuts,
        model->fault[0] ? model->fault : "every promise kept");
    unsigned broken = model->fault[0] ? number : 0;
    end(&world);
    return broken;
}

static unsigned long long asked_for(const char *name, unsigned long long usual)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : usual;
}

static void every_promise_is_kept(void **state)
{
    (void)state;
    unsigned steps = (unsigned)asked_for("LOBBY_HISTORY_STEPS", STEPS);
    assert_int_equal(live(asked_for("LOBBY_HISTORY_SEED", 20261123), steps, SHOWS_MAX), 0);
}

static void what_was_told_is_there_after_a_power_cut_from_the_first_moment_on(void **state)
{
    (void)state;
    for (unsigned long long seed = 0; seed < 40; seed++) {
        struct world world;
        begin(&world, seed, SHOWS_MAX);
        arrive(&world);
        cut(&world);
        start_kiosk(&world);
        if (world.model->shown.kind != GROUND_GOOD)
            fault(&world, "gone with the power:", &world.model->generations[0].id);
        assert_string_equal(world.model->fault, "");
        end(&world);
    }
}

static void a_disk_that_does_not_sync_files_is_found_out(void **state)
{
    (void)state;
    steps_sabotage = SABOTAGE_FILES_UNSYNCED;
    unsigned broken = live(1, STEPS, SHOWS_MAX);
    steps_sabotage = SABOTAGE_NONE;
    assert_int_not_equal(broken, 0);
}

static void a_disk_that_does_not_sync_folders_is_found_out(void **state)
{
    (void)state;
    steps_sabotage = SABOTAGE_FOLDERS_UNSYNCED;
    unsigned broken = live(2, STEPS, SHOWS_MAX);
    steps_sabotage = SABOTAGE_NONE;
    assert_int_not_equal(broken, 0);
}

static void a_promise_that_was_not_given_is_found_out(void **state)
{
    (void)state;
    assert_int_not_equal(live(3, STEPS, SHOWS_MAX - 1), 0);
}

int main(void)
{
    log_start("test", getenv("LOBBY_HISTORY_LOG") ? LOG_LEVEL_INFO : LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_promise_is_kept),
        cmocka_unit_test(what_was_told_is_there_after_a_power_cut_from_the_first_moment_on),
        cmocka_unit_test(a_disk_that_does_not_sync_files_is_found_out),
        cmocka_unit_test(a_disk_that_does_not_sync_folders_is_found_out),
        cmocka_unit_test(a_promise_that_was_not_given_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

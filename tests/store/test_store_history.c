/* Years of a kiosk in seconds: publications good and bad, kiosks that start, die and judge, kills, errors and
 * power cuts at any step, in an order that a number decides; and after each of them what was promised:
 *
 *   - what is shown is whole, and stays whole while it is shown;
 *   - once something was good there is always something to show, and never anything older than it;
 *   - a generation that ends the kiosk, or cannot be shown, is tried twice at most;
 *   - the updater does not forget what it has seen, nor what was bad;
 *   - after whatever happened, the next good publication arrives.
 *
 * LOBBY_HISTORY_SEED and LOBBY_HISTORY_STEPS ask for another history. Disks that do not sync, and a promise
 * that nobody gave, must be found out. */
#include "disk.h"
#include "life.h"
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
    STEPS = 1500,
    FUSE_MAX = 45, /* a whole update has about 40 steps */
    SHOWS_MAX = 2
};

static void (*const acts[])(struct world *) = {life_publish, life_publish_bad_again, life_start, life_look,
                                               life_judge};

/* An act in a child that may come to an end at any step. True when it was the updater's. */
static bool act_in_danger(struct world *world, enum steps_end end)
{
    size_t which = life_draw(world, COUNT_OF(acts));
    unsigned fuse = 1 + life_draw(world, FUSE_MAX);
    steps_errno = life_draw(world, 2) ? EIO : ENOSPC;
    if (acts[which] == life_start)
        life_stop(world, false);
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
    life_stop(world, false);
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
            life_fault(world, "it has its name, but is not whole:", &id);
    }
    file_names_free(names, count);
}

static void step(struct world *world)
{
    unsigned kind = life_draw(world, 100);
    struct generation *generation = life_find(world, &world->model->shown.id);
    if (kind < 50) {
        acts[life_draw(world, COUNT_OF(acts))](world);
    } else if (kind < 55) {
        life_stop(world, life_draw(world, 2) && !(generation && generation->nature == DEADLY));
    } else if (kind < 60) {
        life_arrive(world);
    } else if (kind < 65) {
        cut(world);
    } else {
        bool updater = act_in_danger(world, kind < 90 ? STEPS_KILL : STEPS_FAIL);
        if (!updater)
            life_stop(world, false);
        if (kind < 80)
            cut(world);
    }
    check_shelf(world);
    generation = life_find(world, &world->model->shown.id);
    if (world->kiosk && world->model->shown.kind != GROUND_NOTHING &&
        !ground_whole(world->model->shown.path, &world->model->shown.id))
        life_fault(world, "taken away from under the kiosk:", &world->model->shown.id);
    if (world->kiosk && world->model->shown.kind == GROUND_TRIAL && generation->nature == DEADLY)
        life_stop(world, false);
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
    life_stop(world, false);
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
        life_arrive(&world);
        cut(&world);
        life_start(&world);
        if (world.model->shown.kind != GROUND_GOOD)
            life_fault(&world, "gone with the power:", &world.model->generations[0].id);
        assert_string_equal(world.model->fault, "");
        end(&world);
    }
}

/* An update that is killed at the step of that number, or ends before. */
static void update_until(struct world *world, unsigned number)
{
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const struct store_id id = ground_id(6, 'a');
        steps_set(STEPS_KILL, number);
        _exit(ground_publish(world->state, &id) ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void half_of_what_was_removed_never_gets_its_name_back(void **state)
{
    (void)state;
    enum { FIRST_MAX = 40, SECOND_MAX = 8 };
    struct world world;
    AUTO_FREE char *base = NULL;
    begin(&world, 4, SHOWS_MAX);
    assert_true(asprintf(&base, "%s/base", world.ground.root) > 0);
    for (int64_t version = 1; version <= 5; version++) {
        const struct store_id id = ground_id(version, 'a');
        assert_true(ground_publish(world.state, &id));
        assert_int_equal(ground_show(world.state, STORE_GOOD), version);
    }
    ground_copy(world.disk, base);
    /* The first update is killed while it removes what is too old, the second while it clears up after it. */
    for (unsigned first = FIRST_MAX / 2; first <= FIRST_MAX; first++)
        for (unsigned second = 1; second <= SECOND_MAX; second++) {
            disk_stop();
            ground_remove(world.disk);
            ground_remove(world.memory);
            ground_copy(base, world.disk);
            assert_int_equal(mkdir(world.memory, 0755), 0);
            disk_start(world.disk, world.memory);
            update_until(&world, first);
            update_until(&world, second);
            disk_cut(&world.model->random);
            check_shelf(&world);
            if (world.model->fault[0])
                fail_msg("killed at %u and at %u: %s", first, second, world.model->fault);
        }
    end(&world);
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
        cmocka_unit_test(half_of_what_was_removed_never_gets_its_name_back),
        cmocka_unit_test(a_disk_that_does_not_sync_files_is_found_out),
        cmocka_unit_test(a_disk_that_does_not_sync_folders_is_found_out),
        cmocka_unit_test(a_promise_that_was_not_given_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

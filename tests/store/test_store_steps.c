/* Every system call by which the store changes a disk, as the last one of a killed process, and as one that
 * fails: what is found afterwards is old or new, and the next run completes it. */
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
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS_MAX = 1000, CHILD_GOOD = 0, CHILD_FAILED = 1, CHILD_BEYOND = 2 };

static bool publish(const char *state, int64_t version)
{
    const struct store_id id = ground_id(version, 'a');
    return ground_publish(state, &id);
}

/* Nothing but whole generations has a name, and what is shown is one of them. */
static void assert_whole(const char *state, int64_t newest)
{
    for (int64_t version = 1; version <= newest; version++) {
        const struct store_id id = ground_id(version, 'a');
        char name[STORE_NAME_TEXT];
        AUTO_FREE char *path = NULL;
        store_id_name(&id, name);
        assert_true(asprintf(&path, "%s/generations/%s", state, name) > 0);
        assert_true(access(path, F_OK) != 0 || ground_whole(path, &id));
    }
}

static void nothing(const char *state)
{
    (void)state;
}

static void one_good(const char *state)
{
    assert_true(publish(state, 1));
    assert_int_equal(ground_show(state, STORE_GOOD), 1);
}

static void one_good_one_to_try(const char *state)
{
    one_good(state);
    assert_true(publish(state, 2));
}

static void five_good(const char *state)
{
    for (int64_t version = 1; version <= 5; version++) {
        assert_true(publish(state, version));
        assert_int_equal(ground_show(state, STORE_GOOD), version);
    }
}

static bool publish_first(const char *state)
{
    return publish(state, 1);
}

static bool publish_second(const char *state)
{
    return publish(state, 2);
}

static bool publish_sixth(const char *state)
{
    return publish(state, 6);
}

static bool show_and_die(const char *state)
{
    return ground_show(state, STORE_UNJUDGED) >= 0;
}

static bool show_and_praise(const char *state)
{
    return ground_show(state, STORE_GOOD) >= 0;
}

static bool show_and_condemn(const char *state)
{
    return ground_show(state, STORE_BAD) >= 0;
}

static void first_comes(const char *state)
{
    int64_t shown = ground_show(state, STORE_UNJUDGED);
    assert_true(shown == 0 || shown == 1);
    assert_true(publish(state, 1));
    assert_true(ground_tidy(state));
    assert_int_equal(ground_show(state, STORE_GOOD), 1);
}

static void second_comes(const char *state)
{
    int64_t shown = ground_show(state, STORE_UNJUDGED);
    assert_true(shown == 1 || shown == 2);
    assert_true(publish(state, 2));
    assert_true(ground_tidy(state));
    assert_int_equal(ground_show(state, STORE_GOOD), 2);
    assert_int_equal(ground_show(state, STORE_UNJUDGED), 2);
}

static void sixth_comes(const char *state)
{
    int64_t shown = ground_show(state, STORE_UNJUDGED);
    assert_true(shown == 5 || shown == 6);
    assert_true(publish(state, 6));
    assert_true(ground_tidy(state));
    AUTO_FREE char *generations = NULL;
    assert_true(asprintf(&generations, "%s/generations", state) > 0);
    assert_int_equal(ground_count(generations), 4); /* 3, 4, 5 and the trial */
    assert_int_equal(ground_show(state, STORE_GOOD), 6);
}

/* Whatever the interrupted start has shown, the second one is shown at most once more than it was allowed. */
static void never_a_third_time(const char *state)
{
    int shows = 0;
    while (ground_show(state, STORE_UNJUDGED) == 2)
        assert_true(++shows <= 2);
    assert_int_equal(ground_show(state, STORE_UNJUDGED), 1);
}

static void second_stays(const char *state)
{
    assert_int_equal(ground_show(state, STORE_GOOD), 2);
    assert_int_equal(ground_show(state, STORE_UNJUDGED), 2);
    assert_int_equal(ground_show(state, STORE_UNJUDGED), 2);
    assert_int_equal(ground_show(state, STORE_UNJUDGED), 2);
}

static const struct act {
    const char *name;
    void (*prepare)(const char *state);
    bool (*run)(const char *state);
    void (*check)(const char *state);
    int64_t newest;
} acts[] = {
    {"the first publication", nothing, publish_first, first_comes, 1},
    {"the second publication", one_good, publish_second, second_comes, 2},
    {"a publication for which others go", five_good, publish_sixth, sixth_comes, 6},
    {"a kiosk that shows the trial", one_good_one_to_try, show_and_die, never_a_third_time, 2},
    {"a kiosk that finds it good", one_good_one_to_try, show_and_praise, second_stays, 2},
    {"a kiosk that finds it bad", one_good_one_to_try, show_and_condemn, never_a_third_time, 2},
};

/* Runs the act in a child whose step of that number is its end. */
static int run_child(const struct act *act, const char *state, enum steps_end end, unsigned number)
{
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        steps_set(end, number);
        bool good = act->run(state);
        _exit(steps_taken() < number ? CHILD_BEYOND : good ? CHILD_GOOD : CHILD_FAILED);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status)) {
        assert_int_equal(end, STEPS_KILL);
        return CHILD_GOOD;
    }
    return WEXITSTATUS(status);
}

static void try_every_step(enum steps_end end, unsigned least)
{
    for (size_t i = 0; i < COUNT_OF(acts); i++) {
        const struct act *act = &acts[i];
        struct ground ground;
        ground_start(&ground);
        AUTO_FREE char *base = NULL;
        assert_true(asprintf(&base, "%s/base", ground.root) > 0);
        act->prepare(base);
        unsigned number = 1, failed = 0;
        for (;; number++) {
            assert_true(number < STEPS_MAX);
            if (access(base, F_OK) == 0)
                ground_copy(base, ground.state);
            int outcome = run_child(act, ground.state, end, number);
            failed += outcome == CHILD_FAILED;
            assert_whole(ground.state, act->newest);
            act->check(ground.state);
            ground_remove(ground.state);
            if (outcome == CHILD_BEYOND)
                break;
        }
        print_message("%s: %u steps, %u failures were told\n", act->name, number - 1, failed);
        assert_true(number - 1 >= least);
        ground_finish(&ground);
    }
}

static void a_kill_at_every_step_leaves_old_or_new(void **state)
{
    (void)state;
    try_every_step(STEPS_KILL, 8);
}

static void an_error_at_every_step_leaves_old_or_new(void **state)
{
    (void)state;
    steps_errno = EIO;
    try_every_step(STEPS_FAIL, 8);
}

static void a_full_disk_at_every_step_leaves_old_or_new(void **state)
{
    (void)state;
    steps_errno = ENOSPC;
    try_every_step(STEPS_FAIL, 8);
}

int main(void)
{
    log_start("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kill_at_every_step_leaves_old_or_new),
        cmocka_unit_test(an_error_at_every_step_leaves_old_or_new),
        cmocka_unit_test(a_full_disk_at_every_step_leaves_old_or_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

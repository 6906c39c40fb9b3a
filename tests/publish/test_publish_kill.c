/* Killed at random points: what is published is the old or the new, and the same command finishes it. */
#include "publish/publish.h"
#include "stand.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { KILLS = 100 };

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u; /* Knuth, MMIX */
    return *seed >> 33;
}

/* In the child: publishes the folder "next" as lobbyctl does, without its check, which takes most of the time
 * and writes nothing. */
static bool publish_next(void)
{
    struct keys keys;
    struct refusal why;
    struct publish_plan plan;
    struct keys_asker nobody = {.memory = SIGN_MEMORY_MIN};
    int64_t now = (int64_t)time(NULL);
    struct arena *arena = arena_create(64 * 1024 * 1024);
    struct publication *publication =
        keys_open("keys", arena, &keys, &why) ? publication_open(&keys, "pub", NULL, &why) : NULL;
    struct sign_key *key = publication ? keys_publisher(&keys, now, &nobody, &why) : NULL;
    return key && publication_plan(publication, "next", &plan, &why) &&
           (plan.same ? publication_send_keyring(publication, &why)
                      : publication_publish(publication, &plan, 90, now, key, &why));
}

static pid_t publish(void)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(publish_next() ? 0 : 1);
    return pid;
}

static uint64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

/* Returns how long it took, in microseconds. */
static uint64_t publish_whole(void)
{
    uint64_t start = now_us();
    int status;
    assert_int_equal(waitpid(publish(), &status, 0) > 0, 1);
    assert_int_equal(status, 0);
    return now_us() - start;
}

/* True when it ended by itself before the kill. */
static bool killed_after(pid_t pid, uint64_t us)
{
    struct timespec wait = {(time_t)(us / 1000000), (long)(us % 1000000) * 1000};
    nanosleep(&wait, NULL);
    kill(pid, SIGKILL);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return !WIFSIGNALED(status);
}

/* The version that a kiosk finds, which must verify. */
static long published(void)
{
    int code = shell("$ctl status pub");
    const char *text = strstr(stand_said, "test: version ");
    if (code != 0 || !text || !strstr(stand_said, "verified by"))
        fail_msg("%s", stand_said);
    return strtol(text + strlen("test: version "), NULL, 10);
}

/* "next" becomes something else than what is published. */
static void write_next(int round)
{
    runs(0,
         "rm -rf next && cp -r small next && echo '# %d' >> next/lobby.yaml && "
         "sed -i 's/^title:.*/title: Round %d/' next/slides/*.yaml",
         round, round);
}

static void at_any_point_it_is_old_or_new(void **state)
{
    (void)state;
    uint64_t seed = 20261124, length = 0;
    int olds = 0, news = 0, ended = 0, apart = 0;
    for (int i = 0; i < 5; i++) {
        write_next(-i);
        length = publish_whole();
    }
    for (int i = 1; i <= KILLS; i++) {
        runs(0, "rm -rf shown && mv next shown");
        long before = published();
        write_next(i);
        /* Every other one late, where the statements are written. The machine is now faster, now slower. */
        uint64_t from = i % 2 ? length * 3 / 4 : 0;
        ended += killed_after(publish(), from + next(&seed) % (length * 5 / 4 - from));
        apart += shell("cmp pub/release.yaml.minisig pub/releases/$(sed -n 's/^version: //p' "
                       "pub/release.yaml).yaml.minisig") != 0;
        long after = published();
        assert_true(after >= before);
        runs(0, "$update && diff -r state/generations/$(sed -n 's/^generation: //p' state/trial) %s",
             after == before ? "shown" : "next");
        *(after == before ? &olds : &news) += 1;
        uint64_t took = publish_whole();
        length = after == before && took > length / 2 ? (length + took) / 2 : length;
        assert_true(published() > before);
        runs(0, "$update && diff -r state/generations/$(sed -n 's/^generation: //p' state/trial) next && cmp "
                "pub/release.yaml.minisig pub/releases/$(sed -n 's/^version: //p' "
                "pub/release.yaml).yaml.minisig");
    }
    print_message("%d kills within %lu us: %d old, %d new (%d had ended), %d between the two files\n", KILLS,
                  (unsigned long)(length + length / 4), olds, news, ended, apart);
    assert_true(olds >= 10 && news >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(at_any_point_it_is_old_or_new, stand_set_up, stand_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

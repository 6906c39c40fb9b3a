/* Still means still: a paused slide draws nothing and wakes nobody. */
#include "expected.h"
#include "process.h"
#include "visitor.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WATCH_MS = 10000, WAKES_MAX = 10, WORKERS = 4 };

/* System calls of the kiosk over WATCH_MS, as strace counts them; *sends of them go to the X server. */
static long traced_calls(pid_t process, long *sends)
{
    static const char path[] = "kiosk-still.strace";
    char pid[16];
    snprintf(pid, sizeof pid, "%d", (int)process);
    pid_t tracer = fork();
    if (tracer == 0) {
        execlp("strace", "strace", "-qq", "-f", "-o", path, "-p", pid, (char *)NULL);
        _exit(127);
    }
    visitor_wait(WATCH_MS);
    kill(tracer, SIGINT);
    waitpid(tracer, NULL, 0);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[512];
    long calls = 0;
    while (fgets(line, sizeof line, file)) {
        calls += strchr(line, '(') != NULL;
        *sends += strstr(line, "writev(") || strstr(line, "sendmsg(") || strstr(line, "sendto(") ||
                  strstr(line, "write(");
    }
    fclose(file);
    unlink(path);
    return calls;
}

static void test_a_paused_slide_sleeps(void **unused)
{
    (void)unused;
    static const char *const arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    visitor_wait(1500);
    visitor_key(visitor, "space");
    visitor_wait(1500);
    pid_t process = visitor_process(visitor);

    long wakes = process_wakes(process), ticks = process_ticks(process);
    visitor_wait(WATCH_MS);
    wakes = process_wakes(process) - wakes;
    ticks = process_ticks(process) - ticks;
    long sends = 0, calls = traced_calls(process, &sends);
    print_message(
        "10 s of a paused slide: %ld wake-ups, %ld ticks of processor time; 10 s more under strace: %ld "
        "system calls, %ld to the display\n",
        wakes, ticks, calls, sends);
    assert_in_range(wakes, 0, WAKES_MAX);
    assert_in_range(ticks, 0, 1);
    assert_int_equal(sends, 0);
    /* Each thread shows up once in what it was waiting in, and each wake-up takes a few calls. */
    assert_in_range(calls, 0, WORKERS + WAKES_MAX * 4);

    /* The control: the same watch sees a slide that changes. */
    visitor_key(visitor, "space");
    wakes = process_wakes(process);
    visitor_key(visitor, "Right");
    sends = 0;
    calls = traced_calls(process, &sends);
    assert_true(sends > 10);
    assert_true(process_wakes(process) - wakes > WAKES_MAX);
    visitor_leave(visitor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_paused_slide_sleeps)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

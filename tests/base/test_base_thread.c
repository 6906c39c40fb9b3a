/* A worker runs, and signals pass it by. */
#include "base/thread.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

static pthread_t taken_on; /* by the signal */

static void take(int number)
{
    (void)number;
    taken_on = pthread_self();
}

static void *see_blocked(void *user)
{
    sigset_t blocked;
    pthread_sigmask(SIG_BLOCK, NULL, &blocked);
    *(bool *)user = sigismember(&blocked, SIGTERM) == 1 && sigismember(&blocked, SIGUSR1) == 1;
    kill(getpid(), SIGUSR1); /* to the process: whoever may take it */
    return NULL;
}

static void test_signals_are_the_main_threads(void **unused)
{
    (void)unused;
    struct sigaction action = {.sa_handler = take};
    pthread_t thread;
    bool blocked = false;
    assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
    assert_true(thread_start(&thread, see_blocked, &blocked));
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(blocked);
    assert_true(pthread_equal(taken_on, pthread_self()));
    sigset_t own; /* the caller's are as before */
    pthread_sigmask(SIG_BLOCK, NULL, &own);
    assert_int_equal(sigismember(&own, SIGTERM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_signals_are_the_main_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

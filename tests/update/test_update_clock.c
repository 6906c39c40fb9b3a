/* By which clock: in 1970, in 2040, and after somebody has dated a release far ahead. */
#include "world.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define IN_1970 "LOBBY_CLOCK=0 LOBBY_CLOCK_SURE=0 LOBBY_CLOCK_FILE= "
#define IN_2040 "LOBBY_CLOCK=2208988800 LOBBY_CLOCK_FILE= "
/* The release, or the next keyring, of another time; "$(date ...)" may be in it. */
#define RELEASE_OF(from, until)                                                                              \
    "says $P release.yaml -e \"s/^created: .*/created: " from "/;s/^expires: .*/expires: " until "/\""
#define DAYS(count) "$(date -u -d '" count " days' +%%FT%%TZ)"

enum { DAY = 86400 };

static const struct row rows[] = {
    {"1970", .with = IN_1970},
    {.shows = "1970, over http", .with = IN_1970, .path = "nothing of this name"},
    {"1970, and the kernel calls it synchronized", .with = "LOBBY_CLOCK=0 LOBBY_CLOCK_SURE=1"},
    {"1970, and the time was last known in 2020",
     .with = "LOBBY_CLOCK=0 LOBBY_CLOCK_SURE=0 LOBBY_CLOCK_FILE=1600000000"},
    {"1970, and a release that ended before the last one was made",
     RELEASE_OF("2020-01-01T00:00:00Z", "2020-06-01T00:00:00Z"), .with = IN_1970, .code = "expired",
     .says = "2020-06-01"},
    {"1970, and a keyring that ended before the last release was made",
     "says $R keyring.yaml -e 's/^version: .*/version: 4/;s/^created: .*/created: 2020-01-01T00:00:00Z/;"
     "s/^expires: .*/expires: 2020-06-01T00:00:00Z/'",
     .with = IN_1970, .code = "keyring-expired"},
    {"1970, and the time was last known in 2033",
     .with = "LOBBY_CLOCK=0 LOBBY_CLOCK_SURE=0 LOBBY_CLOCK_FILE=2000000000", .code = "keyring-expired",
     .says = "2033-05-18"},
    {"2040", .with = IN_2040 "LOBBY_CLOCK_SURE=0", .code = "keyring-expired", .says = "2040-01-01"},
    {"2040, by a clock that is sure", .with = IN_2040 "LOBBY_CLOCK_SURE=1", .code = "keyring-expired",
     .says = "set the clock"},
    {"2090, in words of a release, by a clock that is sure",
     RELEASE_OF("2090-01-01T00:00:00Z", "2090-06-01T00:00:00Z"), .with = "LOBBY_CLOCK_SURE=1",
     .code = "not-yet"},
    {"2090, in words of a release, in 1970", RELEASE_OF("2090-01-01T00:00:00Z", "2090-06-01T00:00:00Z"),
     .with = IN_1970, .code = "key-expired", .says = "says that it was made"},
};

static void nineteen_seventy_and_two_thousand_forty(void **state)
{
    (void)state;
    assert_int_equal(world_rows(rows, COUNT_OF(rows)), 7);
}

/* The release's own end, which is before the keyring's. */
static void after_its_end_a_release_is_not_taken_over(void **state)
{
    (void)state;
    char before[64], after[64];
    const long now = (long)time(NULL);
    snprintf(before, sizeof before, "LOBBY_CLOCK_SURE=1 LOBBY_CLOCK=%ld", now + 364 * DAY);
    snprintf(after, sizeof after, "LOBBY_CLOCK_SURE=1 LOBBY_CLOCK=%ld", now + 366 * DAY);
    const struct row ends[] = {
        {"a day before it ends", .with = before},
        {"a day after its end", .with = after, .code = "expired"},
    };
    world_rows(ends, COUNT_OF(ends));
}

static void takes(const char *with, int version)
{
    const int code = world_update(&(struct row){.with = with});
    runs(0, "cat told.err");
    if (code != 0)
        fail_msg("%s", stand_said);
    runs(0, "grep -q 'generation: [12]-%d-' state/trial", version);
}

static void refuses(const char *with, const char *text)
{
    const int code = world_update(&(struct row){.with = with});
    runs(0, "cat told.err");
    assert_int_equal(code, 1);
    said(text);
}

/* Nothing remembered: what is left is when the program was built. */
static void a_new_kiosk_in_1970_knows_what_is_past(void **state)
{
    (void)state;
    world_renew();
    runs(0, "rm -r state && %s %s", world_words, RELEASE_OF("2020-01-01T00:00:00Z", "2020-06-01T00:00:00Z"));
    refuses(IN_1970, "expired: ");
    runs(0, "rm -r pub && cp -a new pub");
    takes(IN_1970, 3);
    assert_int_equal(strncmp(world_shown(), "trial 1-3-", 10), 0);
}

/* Whoever has a publisher's key can date a release ahead while the clock is not sure, but not beyond the time
 * for which the root has vouched. */
static void a_release_that_is_dated_ahead_locks_nobody_out(void **state)
{
    (void)state;
    world_renew();
    runs(0, "%s " RELEASE_OF(DAYS("300"), DAYS("600")), world_words);
    refuses("LOBBY_CLOCK_SURE=1", "not-yet: ");
    takes("LOBBY_CLOCK_SURE=0", 3);
    /* The floor is 300 days ahead now; what staff publish lasts longer. */
    runs(0, "rm -r pub && cp -a next pub");
    takes("LOBBY_CLOCK_SURE=1", 4);
}

static void the_root_key_has_the_last_word_on_the_time(void **state)
{
    (void)state;
    world_renew();
    runs(0, "%s " RELEASE_OF(DAYS("600"), DAYS("800")), world_words);
    takes("LOBBY_CLOCK_SURE=0", 3);
    runs(0, "rm -r pub && cp -a next pub");
    refuses("LOBBY_CLOCK_SURE=1", "expired: ");
    refuses(IN_1970, "expired: ");
    assert_int_equal(strncmp(world_shown(), "trial 1-3-", 10), 0);
    runs(0, "%s recover fourth", world_words);
    takes("LOBBY_CLOCK_SURE=1", 1);
    runs(0, "grep -q 'generation: 2-1-' state/trial && diff -r state/generations/2-1-* fourth");
    /* And the time counts again from when that one was made. */
    takes(IN_1970, 1);
}

/* The kiosk asks no clock whether to show what is there. */
static void in_2040_the_kiosk_still_shows_it(void **state)
{
    (void)state;
    world_renew();
    refuses(IN_2040 "LOBBY_CLOCK_SURE=1", "keyring-expired: ");
    runs(0,
         "env ASAN_OPTIONS=\"$ASAN_OPTIONS:verify_asan_link_order=0\" LD_PRELOAD=\"$clock\" " IN_2040
         "SDL_VIDEODRIVER=dummy %s -c kiosk.yaml -w 640x480 --seconds 1",
         LOBBY_KIOSK);
    runs(0, "cat run/kiosk.json");
    said("\"kind\": \"good\"");
    said("\"generation\": \"1-2-");
    said("\"since\": \"2040-01-01T");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nineteen_seventy_and_two_thousand_forty),
        cmocka_unit_test(after_its_end_a_release_is_not_taken_over),
        cmocka_unit_test(a_new_kiosk_in_1970_knows_what_is_past),
        cmocka_unit_test(a_release_that_is_dated_ahead_locks_nobody_out),
        cmocka_unit_test(the_root_key_has_the_last_word_on_the_time),
        cmocka_unit_test(in_2040_the_kiosk_still_shows_it),
    };
    return cmocka_run_group_tests(tests, world_set_up, world_tear_down);
}

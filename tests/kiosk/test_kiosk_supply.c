/* What becomes of a generation on trial, pass by pass, and what kiosk.json says of it: with the store's real
 * files, and the player's passes made up. */
#include "folder.h"
#include "updater.h"

#include "base/diag.h"
#include "kiosk/bulletin.h"
#include "kiosk/supply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define GOOD "1-1-00000000000a"

struct stage {
    char *base;
    char state[256], run[256], moved[512];
    unsigned moves;
    bool poor; /* no memory for another folder */
    struct supply *supply;
    struct ladder ladder;
    struct bulletin bulletin;
    struct player_pass pass;
    uint64_t again; /* what the last one of pass_until answered */
};

static unsigned move(void *user, const char *folder)
{
    struct stage *stage = user;
    snprintf(stage->moved, sizeof stage->moved, "%s", folder);
    stage->moves++;
    return stage->poor ? 0 : stage->moves + 1;
}

static void wake(void *user)
{
    (void)user;
}

static void enter(struct stage *stage)
{
    struct supply_settings settings = {.state = stage->state,
                                       .ladder = &stage->ladder,
                                       .installed = "/installed",
                                       .user = stage,
                                       .move = move,
                                       .wake = wake};
    stage->supply = supply_create(&settings);
    assert_non_null(stage->supply);
    supply_begin(stage->supply);
    bulletin_start(&stage->bulletin, stage->run, &stage->ladder);
    stage->moves = 0;
    stage->pass = (struct player_pass){.now = 1000, .device = "a display"};
}

static void add_generation(struct stage *stage, const char *name)
{
    char file[128];
    snprintf(file, sizeof file, "state/generations/%s/lobby.yaml", name);
    folder_write(stage->base, file, "format: 1\n");
}

static int setup(void **state)
{
    struct stage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    stage->base = folder_create();
    snprintf(stage->state, sizeof stage->state, "%s/state", stage->base);
    snprintf(stage->run, sizeof stage->run, "%s/run", stage->base);
    stage->ladder.run = -1;
    add_generation(stage, GOOD);
    enter(stage);
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    struct stage *stage = *state;
    supply_destroy(stage->supply);
    folder_remove(stage->base);
    free(stage);
    return 0;
}

static bool has(const char *folder, const char *file, const char *text)
{
    char path[300], bytes[4096];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    size_t length = fread(bytes, 1, sizeof bytes - 1, in);
    fclose(in);
    bytes[length] = '\0';
    return strstr(bytes, text);
}

static bool verdicts(const struct stage *stage, const char *text)
{
    return has(stage->state, "kiosk/verdicts.yaml", text);
}

static uint64_t pass(struct stage *stage, uint64_t ms)
{
    stage->pass.now += ms;
    uint64_t again = supply_passed(stage->supply, &stage->pass);
    bulletin_passed(&stage->bulletin, stage->supply, &stage->pass);
    return again;
}

/* Its first frame is on the glass. */
static void present(struct stage *stage)
{
    stage->pass.folder = stage->moves + 1;
    stage->pass.frames = 1;
    pass(stage, 0);
}

static void test_twenty_seconds_on_the_glass_are_good(void **state)
{
    struct stage *stage = *state;
    assert_non_null(strstr(supply_folder(stage->supply), GOOD));
    present(stage);
    uint64_t again = pass(stage, SUPPLY_PROOF_MS - 1);
    assert_int_equal(again, stage->pass.now + 1);
    assert_true(verdicts(stage, "verdict: none"));
    pass(stage, 1);
    assert_true(verdicts(stage, "verdict: good"));
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"good\""));
    assert_int_equal(stage->moves, 0);
    /* What is good is not given back. */
    supply_end(stage->supply);
    assert_true(verdicts(stage, "attempts: 1"));
}

static void test_without_a_frame_no_time_makes_it_good(void **state)
{
    struct stage *stage = *state;
    pass(stage, 0);
    pass(stage, SUPPLY_MOST_MS - 1);
    assert_true(verdicts(stage, "verdict: none"));
    pass(stage, 1);
    assert_true(verdicts(stage, "verdict: bad"));
    assert_string_equal(stage->moved, "/installed");
}

static void test_frames_that_fail_begin_the_proof_anew(void **state)
{
    struct stage *stage = *state;
    present(stage);
    stage->pass.trouble = PLAYER_NO_DISPLAY;
    pass(stage, SUPPLY_PROOF_MS - 1);
    assert_true(has(stage->run, "kiosk.json", "takes no pictures"));
    stage->pass.trouble = PLAYER_FINE;
    pass(stage, 1);
    pass(stage, SUPPLY_PROOF_MS - 1);
    assert_true(verdicts(stage, "verdict: none"));
    pass(stage, 1);
    assert_true(verdicts(stage, "verdict: good"));
}

static void test_what_cannot_be_laid_out_is_bad_at_once(void **state)
{
    struct stage *stage = *state;
    stage->pass.folder = 1;
    stage->pass.trouble = PLAYER_NO_LAYOUT;
    pass(stage, 0);
    assert_true(verdicts(stage, "verdict: bad"));
    assert_string_equal(stage->moved, "/installed");
}

static void test_what_cannot_be_loaded_is_bad_at_once(void **state)
{
    struct stage *stage = *state;
    struct diag_list *diags = diag_list_create();
    assert_non_null(diags);
    diag_error(diags, ((struct place){"slides/a.yaml", 3, 1}), "a picture is missing; add it");
    assert_true(supply_loaded(stage->supply, diags));
    assert_true(verdicts(stage, "verdict: bad"));
    assert_true(verdicts(stage, "slides/a.yaml:3: a picture is missing"));
    assert_string_equal(supply_folder(stage->supply), "/installed");
    /* What stands in has no judge: it is not replaced, however broken. */
    assert_false(supply_loaded(stage->supply, diags));
    assert_int_equal(stage->moves, 1);
    diag_list_destroy(diags);
}

static void test_who_is_asked_to_end_does_not_count(void **state)
{
    struct stage *stage = *state;
    present(stage);
    assert_true(verdicts(stage, "attempts: 1"));
    supply_end(stage->supply);
    assert_true(verdicts(stage, "attempts: 0"));
}

static void test_a_missing_display_does_not_count(void **state)
{
    struct stage *stage = *state;
    stage->pass.device = NULL;
    stage->pass.trouble = PLAYER_NO_DISPLAY;
    pass(stage, 0);
    assert_true(verdicts(stage, "attempts: 0"));
    pass(stage, 10 * SUPPLY_MOST_MS);
    assert_true(verdicts(stage, "verdict: none"));
    stage->pass.device = "a display";
    stage->pass.trouble = PLAYER_FINE;
    present(stage);
    assert_true(verdicts(stage, "attempts: 1"));
    assert_int_equal(stage->moves, 0);
    pass(stage, SUPPLY_PROOF_MS);
    assert_true(verdicts(stage, "verdict: good"));
}

static void test_two_ends_without_a_word_are_bad(void **state)
{
    struct stage *stage = *state;
    supply_destroy(stage->supply); /* as a crash does: nothing is given back */
    enter(stage);
    assert_true(verdicts(stage, "attempts: 2"));
    supply_destroy(stage->supply);
    enter(stage);
    assert_true(verdicts(stage, "verdict: bad"));
    assert_string_equal(supply_folder(stage->supply), "/installed");
}

/* The updater leaves version 2. */
static void publish(struct stage *stage)
{
    updater_leaves(stage->base, stage->state);
}

/* Passes until the bell was heard; the clock of the passes stands still. */
static void pass_until(struct stage *stage, bool (*done)(const struct stage *))
{
    for (int i = 0; i < 2000 && !done(stage); i++) {
        stage->again = pass(stage, 0);
        usleep(5000);
    }
    assert_true(done(stage));
}

static bool has_moved(const struct stage *stage)
{
    return stage->moves > 0;
}

static bool is_deferred(const struct stage *stage)
{
    return stage->again == stage->pass.now + SUPPLY_DEFER_MS;
}

static void prove(struct stage *stage)
{
    present(stage);
    pass(stage, SUPPLY_PROOF_MS);
    assert_true(verdicts(stage, "verdict: good"));
}

static void test_new_content_waits_for_a_visitor_but_not_for_ever(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    stage->pass.session = true;
    publish(stage);
    pass_until(stage, is_deferred);
    pass(stage, SUPPLY_DEFER_MS - 1);
    assert_int_equal(stage->moves, 0);
    assert_false(verdicts(stage, "1-2-bbbb"));
    pass(stage, 1);
    assert_int_equal(stage->moves, 1);
    assert_true(verdicts(stage, "1-2-bbbb"));
}

static void test_new_content_waits_for_nobody_when_nobody_is_there(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    publish(stage);
    pass_until(stage, has_moved);
    assert_non_null(strstr(stage->moved, "/generations/1-2-bbbbbbbbbbbb"));
    /* While it is on trial and cannot be loaded, the good one comes back. */
    struct diag_list *diags = diag_list_create();
    assert_non_null(diags);
    diag_error(diags, ((struct place){"lobby.yaml", 1, 1}), "no name; write one");
    assert_true(supply_loaded(stage->supply, diags));
    diag_list_destroy(diags);
    assert_non_null(strstr(stage->moved, GOOD));
    assert_int_equal(stage->moves, 2);
}

static void test_a_trial_is_not_cut_short_by_the_next(void **state)
{
    struct stage *stage = *state;
    present(stage);
    publish(stage);
    for (int i = 0; i < 40; i++) {
        pass(stage, 0);
        usleep(5000);
    }
    assert_int_equal(stage->moves, 0);
    pass(stage, SUPPLY_PROOF_MS);
    pass_until(stage, has_moved);
    assert_true(verdicts(stage, "verdict: good"));
}

static void enter_on(struct stage *stage, enum ladder_step step, unsigned falls)
{
    supply_destroy(stage->supply);
    stage->ladder = (struct ladder){.run = -1, .falls = falls, .step = step};
    enter(stage);
}

static void test_what_fell_too_often_is_held_back(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    enter_on(stage, LADDER_INSTALLED, 5);
    assert_string_equal(supply_folder(stage->supply), "/installed");
    present(stage);
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"installed\""));
    assert_true(has(stage->run, "kiosk.json", "fallen 5 times"));
    /* The way up is free again. */
    ladder_forget(&stage->ladder);
    supply_release(stage->supply);
    assert_non_null(strstr(stage->moved, GOOD));
    present(stage);
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"good\""));
    assert_false(has(stage->run, "kiosk.json", "fallen"));
}

static void test_when_all_has_fallen_the_safe_screen_is_shown(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    enter_on(stage, LADDER_SAFE, 7);
    assert_null(supply_folder(stage->supply));
    stage->pass.folder = 0;
    stage->pass.frames = 1;
    pass(stage, 0);
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"safe\""));
    /* Nothing that happens to the safe screen is a verdict on what is not shown. */
    stage->pass.trouble = PLAYER_NO_LAYOUT;
    pass(stage, SUPPLY_MOST_MS + 1);
    assert_true(verdicts(stage, "verdict: good"));
    assert_false(verdicts(stage, "verdict: bad"));
}

static void test_what_is_new_is_tried_from_the_safe_screen(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    enter_on(stage, LADDER_SAFE, 7);
    publish(stage);
    pass_until(stage, has_moved);
    assert_non_null(strstr(stage->moved, "/generations/1-2-bbbbbbbbbbbb"));
    assert_int_equal(stage->ladder.step, LADDER_SAFE);
    prove(stage);
    assert_int_equal(stage->ladder.step, LADDER_FULL);
    assert_true(has(stage->run, "kiosk.json", "\"generation\": \"1-2-bbbbbbbbbbbb\""));
}

static void test_what_is_new_and_bad_leaves_the_installed_content(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    enter_on(stage, LADDER_SAFE, 7);
    publish(stage);
    pass_until(stage, has_moved);
    stage->pass.folder = stage->moves + 1;
    stage->pass.trouble = PLAYER_NO_LAYOUT;
    pass(stage, 0);
    assert_true(verdicts(stage, "verdict: bad"));
    assert_string_equal(stage->moved, "/installed");
}

/* The first folder was a trial, so the safe screen was never there to stay. */
static void test_a_first_trial_that_is_bad_leaves_the_installed_content(void **state)
{
    struct stage *stage = *state;
    enter_on(stage, LADDER_SAFE, 7);
    assert_non_null(strstr(supply_folder(stage->supply), GOOD));
    stage->pass.folder = 1;
    stage->pass.trouble = PLAYER_NO_LAYOUT;
    pass(stage, 0);
    assert_true(verdicts(stage, "verdict: bad"));
    assert_int_equal(stage->moves, 1);
    assert_string_equal(stage->moved, "/installed");
}

/* It was given back while there was no display, and is read before the first pass with one. */
static void test_what_is_read_when_the_display_comes_is_judged(void **state)
{
    struct stage *stage = *state;
    const char *display = stage->pass.device;
    stage->pass.device = NULL;
    stage->pass.trouble = PLAYER_NO_DISPLAY;
    pass(stage, 0);
    stage->pass.device = display;
    struct diag_list *diags = diag_list_create();
    assert_non_null(diags);
    diag_error(diags, ((struct place){"lobby.yaml", 1, 1}), "no name; write one");
    assert_true(supply_loaded(stage->supply, diags));
    diag_list_destroy(diags);
    assert_true(verdicts(stage, "no name; write one"));
    assert_string_equal(stage->moved, "/installed");
}

static void test_without_memory_nothing_is_judged(void **state)
{
    struct stage *stage = *state;
    prove(stage);
    stage->poor = true;
    publish(stage);
    pass_until(stage, has_moved);
    for (int i = 0; i < 3; i++)
        pass(stage, SUPPLY_MOST_MS);
    assert_false(verdicts(stage, "verdict: bad"));
}

static void test_what_could_not_be_written_is_written_later(void **state)
{
    struct stage *stage = *state;
    folder_write(stage->base, "run", "in the way");
    prove(stage);
    unlink(stage->run);
    pass(stage, 30000);
    assert_int_not_equal(access(stage->run, F_OK), 0);
    pass(stage, 30000);
    assert_true(has(stage->run, "kiosk.json", "\"kind\""));
}

static void test_the_touchscreen_is_named(void **state)
{
    struct stage *stage = *state;
    present(stage);
    assert_true(has(stage->run, "kiosk.json", "\"touch\": null"));
    assert_true(has(stage->run, "kiosk.json", "there is no touchscreen"));
    stage->pass.touch = "A glass";
    pass(stage, 0);
    assert_true(has(stage->run, "kiosk.json", "\"touch\": \"A glass\""));
    assert_true(has(stage->run, "kiosk.json", "\"problems\": []"));
    stage->pass.touch = NULL;
    pass(stage, 0);
    assert_true(has(stage->run, "kiosk.json", "\"touch\": null"));
}

static void test_a_display_that_is_gone_is_told(void **state)
{
    struct stage *stage = *state;
    const char *display = stage->pass.device;
    prove(stage);
    stage->pass.device = NULL;
    stage->pass.trouble = PLAYER_NO_DISPLAY;
    pass(stage, 0);
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"none\""));
    assert_true(has(stage->run, "kiosk.json", "\"display\": null"));
    assert_true(has(stage->run, "kiosk.json", "there is no display"));
    stage->pass.device = display;
    stage->pass.trouble = PLAYER_FINE;
    pass(stage, 0);
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"good\""));
}

static void test_without_a_store_the_installed_content_is_shown(void **state)
{
    struct stage *stage = *state;
    supply_destroy(stage->supply);
    struct supply_settings settings = {
        .ladder = &stage->ladder, .installed = "/installed", .user = stage, .move = move, .wake = wake};
    stage->supply = supply_create(&settings);
    assert_non_null(stage->supply);
    supply_begin(stage->supply);
    assert_string_equal(supply_folder(stage->supply), "/installed");
    present(stage);
    assert_int_equal(pass(stage, SUPPLY_MOST_MS + 1), UINT64_MAX);
    assert_true(has(stage->run, "kiosk.json", "\"kind\": \"installed\""));
    supply_end(stage->supply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_twenty_seconds_on_the_glass_are_good, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_a_frame_no_time_makes_it_good, setup, teardown),
        cmocka_unit_test_setup_teardown(test_frames_that_fail_begin_the_proof_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_laid_out_is_bad_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_loaded_is_bad_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_is_asked_to_end_does_not_count, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_missing_display_does_not_count, setup, teardown),
        cmocka_unit_test_setup_teardown(test_two_ends_without_a_word_are_bad, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_content_waits_for_a_visitor_but_not_for_ever, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_new_content_waits_for_nobody_when_nobody_is_there, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_trial_is_not_cut_short_by_the_next, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_fell_too_often_is_held_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_when_all_has_fallen_the_safe_screen_is_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_new_is_tried_from_the_safe_screen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_new_and_bad_leaves_the_installed_content, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_first_trial_that_is_bad_leaves_the_installed_content, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_what_is_read_when_the_display_comes_is_judged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_memory_nothing_is_judged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_could_not_be_written_is_written_later, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_touchscreen_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_display_that_is_gone_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_a_store_the_installed_content_is_shown, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

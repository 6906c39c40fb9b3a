/* New content comes at a good moment: with its pictures, never under a finger, and always in the end. Times
 * are made up, so that 15 s pass at once. */
#include "player/relay.h"

#include "folder.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <stdlib.h>

enum { W = 800, H = 480, START = 1000000 };

struct scene_of_it {
    char *folder;
    struct paint *paint;
    struct relay relay;
    struct ui_world world; /* of what comes */
};

static struct content *load(const char *folder)
{
    struct diag_list *diags = diag_list_create();
    struct content *content = content_load(folder, diags);
    if (!content)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    assert_non_null(content);
    return content;
}

static void offer(struct scene_of_it *it, uint64_t now)
{
    struct content *content = load(it->folder);
    it->world =
        (struct ui_world){.content = content, .clock = {.now = {2026, 9, 7, 10, 0, 0}, .trusted = true}};
    assert_true(relay_offer(&it->relay, content, now));
}

static bool change(struct scene_of_it *it, uint64_t now, uint64_t *again)
{
    return relay_change(&it->relay, &it->world, now, again);
}

/* Shows content of which no slide has a picture, but for the last one. */
static void start(struct scene_of_it *it)
{
    struct err err;
    uint64_t again;
    *it = (struct scene_of_it){.folder = folder_create()};
    folder_fill(it->folder, 1);
    folder_write(it->folder, "slides/a.yaml", "layout: statement\ntitle: One\n");
    it->paint = paint_create(0, &err);
    assert_non_null(it->paint);
    assert_true(relay_start(&it->relay, it->paint));
    relay_set_size(&it->relay, W, H, 0);
    assert_false(change(it, START, &again));
    assert_true(again == UINT64_MAX);
    offer(it, START);
    assert_true(change(it, START, &again));
    assert_non_null(it->relay.content);
    assert_string_equal(it->relay.content->slides[it->relay.state.here.index].id, "a");
}

static void finish(struct scene_of_it *it)
{
    relay_finish(&it->relay);
    paint_destroy(it->paint);
    folder_remove(it->folder);
}

static void feel(struct scene_of_it *it, enum input_kind kind, uint64_t now)
{
    relay_feel(&it->relay, &(struct input){.kind = kind, .x = 100, .y = 100, .pointer = 1}, now);
}

static void test_without_a_finger_it_comes_at_once(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    struct content *before = it.relay.content;
    offer(&it, START);
    assert_true(change(&it, START, &again));
    assert_ptr_not_equal(it.relay.content, before);
    assert_false(change(&it, START, &again));
    finish(&it);
}

static void test_it_waits_until_the_finger_is_lifted(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    feel(&it, INPUT_DOWN, START);
    offer(&it, START + 100);
    assert_false(change(&it, START + 100, &again));
    assert_false(change(&it, START + 4000, &again));
    feel(&it, INPUT_UP, START + 4100);
    assert_true(change(&it, START + 4100, &again));
    finish(&it);
}

static void test_two_fingers_are_both_waited_for(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    feel(&it, INPUT_DOWN, START);
    feel(&it, INPUT_DOWN, START);
    offer(&it, START);
    feel(&it, INPUT_CANCEL, START + 100);
    assert_false(change(&it, START + 100, &again));
    feel(&it, INPUT_UP, START + 200);
    assert_true(change(&it, START + 200, &again));
    finish(&it);
}

static void test_a_contact_that_says_nothing_is_no_finger(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    feel(&it, INPUT_DOWN, START);
    offer(&it, START + 100);
    assert_false(change(&it, START + 100, &again));
    assert_true(again == START + RELAY_DEAD_MS);
    assert_false(change(&it, START + RELAY_DEAD_MS - 1, &again));
    assert_true(change(&it, START + RELAY_DEAD_MS, &again));
    finish(&it);
}

static void test_a_contact_that_never_rests_does_not_stop_it_for_ever(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again, now = START;
    start(&it);
    feel(&it, INPUT_DOWN, now);
    offer(&it, now);
    for (; now < START + RELAY_MOST_MS; now += 100) {
        feel(&it, INPUT_MOVE, now);
        assert_false(change(&it, now, &again));
        if (now % 1000 == 0) /* saved again: that is no reason to wait longer */
            offer(&it, now);
    }
    assert_true(change(&it, now, &again));
    finish(&it);
}

static void test_an_emergency_waits_for_nothing(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    feel(&it, INPUT_DOWN, START);
    folder_write(it.folder, "notice.yaml",
                 "level: emergency\ntitle: Leave the building\nbody: Follow the staff.\n");
    offer(&it, START);
    assert_true(change(&it, START, &again));
    finish(&it);
}

static void test_it_waits_while_the_page_glides(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    it.relay.state.scroll_start = START;
    it.relay.state.scroll_ms = 300;
    offer(&it, START);
    assert_false(change(&it, START + 299, &again));
    assert_true(change(&it, START + 300, &again));
    /* A fade goes on with the new content. */
    it.relay.state.from = it.relay.state.here;
    it.relay.state.motion_start = START;
    it.relay.state.motion_ms = 600;
    offer(&it, START + 300);
    assert_true(change(&it, START + 300, &again));
    assert_true(ui_moving(&it.relay.state, START + 599));
    finish(&it);
}

static void show_a_picture(struct scene_of_it *it)
{
    folder_write(it->folder, "slides/a.yaml",
                 "layout: statement\ntitle: One\nimage: {file: images/phantom.jpg, alt: A picture}\n");
}

static void test_it_waits_for_its_picture(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    show_a_picture(&it);
    offer(&it, START);
    assert_false(change(&it, START, &again));
    assert_true(again == START + RELAY_PICTURES_MS);
    int waited = 0;
    while (!change(&it, START + RELAY_PICTURES_MS - 1, &again)) {
        (void)poll(NULL, 0, 5);
        waited += 5;
        assert_true(waited < 10000);
    }
    finish(&it);
}

static void test_it_does_not_wait_for_a_late_picture(void **unused)
{
    (void)unused;
    struct scene_of_it it;
    uint64_t again;
    start(&it);
    show_a_picture(&it);
    offer(&it, START);
    assert_false(change(&it, START, &again));
    offer(&it, START + 300); /* what is saved again is decoded again, but nobody waits longer for it */
    assert_false(change(&it, START + 399, &again));
    assert_true(change(&it, START + RELAY_PICTURES_MS, &again));
    finish(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_finger_it_comes_at_once),
        cmocka_unit_test(test_it_waits_until_the_finger_is_lifted),
        cmocka_unit_test(test_two_fingers_are_both_waited_for),
        cmocka_unit_test(test_a_contact_that_says_nothing_is_no_finger),
        cmocka_unit_test(test_a_contact_that_never_rests_does_not_stop_it_for_ever),
        cmocka_unit_test(test_an_emergency_waits_for_nothing),
        cmocka_unit_test(test_it_waits_while_the_page_glides),
        cmocka_unit_test(test_it_waits_for_its_picture),
        cmocka_unit_test(test_it_does_not_wait_for_a_late_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

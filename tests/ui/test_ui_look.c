/* The grid and the type scale. */
#include "check.h"

#include "ui/look.h"

static void test_targets_fit_a_finger_on_the_configured_panel(void **unused)
{
    (void)unused;
    static const struct {
        int w, h;
        double inches;
        int touch;
    } cases[] = {
        {1920, 1080, 0, 72},    /* unknown panel: the design's own size */
        {1920, 1080, 43, 72},   /* 51 px an inch: 0.75 in are 38 px, the design is larger */
        {1920, 1080, 15.6, 106} /* 141 px an inch */
        ,
        {800, 480, 7, 100}, /* 133 px an inch */
        {800, 480, 0, 52},
        {3840, 2160, 55, 144},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct look look = look_make(cases[i].w, cases[i].h, cases[i].inches);
        assert_in_range(look.touch, cases[i].touch - 1, cases[i].touch + 1);
        assert_true(look.bar > look.touch);
    }
}

static void test_shapes(void **unused)
{
    (void)unused;
    assert_false(look_make(1920, 1080, 0).tall);
    assert_true(look_make(1080, 1920, 0).tall);
    assert_true(look_make(800, 480, 0).compact);
    assert_true(look_make(480, 800, 0).compact && look_make(480, 800, 0).tall);
    assert_false(look_make(1080, 1920, 0).compact);
}

static void test_type_is_ordered_and_scales(void **unused)
{
    (void)unused;
    struct look hd = look_make(1920, 1080, 0), uhd = look_make(3840, 2160, 0), small = look_make(800, 480, 0);
    const struct look *looks[] = {&hd, &uhd, &small};
    for (size_t i = 0; i < 3; i++) {
        const struct look *l = looks[i];
        assert_true(l->figure > l->display && l->display > l->title && l->title > l->lead && l->lead > l->h1);
        assert_true(l->h1 > l->h2 && l->h2 > l->h3 && l->h3 > l->body && l->body > l->small);
    }
    assert_int_equal(uhd.body, 2 * hd.body);
    assert_true(small.body >= 20);
}

static void test_a_panel_of_a_wrong_size_leaves_room_for_content(void **unused)
{
    (void)unused;
    static const struct {
        int w, h;
    } sizes[] = {{1920, 360}, {8192, 320}, {320, 8192}, {3840, 2160}, {320, 320}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct look look = look_make(sizes[i].w, sizes[i].h, 3);
        assert_true(look.bar * 3 <= look.h * 2);
        assert_true(look.touch * 2 <= look.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_targets_fit_a_finger_on_the_configured_panel),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_type_is_ordered_and_scales),
        cmocka_unit_test(test_a_panel_of_a_wrong_size_leaves_room_for_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

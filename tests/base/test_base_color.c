/* Mixes and contrasts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/color.h"

static void test_contrast_is_that_of_wcag(void **unused)
{
    (void)unused;
    assert_float_equal(color_contrast(0x000000, 0xffffff), 21.0, 0.001);
    assert_float_equal(color_contrast(0x777777, 0xffffff), 4.478, 0.001);
    assert_float_equal(color_contrast(0x123456, 0x123456), 1.0, 0.001);
    assert_int_equal(color_mix(0x000000, 0xffffff, 0), 0x000000);
    assert_int_equal(color_mix(0x000000, 0xffffff, 255), 0xffffff);
    assert_int_equal(color_mix(0x102030, 0x102030, 77), 0x102030);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_contrast_is_that_of_wcag)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A refusal has a code for programs and a sentence for people. */
#include "base/refusal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static void it_has_a_code_and_a_sentence(void **state)
{
    (void)state;
    struct refusal refusal = {0};
    assert_false(refused_for(&refusal, "expired"));
    assert_false(refuse(&refusal, "expired", "it ended on day %d; publish again", 7));
    assert_string_equal(refusal.code, "expired");
    assert_string_equal(refusal.err.text, "it ended on day 7; publish again");
    assert_true(refused_for(&refusal, "expired"));
    assert_false(refused_for(&refusal, "expire"));
}

static void its_sentence_may_speak_of_the_one_before(void **state)
{
    (void)state;
    struct refusal refusal = {0};
    refuse(&refusal, "form", "line 3 is no line");
    assert_false(refuse(&refusal, "trial", "generation 5: %s", refusal.err.text));
    assert_string_equal(refusal.code, "trial");
    assert_string_equal(refusal.err.text, "generation 5: line 3 is no line");
}

static void it_may_be_of_no_interest_and_too_long(void **state)
{
    (void)state;
    assert_false(refuse(NULL, "form", "nobody reads this"));
    struct refusal refusal = {0};
    char text[2 * sizeof refusal.err.text];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_false(refuse(&refusal, "form", "%s", text));
    assert_int_equal(strlen(refusal.err.text), sizeof refusal.err.text - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_a_code_and_a_sentence),
        cmocka_unit_test(its_sentence_may_speak_of_the_one_before),
        cmocka_unit_test(it_may_be_of_no_interest_and_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

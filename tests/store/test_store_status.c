/* kiosk.json and update.json, member by member, and whatever text gets into them. */
#include "ground.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "store/kiosk.h"
#include "store/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOW = 1795475400 };

static void assert_file(const char *folder, const char *name, const char *wanted)
{
    size_t length;
    AUTO_FREE char *bytes = ground_read(folder, name, &length);
    assert_non_null(bytes);
    assert_string_equal(bytes, wanted);
}

static void a_kiosk_tells_what_is_on_its_screen(void **state)
{
    (void)state;
    struct ground ground;
    struct err err;
    ground_start(&ground);
    AUTO_FREE char *run = NULL;
    assert_true(asprintf(&run, "%s/run", ground.root) > 0);
    const struct store_id first = ground_id(1, 'a'), second = ground_id(2, 'a');
    assert_true(ground_publish(ground.state, &first));
    assert_int_equal(ground_show(ground.state, STORE_GOOD), 1);
    assert_true(ground_publish(ground.state, &second));
    struct store_kiosk *kiosk = store_kiosk_open(ground.state);
    struct store_show show;
    store_kiosk_take(kiosk, NOW + 120, &show);
    assert_true(store_kiosk_judge(kiosk, STORE_BAD, "a \"title\" is\ntoo long", NOW + 130, &err));
    static const char *const problems[] = {"no touch device", "C:\\temp"};
    static const struct store_kiosk_taps taps[] = {{8, 120}, {17, 3}, {0, 1}};
    const struct store_kiosk_status status = {.now = NOW + 140,
                                              .program = "0.1.0",
                                              .on = &show,
                                              .since = NOW + 120,
                                              .display = "HDMI-A-1, 1920x1080",
                                              .frames = 4711,
                                              .missed = 2,
                                              .taps = taps,
                                              .tap_count = COUNT_OF(taps),
                                              .problems = problems,
                                              .problem_count = COUNT_OF(problems)};
    assert_true(store_kiosk_write_status(kiosk, run, &status, &err)); /* makes the folder */
    assert_file(run, "kiosk.json",
                "{\n"
                "  \"program\": \"0.1.0\",\n"
                "  \"written\": \"2026-11-23T23:12:20Z\",\n"
                "  \"screen\": {\n"
                "    \"kind\": \"trial\",\n"
                "    \"generation\": \"1-2-a00000000002\",\n"
                "    \"epoch\": 1,\n"
                "    \"version\": 2,\n"
                "    \"since\": \"2026-11-23T23:12:00Z\"\n"
                "  },\n"
                "  \"verdicts\": [\n"
                "    {\n"
                "      \"generation\": \"1-2-a00000000002\",\n"
                "      \"verdict\": \"bad\",\n"
                "      \"attempts\": 1,\n"
                "      \"reason\": \"a \\\"title\\\" is too long\",\n"
                "      \"when\": \"2026-11-23T23:12:10Z\"\n"
                "    },\n"
                "    {\n"
                "      \"generation\": \"1-1-a00000000001\",\n"
                "      \"verdict\": \"good\",\n"
                "      \"attempts\": 1,\n"
                "      \"reason\": \"\",\n"
                "      \"when\": \"2026-11-23T23:11:00Z\"\n"
                "    }\n"
                "  ],\n"
                "  \"display\": \"HDMI-A-1, 1920x1080\",\n"
                "  \"touch\": null,\n"
                "  \"frames\": {\n"
                "    \"presented\": 4711,\n"
                "    \"missed\": 2\n"
                "  },\n"
                "  \"taps\": [\n"
                "    {\n"
                "      \"most_ms\": 8,\n"
                "      \"count\": 120\n"
                "    },\n"
                "    {\n"
                "      \"most_ms\": 17,\n"
                "      \"count\": 3\n"
                "    },\n"
                "    {\n"
                "      \"most_ms\": null,\n"
                "      \"count\": 1\n"
                "    }\n"
                "  ],\n"
                "  \"problems\": [\n"
                "    \"no touch device\",\n"
                "    \"C:\\\\temp\"\n"
                "  ]\n"
                "}\n");
    store_show_finish(&show);
    const struct store_kiosk_status bare = {.now = NOW};
    assert_true(store_kiosk_write_status(NULL, run, &bare, &err));
    assert_file(run, "kiosk.json",
                "{\n"
                "  \"program\": null,\n"
                "  \"written\": \"2026-11-23T23:10:00Z\",\n"
                "  \"screen\": {\n"
                "    \"kind\": \"installed\",\n"
                "    \"generation\": null,\n"
                "    \"since\": null\n"
                "  },\n"
                "  \"verdicts\": [],\n"
                "  \"display\": null,\n"
                "  \"touch\": null,\n"
                "  \"frames\": {\n"
                "    \"presented\": 0,\n"
                "    \"missed\": 0\n"
                "  },\n"
                "  \"taps\": [],\n"
                "  \"problems\": []\n"
                "}\n");
    assert_int_equal(ground_count(run), 1);
    assert_true(ground_tidy(run));
    store_kiosk_close(kiosk);
    ground_finish(&ground);
}

static void an_updater_tells_how_it_went(void **state)
{
    (void)state;
    struct ground ground;
    ground_start(&ground);
    assert_true(ground_update_status(ground.state));
    assert_file(ground.state, "update.json",
                "{\n"
                "  \"program\": \"0.1.0\",\n"
                "  \"last\": \"2026-11-23T23:10:00Z\",\n"
                "  \"code\": \"rolled-back\",\n"
                "  \"text\": \"version 16 is older than 17; publish again\",\n"
                "  \"epoch\": 1,\n"
                "  \"version\": 9007199254740992,\n"
                "  \"commit\": \"a00000000001\",\n"
                "  \"next\": null\n"
                "}\n");
    AUTO_FREE char *deep = NULL;
    assert_true(asprintf(&deep, "%s/no/run", ground.root) > 0);
    assert_false(ground_update_status(deep));
    ground_finish(&ground);
}

static void any_text_is_one_json_string(void **state)
{
    (void)state;
    static const struct {
        const char *text, *quoted, *clean;
    } table[] = {
        {"", "\"\"", ""},
        {"plain", "\"plain\"", "plain"},
        {"\"\\/", "\"\\\"\\\\/\"", "\"\\/"},
        {"a\nb\tc\rd", "\"a\\nb\\u0009c\\u000dd\"", "a b c d"},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"", "   "},
        {"Gr\xc3\xbc\xc3\x9f"
         "e \xf0\x9f\x98\x80",
         "\"Gr\xc3\xbc\xc3\x9f"
         "e \xf0\x9f\x98\x80\"",
         "Gr\xc3\xbc\xc3\x9f"
         "e \xf0\x9f\x98\x80"},
        {"\xc2\x85|\xe2\x80\xa8|\xef\xbb\xbf", "\"\\u0085|\\u2028|\\ufeff\"", " | | "},
        {"\xff\xc3(\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"",
         "\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char *quoted = NULL, clean[64];
        size_t length;
        FILE *out = open_memstream(&quoted, &length);
        text_quote(out, table[i].text);
        fclose(out);
        assert_string_equal(quoted, table[i].quoted);
        free(quoted);
        text_clean(clean, sizeof clean, table[i].text);
        assert_string_equal(clean, table[i].clean);
    }
    char cut[8];
    text_clean(cut, 5, "abc\xc3\xbc"); /* no room for all of the last one */
    assert_string_equal(cut, "abc");
    text_clean(cut, 6, "abc\xc3\xbc");
    assert_string_equal(cut, "abc\xc3\xbc");
}

int main(void)
{
    log_start("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kiosk_tells_what_is_on_its_screen),
        cmocka_unit_test(an_updater_tells_how_it_went),
        cmocka_unit_test(any_text_is_one_json_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

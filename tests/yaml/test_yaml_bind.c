/* A table fills a struct, reports everything that is wrong in one run, and documents itself. */
#include "base/str.h"
#include "yaml/bind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_LIST, KIND_FIGURE, KIND_PHOTO };

struct thing {
    const char *title;
    bool loud;
    int count;
    double focus;
    int kind;
    unsigned dwell, pause;
    uint32_t color;
};

static const char *const kinds[] = {"list", "figure", "photo", NULL};

#define FIELD(key) .name = #key, .offset = offsetof(struct thing, key)
static const struct bind_key keys[] = {
    {FIELD(title), .read = bind_text, .required = true, .type = "text", .example = "Among the best",
     .help = "What it says."},
    {FIELD(loud), .read = bind_bool, .type = "true or false", .fallback = "false", .help = "a | b"},
    {FIELD(count), .read = bind_int, .min = 1, .max = 9, .type = "number", .example = "3",
     .help = "How many."},
    {FIELD(focus), .read = bind_real, .min = 0, .max = 1, .type = "number", .help = "Where."},
    {FIELD(kind), .read = bind_choice, .choices = kinds, .type = "one of list | figure | photo",
     .help = "Which."},
    {FIELD(dwell), .read = bind_duration, .min = 3000, .max = 120000, .type = "duration",
     .help = "How long."},
    {FIELD(pause), .read = bind_duration, .type = "duration", .help = "How long not."},
    {FIELD(color), .read = bind_color, .type = "color", .help = "Which color."},
};
static const struct bind_table table = {"a thing", keys, COUNT_OF(keys)};

/* Binds yaml to *thing and returns the messages, malloced. */
static char *bind(const char *yaml, struct thing *thing, struct arena *arena, bool *ok)
{
    struct diag_list *diags = diag_list_create();
    const struct yaml_node *root = yaml_parse(yaml, strlen(yaml), "f", arena, diags);
    assert_non_null(root);
    struct bind_context context = {.arena = arena, .diags = diags};
    *ok = bind_map(&context, &table, root, thing);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diag_print(diags, out, "");
    fclose(out);
    diag_list_destroy(diags);
    return text;
}

static void a_good_map_fills_every_field(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    struct thing thing = {0};
    bool ok;
    char *text =
        bind("title: Hello\nloud: true\ncount: 9\nfocus: 0.25\nkind: photo\ndwell: 12s\npause: 600ms\n"
             "color: \"#0f3D33\"\n",
             &thing, arena, &ok);
    assert_string_equal(text, "");
    assert_true(ok);
    assert_string_equal(thing.title, "Hello");
    assert_true(thing.loud);
    assert_int_equal(thing.count, 9);
    assert_true(thing.focus == 0.25);
    assert_int_equal(thing.kind, KIND_PHOTO);
    assert_int_equal(thing.dwell, 12000);
    assert_int_equal(thing.pause, 600);
    assert_int_equal(thing.color, 0x0f3d33);
    free(text);
    arena_destroy(arena);
}

static void durations_have_units(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned ms; /* UINT_MAX: refused */
    } rows[] = {
        {"0s", 0},
        {"600ms", 600},
        {"12s", 12000},
        {"2min", 120000},
        {"1.5min", 90000},
        {"0.6s", 600},
        {"1h", 3600000},
        {"12", UINT_MAX},
        {"s", UINT_MAX},
        {"12 s", UINT_MAX},
        {"-1s", UINT_MAX},
        {"12S", UINT_MAX},
        {"12m", UINT_MAX},
        {"1.s", UINT_MAX},
        {"1h30min", UINT_MAX},
        {"", UINT_MAX},
        {"1193h", 4294800000},
        {"1194h", UINT_MAX},
        {"99999999999999999999999999s", UINT_MAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena *arena = arena_create(1 << 20);
        struct thing thing = {.pause = UINT_MAX};
        char yaml[128];
        snprintf(yaml, sizeof yaml, "title: x\npause: %s\n", rows[i].text);
        bool ok;
        char *text = bind(yaml, &thing, arena, &ok);
        assert_int_equal(ok, rows[i].ms != UINT_MAX);
        assert_int_equal(thing.pause, rows[i].ms);
        free(text);
        arena_destroy(arena);
    }
}

static const struct {
    const char *yaml, *messages;
} bad[] = {
    {"title: x\ntitel: y\n", "f:2:1: error: unknown key \"titel\" in a thing; did you mean \"title\"?\n"},
    {"title: x\nzebra: y\n",
     "f:2:1: error: unknown key \"zebra\" in a thing; the keys are title, loud, count, focus, "
     "kind, dwell, pause, color\n"},
    {"count: 7\n", "f:1:1: error: a thing needs the key \"title\"; for example title: Among the best\n"},
    {"", "f:1:1: error: a thing needs the key \"title\"; for example title: Among the best\n"},
    {"- a\n", "f:1:1: error: a thing must be a map of keys; write title: ... and so on, one a line\n"},
    {"hello\n", "f:1:1: error: a thing must be a map of keys; write title: ... and so on, one a line\n"},
    {"title:\n", "f:1:7: error: \"title\" has no value; write one behind the colon, or remove the line\n"},
    {"title: ~\n", "f:1:8: error: \"title\" has no value; write one behind the colon, or remove the line\n"},
    {"title: [x]\n",
     "f:1:8: error: \"title\" must be text, not a list; write it in quotes if its [ belongs to the text\n"},
    {"title: {en: x}\n",
     "f:1:8: error: \"title\" must be text, not a map of keys; write title: Among the best\n"},
    {"title: x\nloud: yes\n", "f:2:7: error: \"loud\" must be true or false, not \"yes\"\n"},
    {"title: x\nloud:\n", "f:2:6: error: \"loud\" must be true or false, not empty\n"},
    {"title: x\ncount: 10\n",
     "f:2:8: error: \"count\" must be a whole number from 1 to 9, not \"10\"; write count: 3\n"},
    {"title: x\ncount: 1.5\n",
     "f:2:8: error: \"count\" must be a whole number from 1 to 9, not \"1.5\"; write count: 3\n"},
    {"title: x\nfocus: 0,5\n", "f:2:8: error: \"focus\" must be a number from 0 to 1, not \"0,5\"\n"},
    {"title: x\nkind: foto\n", "f:2:7: error: \"kind\" must be one of list, figure, photo, not \"foto\"\n"},
    {"title: x\nkind: figur\n",
     "f:2:7: error: \"kind\" must be one of list, figure, photo, not \"figur\"; did you mean "
     "\"figure\"?\n"},
    {"title: x\nkind: []\n", "f:2:7: error: \"kind\" must be one of list, figure, photo, not a list\n"},
    {"title: x\ndwell: 1s\n", "f:2:8: error: \"dwell\" must be a duration from 3s to 2min, not \"1s\"\n"},
    {"title: x\npause: 12\n",
     "f:2:8: error: \"pause\" must be a duration such as 600ms, 12s or 2min, not \"12\"\n"},
    {"title: x\ncolor: green\n",
     "f:2:8: error: \"color\" must be a color of six hexadecimal digits in quotes, such as "
     "\"#0f3d33\", not \"green\"\n"},
    {"title: x\ncolor: '#12345'\n",
     "f:2:8: error: \"color\" must be a color of six hexadecimal digits in quotes, such "
     "as \"#0f3d33\", not \"#12345\"\n"},
    /* One slip, one message. */
    {"title: x\ncolor: #0f3d33\n",
     "f:2:8: error: the value of \"color\" is lost: YAML reads everything from # on as a "
     "comment; write it in quotes: \"#0f3d33\"\n"},
    {"titel: x\n", "f:1:1: error: unknown key \"titel\" in a thing; did you mean \"title\"?\n"},
    {"titel: x\ncuont: 7\n", "f:1:1: error: unknown key \"titel\" in a thing; did you mean \"title\"?\n"
                             "f:2:1: error: unknown key \"cuont\" in a thing; did you mean \"count\"?\n"},
    {"title:x\n", "f:1:1: error: a blank is missing behind the colon; write title: ...\n"},
    {"title: x\ntitle: [y]\n",
     "f:2:1: error: the key \"title\" is here a second time; the first is in line 1: remove one of them\n"},
    /* All of it in one run. */
    {"loud: 1\ncount: 0\nfocuss: 1\n",
     "f:1:1: error: a thing needs the key \"title\"; for example title: Among the best\n"
     "f:1:7: error: \"loud\" must be true or false, not \"1\"\n"
     "f:2:8: error: \"count\" must be a whole number from 1 to 9, not \"0\"; write count: 3\n"
     "f:3:1: error: unknown key \"focuss\" in a thing; did you mean \"focus\"?\n"},
};

static void everything_wrong_is_reported_and_nothing_overwritten(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct arena *arena = arena_create(1 << 20);
        struct thing thing = {"old", false, 7, 0.5, KIND_FIGURE, 5, 6, 8};
        bool ok;
        char *text = bind(bad[i].yaml, &thing, arena, &ok);
        assert_string_equal(text, bad[i].messages);
        assert_true(strcmp(thing.title, "old") == 0 || strcmp(thing.title, "x") == 0);
        assert_false(thing.loud);
        assert_int_equal(thing.count, 7);
        assert_true(thing.focus == 0.5);
        assert_int_equal(thing.kind, KIND_FIGURE);
        assert_int_equal(thing.dwell, 5);
        assert_int_equal(thing.pause, 6);
        free(text);
        arena_destroy(arena);
    }
}

static void names_are_corrected_where_it_is_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *title;
    } rows[] = {{"titel: Hello\n", "Hello"},
                {"titel: Hello\ntitle: Own\n", "Own"},
                {"title: Own\ntitel: Hello\n", "Own"},
                {"titel: One\ntitl: Two\n", "One"},
                {"zebra: One\n", NULL},
                {"- titel\n", NULL}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena *arena = arena_create(1 << 20);
        struct diag_list *diags = diag_list_create();
        struct bind_context context = {.arena = arena, .diags = diags};
        const struct yaml_node *root = yaml_parse(rows[i].yaml, strlen(rows[i].yaml), "f", arena, diags);
        bool good = bind_names(&context, &table, root);
        assert_int_equal(good, diag_errors(diags) == 0);
        const struct yaml_node *title = yaml_get(root, "title");
        assert_true(!title == !rows[i].title);
        if (title)
            assert_string_equal(title->text, rows[i].title);
        diag_list_destroy(diags);
        arena_destroy(arena);
    }
}

static void a_flood_of_unknown_keys_is_summed_up(void **state)
{
    (void)state;
    struct arena *arena = arena_create(16 << 20);
    char *yaml = NULL;
    size_t size;
    FILE *out = open_memstream(&yaml, &size);
    fputs("title: x\n", out);
    for (int i = 0; i < 500; i++)
        fprintf(out, "x%d: y\n", i);
    fclose(out);
    struct thing thing = {0};
    bool ok;
    char *text = bind(yaml, &thing, arena, &ok);
    assert_false(ok);
    assert_non_null(strstr(text, "f:1:1: error: 480 more unknown keys in a thing\n"));
    assert_non_null(strstr(text, "f:21:1: error: unknown key \"x19\""));
    assert_null(strstr(text, "f:22:1:"));
    free(text);
    free(yaml);
    arena_destroy(arena);
}

static void text_outlives_the_tree_it_came_from(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20), *tree = arena_create(1 << 20);
    struct diag_list *diags = diag_list_create();
    const struct yaml_node *root = yaml_parse("title: kept", 11, "f", tree, diags);
    struct bind_context context = {.arena = arena, .diags = diags};
    struct thing thing = {0};
    assert_true(bind_map(&context, &table, root, &thing));
    arena_destroy(tree);
    assert_string_equal(thing.title, "kept");
    diag_list_destroy(diags);
    arena_destroy(arena);
}

static void text_past_the_arena_is_reported(void **state)
{
    (void)state;
    struct arena *arena = arena_create(0), *tree = arena_create(1 << 20);
    struct diag_list *diags = diag_list_create();
    const struct yaml_node *root = yaml_parse("title: kept", 11, "f", tree, diags);
    struct bind_context context = {.arena = arena, .diags = diags};
    struct thing thing = {0};
    assert_false(bind_map(&context, &table, root, &thing));
    assert_int_equal(diag_errors(diags), 1);
    assert_null(thing.title);
    arena_destroy(tree);
    diag_list_destroy(diags);
    arena_destroy(arena);
}

static void the_reference_names_every_key(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    const struct bind_table three = {"a thing", keys, 3};
    bind_write_reference(&three, out);
    fclose(out);
    assert_string_equal(text, "| Key | Type | Default | Example | Meaning |\n"
                              "|---|---|---|---|---|\n"
                              "| `title` | text | required | `title: Among the best` | What it says. |\n"
                              "| `loud` | true or false | `false` |  | a \\| b |\n"
                              "| `count` | number |  | `count: 3` | How many. |\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_map_fills_every_field),
        cmocka_unit_test(durations_have_units),
        cmocka_unit_test(everything_wrong_is_reported_and_nothing_overwritten),
        cmocka_unit_test(names_are_corrected_where_it_is_asked_for),
        cmocka_unit_test(a_flood_of_unknown_keys_is_summed_up),
        cmocka_unit_test(text_outlives_the_tree_it_came_from),
        cmocka_unit_test(text_past_the_arena_is_reported),
        cmocka_unit_test(the_reference_names_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

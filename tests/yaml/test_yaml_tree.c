/* Bytes become a tree with places, inside bounds of size, depth, memory and time. */
#include "base/str.h"
#include "yaml/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct reading {
    struct arena *arena;
    struct diag_list *diags;
    struct yaml_node *root;
};

static struct reading read_bytes(const char *bytes, size_t length)
{
    struct reading reading = {arena_create(256u << 20), diag_list_create(), NULL};
    reading.root = yaml_parse(bytes, length, "a.yaml", reading.arena, reading.diags);
    return reading;
}

static struct reading read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void finish(struct reading *reading)
{
    diag_list_destroy(reading->diags);
    arena_destroy(reading->arena);
}

/* The tree on one line: text as it is, "quoted", [lists], {maps}, each behind its line:col. */
static void write_node(const struct yaml_node *node, FILE *out)
{
    fprintf(out, "%u:%u", node->place.line, node->place.col);
    if (node->kind == YAML_TEXT) {
        fprintf(out, node->quoted ? "\"%s\"" : "(%s)", node->text);
        return;
    }
    fputc(node->kind == YAML_LIST ? '[' : '{', out);
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0)
            fputc(' ', out);
        if (node->kind == YAML_MAP)
            fprintf(out, "%u:%u%s=", node->pairs[i].key_place.line, node->pairs[i].key_place.col,
                    node->pairs[i].key);
        write_node(node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], out);
    }
    fputc(node->kind == YAML_LIST ? ']' : '}', out);
}

static void trees_have_kinds_places_and_text(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *tree;
    } table[] = {
        {"", "1:1{}"},
        {"# only a comment\n", "1:1{}"},
        {"---\n", "1:1{}"},
        {"{}", "1:1{}"},
        {"[]", "1:1[]"},
        {"hello", "1:1(hello)"},
        {"''", "1:1\"\""},
        {"a: b", "1:1{1:1a=1:4(b)}"},
        {"a: b\n...\n", "1:1{1:1a=1:4(b)}"},
        {"\xef\xbb\xbf"
         "a: b\r\nc: d\r\n",
         "1:1{1:1a=1:4(b) 2:1c=2:4(d)}"},
        {"a:\nb: ''\nc: ~\nd: \"~\"\n", "1:1{1:1a=1:3() 2:1b=2:4\"\" 3:1c=3:4(~) 4:1d=4:4\"~\"}"},
        {"a:\n  - x\n  - b: y\n    c: z\n", "1:1{1:1a=2:3[2:5(x) 3:5{3:5b=3:8(y) 4:5c=4:8(z)}]}"},
        {"a: [x, {b: y}]\n", "1:1{1:1a=1:4[1:5(x) 1:8{1:9b=1:12(y)}]}"},
        {"a: |\n  one\n  two\nb: x\n", "1:1{1:1a=1:4\"one\ntwo\n\" 4:1b=4:4(x)}"},
        {"a: >-\n  one\n  two\n", "1:1{1:1a=1:4\"one two\"}"},
        {"a: one\n  two\n", "1:1{1:1a=1:4(one two)}"},
        {"\"\xc3\xa4\xc3\xb6\": \xe4\xb8\xad\xe6\x96\x87\n",
         "1:1{1:1\xc3\xa4\xc3\xb6=1:7(\xe4\xb8\xad\xe6\x96\x87)}"},
        {"a: \"\\u00e9\\n\\\"\"\n", "1:1{1:1a=1:4\"\xc3\xa9\n\"\"}"},
        {"a: true\nb: 12\nc: 2026-09-01\n", "1:1{1:1a=1:4(true) 2:1b=2:4(12) 3:1c=3:4(2026-09-01)}"},
        {"a: page:one\nb: https://x.org/#y\nc: C# is\n",
         "1:1{1:1a=1:4(page:one) 2:1b=2:4(https://x.org/#y) 3:1c=3:4(C# is)}"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct reading reading = read_text(table[i].yaml);
        assert_non_null(reading.root);
        assert_int_equal(diag_errors(reading.diags) + diag_warnings(reading.diags), 0);
        char *tree = NULL;
        size_t size;
        FILE *out = open_memstream(&tree, &size);
        write_node(reading.root, out);
        fclose(out);
        assert_string_equal(tree, table[i].tree);
        free(tree);
        finish(&reading);
    }
}

static void a_key_is_found_in_maps_only(void **state)
{
    (void)state;
    struct reading reading = read_text("a: x\nb: [y]\n");
    assert_string_equal(yaml_get(reading.root, "a")->text, "x");
    assert_null(yaml_get(reading.root, "c"));
    assert_null(yaml_get(yaml_get(reading.root, "b"), "y"));
    assert_null(yaml_get(NULL, "a"));
    finish(&reading);
}

static char *repeat(const char *piece, size_t count, size_t *length)
{
    size_t size = strlen(piece);
    char *text = malloc(size * count + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * size, piece, size);
    text[size * count] = '\0';
    *length = size * count;
    return text;
}

static const char *first_problem(struct reading *reading)
{
    size_t count;
    const struct diag *items = diag_items(reading->diags, &count);
    return count ? items[0].text : "";
}

static void a_megabyte_is_read_and_one_byte_more_is_not(void **state)
{
    (void)state;
    size_t length;
    char *text = repeat("# text\n ", YAML_BYTES_MAX / 8, &length);
    struct reading reading = read_bytes(text, length);
    assert_non_null(reading.root);
    finish(&reading);
    free(text);
    text = repeat(" ", YAML_BYTES_MAX + 1, &length);
    reading = read_bytes(text, length);
    assert_null(reading.root);
    assert_string_equal(first_problem(&reading),
                        "the file has 1048577 bytes; at most 1048576 are read, so split it");
    finish(&reading);
    free(text);
}

static void thirty_two_levels_are_read_and_one_more_is_not(void **state)
{
    (void)state;
    static const struct {
        const char *open, *leaf;
    } table[] = {{"[", ""}, {"- ", "x"}, {"{a: ", "x"}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        for (unsigned depth = YAML_DEPTH_MAX; depth <= YAML_DEPTH_MAX + 1; depth++) {
            char text[512] = "";
            for (unsigned j = 0; j < depth; j++)
                strcat(text, table[i].open);
            strcat(text, table[i].leaf);
            for (unsigned j = 0; j < depth && table[i].open[0] != '-'; j++)
                strcat(text, table[i].open[0] == '[' ? "]" : "}");
            struct reading reading = read_text(text);
            assert_int_equal(reading.root != NULL, depth == YAML_DEPTH_MAX);
            if (!reading.root)
                assert_string_equal(
                    first_problem(&reading),
                    "lists and maps stand more than 32 deep in each other here; make it flatter");
            finish(&reading);
        }
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Of processor time, and generous: a sanitizer takes ten times as long, a quadratic loop hundreds. */
enum { SECONDS_MAX = 6 };

/* Each of these takes libyaml, or a careless check behind it, from many seconds to minutes. */
static void hostile_megabytes_end_soon(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        size_t count;
    } table[] = {
        {"[", 80000},       {"{", 80000},        {"- ", 80000},
        {"? ", 80000},      {"[\n", 80000},      {"{a: ", 80000},
        {"a: b\n", 200000}, {"- #x\n", 200000},  {"- a #x\n", 140000},
        {"a\n", 500000},    {"[],", 300000},     {"'", 1000000},
        {"\"", 1000000},    {"# \n", 300000},    {"%TAG !a! x\n", 80000},
        {"&a ", 300000},    {"*a ", 300000},     {"!a ", 300000},
        {"\n", 1000000},    {": ", 500000},      {"a: \n", 260000},
        {"[a, ", 200000},   {"'' ", 300000},     {"|\n ", 300000},
        {"---\n", 250000},  {"--- a\n", 170000}, {"\xe4\xb8\xad", 300000},
        {"\xff", 1000000},  {"\t\n", 500000},    {"\x01", 1000000},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t length;
        char *text = repeat(table[i].piece, table[i].count, &length);
        double start = seconds();
        struct reading reading = read_bytes(text, length);
        double took = seconds() - start;
        if (took > SECONDS_MAX)
            fail_msg("%zu times \"%s\" took %.1f s", table[i].count, table[i].piece, took);
        finish(&reading);
        free(text);
    }
    size_t length = 0;
    char *keys = malloc(YAML_BYTES_MAX + 16);
    for (unsigned i = 0; i + 2 < YAML_VALUES_MAX; i++)
        length += (size_t)sprintf(keys + length, "k%07u:\n", i / 2);
    double start = seconds();
    struct reading reading = read_bytes(keys, length);
    assert_true(seconds() - start < SECONDS_MAX);
    assert_int_equal(diag_errors(reading.diags), YAML_VALUES_MAX / 2 - 1);
    finish(&reading);
    free(keys);
}

static void values_are_counted(void **state)
{
    (void)state;
    size_t length, count;
    char *text = repeat("- a\n", YAML_VALUES_MAX, &length);
    struct reading reading = read_bytes(text, length - strlen("- a\n")); /* and the list itself is one */
    assert_non_null(reading.root);
    assert_int_equal(reading.root->count, YAML_VALUES_MAX - 1);
    finish(&reading);
    reading = read_bytes(text, length);
    assert_null(reading.root);
    const struct diag *items = diag_items(reading.diags, &count);
    assert_int_equal(count, 1);
    assert_int_equal(items[0].place.line, YAML_VALUES_MAX);
    assert_string_equal(items[0].text,
                        "the file has more than 20000 values, which takes too long to read; split it");
    finish(&reading);
    free(text);
}

static void memory_is_bounded_by_the_arena(void **state)
{
    (void)state;
    size_t length;
    char *text = repeat("- a\n", 10000, &length);
    size_t refused = 0;
    for (size_t cap = 0; cap < 3000000; cap += 100000) {
        struct arena *arena = arena_create(cap);
        struct diag_list *diags = diag_list_create();
        bool read = yaml_parse(text, length, "a.yaml", arena, diags) != NULL;
        assert_int_equal(read, diag_errors(diags) == 0);
        refused += !read;
        diag_list_destroy(diags);
        arena_destroy(arena);
    }
    assert_in_range(refused, 2, 29);
    free(text);
}

static void bytes_behind_the_end_are_not_looked_at(void **state)
{
    (void)state;
    static const char *const table[] = {"a: #",    "a: b #", "a: b",     "a: \"", "[",
                                        "a: \xc3", "a:\r",   "\xef\xbb", "%"};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t length = strlen(table[i]);
        char *exact = malloc(length); /* for the sanitizer: no zero behind it */
        memcpy(exact, table[i], length);
        struct reading reading = read_bytes(exact, length);
        assert_true(reading.root || diag_errors(reading.diags) > 0);
        finish(&reading);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_have_kinds_places_and_text),
        cmocka_unit_test(a_key_is_found_in_maps_only),
        cmocka_unit_test(a_megabyte_is_read_and_one_byte_more_is_not),
        cmocka_unit_test(thirty_two_levels_are_read_and_one_more_is_not),
        cmocka_unit_test(hostile_megabytes_end_soon),
        cmocka_unit_test(values_are_counted),
        cmocka_unit_test(memory_is_bounded_by_the_arena),
        cmocka_unit_test(bytes_behind_the_end_are_not_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

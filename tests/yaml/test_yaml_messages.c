/* What a person reads who wrote a file badly: the place to change, what is wrong, what to write instead. */
#include "base/str.h"
#include "yaml/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *yaml, *messages; /* each as "line:col: level: text\n" */
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_create(1 << 20);
        struct diag_list *diags = diag_list_create();
        const struct yaml_node *root = yaml_parse(rows[i].yaml, strlen(rows[i].yaml), "f", arena, diags);
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        diag_print(diags, out, "");
        fclose(out);
        char *expected = NULL;
        FILE *wanted = open_memstream(&expected, &size);
        for (const char *at = rows[i].messages; *at; at += strcspn(at, "\n") + 1)
            fprintf(wanted, "f:%.*s\n", (int)strcspn(at, "\n"), at);
        fclose(wanted);
        assert_string_equal(text, expected);
        assert_true(root || diag_errors(diags) > 0);
        free(text);
        free(expected);
        diag_list_destroy(diags);
        arena_destroy(arena);
    }
}

static void what_no_file_may_hold_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a:\tb\n", "1:3: error: there is a tab here; write blanks instead\n"},
        {"\xc3\xa4: b\n\tc: d\n\te: f\n\tg: h\n",
         "2:1: error: there is a tab here and on 2 more lines; write blanks instead\n"},
        {"a: x\n# \xc3\xa4 \tb\nc:\td",
         "2:5: error: there is a tab here and on 1 more line; write blanks instead\n"},
        {"a: b\nc: Z\xfcrich\n", "2:5: error: byte 0xFC is not UTF-8; save the file in the encoding UTF-8\n"},
        {"a: \xc3\xa9\xc3", "1:5: error: byte 0xC3 is not UTF-8; save the file in the encoding UTF-8\n"},
        {"\xff\xfe"
         "a",
         "1:1: error: byte 0xFF is not UTF-8; save the file in the encoding UTF-8\n"},
        {"a: x\x1b[1m\n", "1:5: error: there is an invisible character (U+001B) here; delete it\n"},
        {"a: x\x7f\n", "1:5: error: there is an invisible character (U+007F) here; delete it\n"},
        {"a: x\xc2\x85y\n", "1:5: error: there is an invisible character (U+0085) here; delete it\n"},
        {"a: x\xe2\x80\xa8y\n", "1:5: error: there is an invisible character (U+2028) here; delete it\n"},
        {"a: x\xef\xbb\xbf\n", "1:5: error: there is an invisible character (U+FEFF) here; delete it\n"},
        {"a: x\ry\n", "1:5: error: there is a carriage return without a line feed here; save the file with "
                      "ordinary line ends\n"},
        {"%YAML 1.1\n---\na: b\n",
         "1:1: error: a line begins with % here; write the text in quotes on the line "
         "of its key, or remove the line\n"},
        {"a: \"x\\0y\"\n",
         "1:4: error: this text holds an invisible character (U+0000) written with a backslash; "
         "leave it out, or write \\\\ for a backslash\n"},
        {"a: \"x\\ty\"\n",
         "1:4: error: this text holds an invisible character (U+0009) written with a backslash; "
         "leave it out, or write \\\\ for a backslash\n"},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void what_lobby_does_not_use_of_yaml_is_refused(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a: &x b\nc: *x\n", "1:4: error: \"&x\" is an anchor, and anchors are not used here; write text "
                             "that begins with & in quotes\n"
                             "2:4: error: \"*x\" is an alias, and aliases are not used here; write the value "
                             "itself, and text that "
                             "begins with * in quotes\n"},
        {"a: !!str b\nc: ! [d]\n", "1:4: error: a value that begins with ! is a tag, and tags are not used "
                                   "here; write text that begins "
                                   "with ! in quotes\n"
                                   "2:4: error: a value that begins with ! is a tag, and tags are not used "
                                   "here; write text that begins "
                                   "with ! in quotes\n"},
        {"a: &l [&m {b: c}]\n",
         "1:4: error: \"&l\" is an anchor, and anchors are not used here; write text that begins with & in "
         "quotes\n"
         "1:8: error: \"&m\" is an anchor, and anchors are not used here; write text that begins with & in "
         "quotes\n"},
        {"a: b\n---\nc: d\n",
         "2:1: error: a second document begins here; a file holds one: remove the line ---, or "
         "use two files\n"},
        {"? [a]\n: b\n", "1:3: error: a key must be a word; write key: value, or write the text in quotes\n"},
        {"a: {{b}}\n", "1:5: error: a key must be a word; write key: value, or write the text in quotes\n"},
        {"'': b\n", "1:1: error: a key must be a word; write key: value, or write the text in quotes\n"},
        {"a: & b\n", "1:5: error: a value cannot begin with &; write it in quotes\n"},
        {"a: * b\n", "1:5: error: a value cannot begin with *; write it in quotes\n"},
        {"a: !<x\n", "1:7: error: a value cannot begin with !; write it in quotes\n"},
        {"a: !x!y b\n", "1:4: error: a value cannot begin with !; write it in quotes\n"},
        {"a: @x\n", "1:4: error: a value cannot begin with @; write it in quotes\n"},
        {"a: `x`\n", "1:4: error: a value cannot begin with `; write it in quotes\n"},
        {"a: %x\n", "1:4: error: a value cannot begin with %; write it in quotes\n"},
        {"a: ? b\n", "1:4: error: a value cannot begin with ? and a blank; write it in quotes\n"},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void a_repeated_key_names_the_first(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a: 1\nb: 2\na: 3\nc: {x: 1, 'x': 2}\na: 4\n",
         "3:1: error: the key \"a\" is here a second time; the first is in line 1: remove one of them\n"
         "4:11: error: the key \"x\" is here a second time; the first is in line 4: remove one of them\n"
         "5:1: error: the key \"a\" is here a second time; the first is in line 1: remove one of them\n"},
        {"a: {x: 1}\nb: {x: 1}\nx: 1\n", ""},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void a_value_lost_to_a_comment_is_found(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"title: #1 in Illinois\n", "1:8: error: the value of \"title\" is lost: YAML reads everything from "
                                    "# on as a comment; write it in "
                                    "quotes: \"#1 in Illinois\"\n"},
        {"a:\n  - \xc3\xa4: #17  \r\n  - #2\n",
         "2:8: error: the value of \"\xc3\xa4\" is lost: YAML reads everything from # on as a comment; write "
         "it in "
         "quotes: \"#17\"\n"
         "3:5: error: this value is lost: YAML reads everything from # on as a comment; write it in quotes: "
         "\"#2\"\n"},
        {"a: ranked #1\n",
         "1:11: warning: \"#1\" behind this text is a comment to YAML and is not shown; put the "
         "whole value in quotes if it belongs to it\n"},
        {"a: [\xc3\xa4, b #1\n]\n",
         "1:10: warning: \"#1\" behind this text is a comment to YAML and is not shown; put "
         "the whole value in quotes if it belongs to it\n"},
        {"a:\n  - {lead: #17, text: x}\n", "2:12: error: YAML reads everything from this # on as a comment, "
                                           "and the comma or bracket behind it too; write "
                                           "the value in quotes: \"#17\"\n"},
        {"a:\n  - {lead: b, text: #17}\n  - {lead: c}\n",
         "2:21: error: YAML reads everything from this # on as a comment, and the comma or bracket behind it "
         "too; write the value in quotes: \"#17\"\n"},
        /* What was meant ends before a comment on it, and a color ends where it ends. */
        {"a: #0b3b33 # deep\nb: #17 #\nc: #16241f  #ink\nd: #1 of #2\n",
         "1:4: error: the value of \"a\" is lost: YAML reads everything from # on as a comment; write "
         "it in quotes: \"#0b3b33\"\n"
         "2:4: error: the value of \"b\" is lost: YAML reads everything from # on as a comment; write "
         "it in quotes: \"#17\"\n"
         "3:4: error: the value of \"c\" is lost: YAML reads everything from # on as a comment; write "
         "it in quotes: \"#16241f\"\n"
         "4:4: error: the value of \"d\" is lost: YAML reads everything from # on as a comment; write "
         "it in quotes: \"#1 of #2\"\n"},
        /* libyaml sees the missing value lines below. */
        {"a: {\n  b: #17\n}\n",
         "2:6: error: the value of \"b\" is lost: YAML reads everything from # on as a comment; write "
         "it in quotes: \"#17\"\n"},
        {"a: {\n  b: #0b3b33,\n  c: d\n}\n", "2:6: error: YAML reads everything from this # on as a comment, "
                                             "and the comma or bracket behind it too; "
                                             "write the value in quotes: \"#0b3b33\"\n"},
        /* Comments that are meant as such. */
        {"a: b # 12 seconds\nc: # later\n  d\ne:\n  #one\n  f: g\nh: \"x\" #y\ni: #\nj: https://x/#y\nk: "
         "C#\n",
         ""},
        {"a: |\n  b #c\nd: 'e #f'\n", ""},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void quotes_and_brackets_that_do_not_match_are_explained(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a: \"b\nc: d\n",
         "1:4: error: this quote is never closed; write the same quote again where the text ends\n"},
        {"a: 'b\n---\n",
         "1:4: error: this quote is never closed; write the same quote again where the text ends\n"},
        {"a: \"b\nc: \"d\"\ne: f\n", "2:5: error: there is text behind a closing quote; the quote was opened "
                                     "in line 1, column 4: close it "
                                     "where its text ends\n"},
        {"a: 'don't'\n",
         "1:9: error: there is text behind a closing quote; put the whole value in quotes, and "
         "write \\\" for a quote inside it\n"},
        {"a: \"\xc3\xa4\" b\n",
         "1:8: error: there is text behind a closing quote; put the whole value in quotes, and "
         "write \\\" for a quote inside it\n"},
        {"a: \"\\q\"\n", "1:5: error: a backslash in double quotes has a special meaning; write \\\\ for a "
                         "backslash, or use single quotes\n"},
        {"a: \"\\u00\"\n",
         "1:7: error: \\x, \\u and \\U need 2, 4 and 8 hexadecimal digits; write \\\\ for a "
         "backslash, or use single quotes\n"},
        {"a: \"\\ud800\"\n", "1:7: error: there is no such character; write the character itself\n"},
        {"a: [b, c\n", "1:4: error: this [ is never closed; write ] at the end\n"},
        {"a: {b: c\n", "1:4: error: this { is never closed; write } at the end\n"},
        {"a: [b, c\nd: e\n",
         "2:2: error: a comma or ] is missing before this; the [ is in line 1, column 4\n"},
        {"a: {b: c\n  d: e}\n",
         "2:4: error: a comma or } is missing before this; the { is in line 1, column 4\n"},
        {"a: [b,,c]\n",
         "1:7: error: a value is missing before this; write one, or remove the comma or bracket\n"},
        {"a: ]\n", "1:4: error: a value is missing before this; write one, or remove the comma or bracket\n"},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void commas_and_colons_between_braces_are_explained(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a: {b: Lake, sun and sea, c: d}\n",
         "1:8: error: this text ends at its comma, and \"sun and sea\" is left over; write it in quotes: b: "
         "\"Lake, sun and sea\"\n"},
        {"a: {b: Lake,\n  sun, sea}\n", "1:8: error: this text ends at its comma, and \"sun\" is left over; "
                                        "write it in quotes: b: \"Lake, sun, "
                                        "sea\"\n"},
        {"a: {b: x, c, d: y, e}\n",
         "1:8: error: this text ends at its comma, and \"c\" is left over; write it in quotes: b: \"x, c\"\n"
         "1:17: error: this text ends at its comma, and \"e\" is left over; write it in quotes: d: \"y, "
         "e\"\n"},
        {"a: {en:Text, es:\"Texto\", pl:'x', q: {r:s}}\n",
         "1:7: error: a blank is missing behind this colon; write en: Text\n"
         "1:16: error: a blank is missing behind this colon; write es: \"Texto\"\n"
         "1:28: error: a blank is missing behind this colon; write pl: 'x'\n"
         "1:39: error: a blank is missing behind this colon; write r: s\n"},
        {"a: {en:Lake, sun}\n",
         "1:7: error: a blank is missing behind this colon; write en: Lake\n"
         "1:8: error: this text ends at its comma, and \"sun\" is left over; write it in quotes: en: \"Lake, "
         "sun\"\n"},
        /* Nothing is said of what may be meant: the table of keys knows more. */
        {"a: {b}\nc: {d: , e: \"x\", f, \"g\":h}\ni: [j, k:l]\nm: {n: https://x}\n", ""},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void text_behind_a_bracket_is_explained(void **state)
{
    (void)state;
#define BEHIND(place, close, open, text)                                                                     \
    place ": error: text goes on behind the " close " that closes this; write text that begins with " open   \
          " in quotes: \"" text "\"\n"
    static const struct row rows[] = {
        {"a: [Now] open\nb: c\n", BEHIND("1:4", "]", "[", "[Now] open")},
        {"a: {Now} open", BEHIND("1:4", "}", "{", "{Now} open")},
        {"a: [[1] x] open\n", BEHIND("1:5", "]", "[", "[1] x")},
        {"a:\n  - [Now] open\n  - b\n", BEHIND("2:5", "]", "[", "[Now] open")},
        {"a: {b: [Now] open, c: d}\n", BEHIND("1:8", "]", "[", "[Now] open")},
        /* The bracket is not on this line, or it is no text. */
        {"a: [b,\n  c] d\n", "2:6: error: this line does not line up with the lines above it; give it the "
                             "indentation of those it belongs to\n"},
        {"a: [b] c: d\n",
         "1:8: error: this line does not line up with the lines above it; give it the indentation "
         "of those it belongs to\n"},
    };
    check_rows(rows, COUNT_OF(rows));
}

static void indentation_and_colons_are_explained(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a: b: c\n",
         "1:5: error: a second colon in one line; write the value in quotes if the colon belongs to it\n"},
        {"a: b\n  c: d\n",
         "2:4: error: a key cannot begin inside the text above it; see that the line above has a "
         "colon behind its key, and that this line is indented like the keys it belongs to\n"},
        {"a b\nc: d\n",
         "2:2: error: a key cannot begin inside the text above it; see that the line above has a "
         "colon behind its key, and that this line is indented like the keys it belongs to\n"},
        {"a: b\nfoo\nc: d\n",
         "2:1: error: a colon is missing here; write key: value, or indent the line if it "
         "continues the text above it\n"},
        {"a:\n- b\n-c\n", "3:1: error: a colon is missing here; write key: value, or indent the line if it "
                          "continues the text above it\n"},
        {"a:\n  b: c\n d: e\n", "3:2: error: this line does not line up with the lines above it; give it the "
                                "indentation of those it belongs to\n"},
        {"a: |\n  b\n c\n", "3:2: error: this line does not line up with the lines above it; give it the "
                            "indentation of those it belongs to\n"},
        {"a: b\n- c\n",
         "2:1: error: a list item cannot stand among keys; indent it below the key it belongs to\n"},
        {"a:\n  - b\n  c: d\n", "3:3: error: a list item begins with - here; write it, or give the line the "
                                "indentation of the keys it belongs to\n"},
        {"a: - b\n",
         "1:4: error: a list item cannot begin here; begin the list on a line of its own, or write the "
         "value in quotes if the - belongs to it\n"},
        {"a: b\n: c\n", "2:1: error: a key is missing before this colon; write key: value\n"},
        {"a:b\nc: d\n", "1:2: error: a blank is missing behind this colon; write a: b\n"},
        {"a: b\nfoo:bar baz\nc: d\n",
         "2:4: error: a blank is missing behind this colon; write foo: bar baz\n"},
        {"a:\n  - b:c\n    d: e\n", "2:6: error: a blank is missing behind this colon; write b: c\n"},
        {"a: b\nhttps://x\nc: d\n",
         "2:1: error: a colon is missing here; write key: value, or indent the line if "
         "it continues the text above it\n"},
        {"a: | b\n  c\n",
         "1:6: error: nothing may stand behind | or > on its line; begin the text on the next "
         "line, indented\n"},
        {"a: |0\n  c\n", "1:5: error: a digit behind | or > must be 1 to 9; leave it out\n"},
        {"a: b\n...\nc: d\n", "3:1: error: this line does not line up with the lines above it; give it the "
                              "indentation of those it belongs to\n"},
    };
    check_rows(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_file_may_hold_is_refused_with_its_place),
        cmocka_unit_test(what_lobby_does_not_use_of_yaml_is_refused),
        cmocka_unit_test(a_repeated_key_names_the_first),
        cmocka_unit_test(a_value_lost_to_a_comment_is_found),
        cmocka_unit_test(quotes_and_brackets_that_do_not_match_are_explained),
        cmocka_unit_test(commas_and_colons_between_braces_are_explained),
        cmocka_unit_test(text_behind_a_bracket_is_explained),
        cmocka_unit_test(indentation_and_colons_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

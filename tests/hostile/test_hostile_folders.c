/* Every row of the tables: what is refused says why and costs next to nothing; what is shown decodes and is
 * paid for within bounds. */
#include "cases.h"
#include "measure.h"

#include "content/content.h"
#include "paint/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of decoding one picture that is allowed and scaling it to a screen: imagehead.h says the same. */
#define DECODED_MS_MAX 1000
#define DECODED_KB_MAX (96 * 1024)

#define SECONDS_MAX 30
#define LINES_MAX   10 /* that a damaged picture may make a decoder write */

struct report {
    bool loaded, said;
    size_t problems, lines_of_problems;
    char first[1200];
    struct cost load, decode;
    size_t decoded, failed;
    char why_failed[1200];
};

/* "%s" that fits whatever there is. */
static void keep(char *to, size_t size, const char *text)
{
    strncpy(to, text, size - 1);
}

/* What content_load said: is it what the row expects, and is each a line of its own? */
static void note_problems(struct report *report, struct diag_list *diags, const char *says)
{
    size_t count, length = 0;
    char *text = NULL;
    FILE *out = open_memstream(&text, &length);
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; i < count; i++)
        report->said = report->said || (says && strstr(items[i].text, says));
    if (count > 0)
        keep(report->first, sizeof report->first, items[0].text);
    diag_print(diags, out, "");
    fclose(out);
    report->problems = count + (diag_errors(diags) + diag_warnings(diags) > count);
    for (size_t i = 0; i < length; i++)
        report->lines_of_problems += text[i] == '\n';
    free(text);
}

static void decode_one(struct report *report, const struct content *content, const struct picture *picture,
                       const char *says)
{
    struct crop crop = {1920, 1080, picture->focus_x, picture->focus_y, content->theme.deep};
    uint32_t *pixels;
    struct err err;
    if (decode_picture(content->folder, picture->file, &crop, &pixels, &err)) {
        report->decoded++;
        free(pixels);
        return;
    }
    report->failed++;
    report->said = report->said || (says && strstr(err.text, says));
    keep(report->why_failed, sizeof report->why_failed, err.text);
}

struct task {
    const char *folder, *says;
};

static void work(void *shared, const void *user)
{
    struct report *report = shared;
    const struct task *task = user;
    struct diag_list *diags = diag_list_create();
    cost_begin(&report->load);
    struct content *content = content_load(task->folder, diags);
    cost_end(&report->load);
    report->loaded = content;
    note_problems(report, diags, task->says);
    diag_list_destroy(diags);
    if (!content)
        return;
    cost_begin(&report->decode);
    for (size_t i = 0; i < content->n_slides; i++)
        if (content->slides[i].picture)
            decode_one(report, content, content->slides[i].picture, task->says);
    cost_end(&report->decode);
    content_unref(content);
}

/* NULL, or what is wrong. */
static const char *judge(const struct hostile_case *row, const struct report *report, size_t lines)
{
    bool to_decode = row->outcome == SHOWN || row->outcome == PATCHED;
    if ((row->outcome == REFUSED) != !report->loaded)
        return report->loaded ? "it was loaded" : "it was refused";
    if (row->says ? !report->said : report->problems > 0)
        return "it was not said, or something else was";
    if (report->lines_of_problems != report->problems)
        return "a problem is not one line";
    if (to_decode ? report->failed > 0 : report->decoded > 0 && row->outcome == BLANK)
        return to_decode ? "it was not decoded" : "it was decoded";
    if (lines > LINES_MAX)
        return "it was noisy";
    if (!cost_within(&report->load, row->ms > 0 ? row->ms : REFUSED_MS_MAX, REFUSED_KB_MAX))
        return "loading it took too much";
    if (report->loaded && !cost_within(&report->decode, DECODED_MS_MAX, DECODED_KB_MAX))
        return "decoding it took too much";
    return NULL;
}

static bool try(const struct hostile_table *table, const struct hostile_case *row,
                const struct folder *folder)
{
    enum { ATTEMPTS = 3 }; /* somebody else's load must not make a good one fail */
    const struct task task = {folder->path, row->says};
    const char *wrong = NULL;
    struct report report;
    size_t lines = 0;
    for (int i = 0; i < ATTEMPTS && (i == 0 || wrong); i++) {
        report = (struct report){.loaded = false};
        bool lived = apart(work, &report, sizeof report, &task, SECONDS_MAX, &lines);
        wrong = lived ? judge(row, &report, lines) : "it did not live";
        if (!lived)
            break;
    }
    static const char *const outcomes[] = {"refused", "shown", "patched", "blank"};
    printf("%-6s %-44s %-8s %6.1f ms %6ld kB", table->name, row->name, outcomes[row->outcome], report.load.ms,
           report.load.kb);
    if (report.loaded)
        printf(", decoded %6.1f ms %6ld kB", report.decode.ms, report.decode.kb);
    printf("\n");
    if (wrong)
        fprintf(stderr,
                "FAILED: %s: %s: %s\n  first problem: %s\n  decoding: %s\n  %zu problems on %zu lines, %zu "
                "lines on stderr\n",
                table->name, row->name, wrong, report.first, report.why_failed, report.problems,
                report.lines_of_problems, lines);
    return !wrong;
}

static void run_table(const struct hostile_table *table)
{
    size_t bad = 0;
    for (size_t i = 0; i < table->count; i++) {
        const char *only = getenv("HOSTILE_ONLY");
        struct folder folder;
        if (only && !strstr(table->rows[i].name, only))
            continue;
        folder_create(&folder);
        cases_write_apart(&folder, &table->rows[i]);
        bad += !try(table, &table->rows[i], &folder);
        folder_remove(&folder);
    }
    assert_int_equal(bad, 0);
}

static void test_yaml(void **state)
{
    (void)state;
    run_table(&cases_yaml);
}

static void test_texts(void **state)
{
    (void)state;
    run_table(&cases_texts);
}

static void test_files(void **state)
{
    (void)state;
    run_table(&cases_files);
}

static void test_fakes(void **state)
{
    (void)state;
    run_table(&cases_fakes);
}

static void test_png(void **state)
{
    (void)state;
    run_table(&cases_png);
}

static void test_jpeg(void **state)
{
    (void)state;
    run_table(&cases_jpeg);
}

static void test_webp(void **state)
{
    (void)state;
    run_table(&cases_webp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yaml),  cmocka_unit_test(test_texts), cmocka_unit_test(test_files),
        cmocka_unit_test(test_fakes), cmocka_unit_test(test_png),   cmocka_unit_test(test_jpeg),
        cmocka_unit_test(test_webp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

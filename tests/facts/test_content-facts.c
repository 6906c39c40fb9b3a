/* The shipped content says in each of its languages everything that the residency says about itself, with its
 * figures and names, and no figure besides. */
#include "screens.h"
#include "telling.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const struct telling *const tellings[] = {&telling_en, &telling_es};

/* Every run of digits (with commas inside) that a screen may show or have behind it. */
static const char *const figures[] = {"368,000", "2",    "17",  "1",   "20",   "3",          "1653",
                                      "60612",   "3864", "312", "942", "5509", "13129425509"};

/* The shipped content, and its screens in the language of each telling. */
static struct shipped {
    struct content *content;
    struct screens screens[COUNT_OF(tellings)];
} shipped;

static bool says(const struct screen *screen, const struct fact *fact)
{
    for (size_t i = 0; i < WORDS_MAX && fact->words[i]; i++)
        if (!strstr(screen->text, fact->words[i]))
            return false;
    return true;
}

static bool is_told(const struct screens *screens, const struct fact *fact)
{
    for (size_t i = 0; i < screens->count; i++)
        if (says(&screens->items[i], fact))
            return true;
    return false;
}

static bool is_figure(const char *digits, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        if (strlen(figures[i]) == length && strncmp(figures[i], digits, length) == 0)
            return true;
    return false;
}

/* The first figure that is not one of ours, or NULL. */
static const char *foreign_figure(const char *text)
{
    while (*(text += strcspn(text, "0123456789"))) {
        size_t length = strspn(text, "0123456789,");
        while (text[length - 1] == ',')
            length--;
        if (!is_figure(text, length))
            return text;
        text += length;
    }
    return NULL;
}

static const char *first_alone(const struct ranker *rankers, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, rankers[i].rank) && !strstr(text, rankers[i].ranker))
            return rankers[i].rank;
    return NULL;
}

/* The first rank on the screen whose ranker is not named on it, or NULL. */
static const char *rank_alone(const struct telling *telling, const char *text)
{
    static const struct ranker in_figures[] = {
        {"#2", "Vizient"}, {"#17", "U.S. News & World Report"}, {"#1", "U.S. News & World Report"}};
    const char *alone = first_alone(in_figures, COUNT_OF(in_figures), text);
    return alone ? alone : first_alone(telling->rankers, telling->n_rankers, text);
}

static const char *not_ours_to_say(const struct telling *telling, const char *text)
{
    for (const char *const *word = telling->unsaid; *word; word++)
        if (strstr(text, *word))
            return *word;
    return NULL;
}

static int read_shipped(void **state)
{
    (void)state;
    struct diag_list *diags = diag_list_create();
    shipped.content = content_load(LOBBY_SOURCE_DIR "/content", diags);
    diag_print(diags, stderr, "content/");
    diag_list_destroy(diags);
    if (!shipped.content)
        return -1;
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        size_t lang = content_find_lang(shipped.content, tellings[i]->lang);
        if (lang == CONTENT_NONE)
            return -1;
        shipped.screens[i] = screens_read(shipped.content, lang);
    }
    return 0;
}

static int release_shipped(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tellings); i++)
        screens_finish(&shipped.screens[i]);
    content_unref(shipped.content);
    return 0;
}

/* A language that joins the content joins the tellings, with the same facts. */
static void every_language_has_its_telling(void **state)
{
    (void)state;
    assert_int_equal(shipped.content->n_langs, COUNT_OF(tellings));
    for (size_t i = 1; i < COUNT_OF(tellings); i++) {
        assert_int_equal(tellings[i]->n_facts, tellings[0]->n_facts);
        for (size_t f = 0; f < tellings[i]->n_facts; f++)
            assert_string_equal(tellings[i]->facts[f].about, tellings[0]->facts[f].about);
    }
}

static void every_fact_is_told(void **state)
{
    (void)state;
    size_t missing = 0;
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        for (size_t f = 0; f < tellings[i]->n_facts; f++) {
            if (!is_told(&shipped.screens[i], &tellings[i]->facts[f])) {
                print_error("%s: no slide or page says all of: %s\n", tellings[i]->lang,
                            tellings[i]->facts[f].about);
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
}

/* The control: without any one of its words, anywhere, a fact counts as missing. */
static void a_fact_without_one_of_its_words_is_missed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        for (size_t f = 0; f < tellings[i]->n_facts; f++) {
            const struct fact *fact = &tellings[i]->facts[f];
            for (size_t w = 0; w < WORDS_MAX && fact->words[w]; w++) {
                struct screens without = screens_without(&shipped.screens[i], fact->words[w]);
                bool told = is_told(&without, fact);
                screens_finish(&without);
                if (told)
                    fail_msg("%s: %s is still told without \"%s\"", tellings[i]->lang, fact->about,
                             fact->words[w]);
            }
        }
    }
}

static void no_screen_shows_a_figure_that_is_not_a_fact(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        for (size_t s = 0; s < shipped.screens[i].count; s++) {
            const struct screen *screen = &shipped.screens[i].items[s];
            const char *figure = foreign_figure(screen->text);
            figure = figure ? figure : foreign_figure(screen->behind);
            if (figure)
                fail_msg("%s, %s: where does this figure come from: %.20s", tellings[i]->lang, screen->name,
                         figure);
        }
    }
    assert_null(foreign_figure("more than 368,000, #17"));
    assert_non_null(foreign_figure("more than 386,000"));
    assert_non_null(foreign_figure("más de 368.000"));
    assert_non_null(foreign_figure("#17 and #16"));
    assert_non_null(foreign_figure("(312) 942-5590"));
}

static void a_rank_stands_beside_its_ranker(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        for (size_t s = 0; s < shipped.screens[i].count; s++) {
            const char *rank = rank_alone(tellings[i], shipped.screens[i].items[s].text);
            if (rank)
                fail_msg("%s, %s: who says %s?", tellings[i]->lang, shipped.screens[i].items[s].name, rank);
        }
    }
    assert_null(rank_alone(&telling_en, "#2 in quality care, Vizient"));
    assert_string_equal(rank_alone(&telling_en, "#2 in quality care"), "#2");
    assert_string_equal(rank_alone(&telling_en, "#17 overall hospital, Newsweek"), "#17");
    assert_string_equal(rank_alone(&telling_es, "Cuadro de honor, Vizient"), "uadro de honor");
}

static void nothing_is_said_that_the_facts_do_not_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        for (size_t s = 0; s < shipped.screens[i].count; s++) {
            const struct screen *screen = &shipped.screens[i].items[s];
            const char *word = not_ours_to_say(tellings[i], screen->text);
            word = word ? word : not_ours_to_say(tellings[i], screen->behind);
            if (word)
                fail_msg("%s, %s says \"%s\"", tellings[i]->lang, screen->name, word);
        }
    }
    assert_non_null(not_ours_to_say(&telling_en, "Many of our former residents"));
    assert_non_null(not_ours_to_say(&telling_es, "Muchos de nuestros egresados"));
}

/* The facts carry no dates. */
static void no_slide_comes_or_goes(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped.content->n_slides; i++) {
        const struct slide *slide = &shipped.content->slides[i];
        if (slide->show.from != INT64_MIN || slide->show.until != INT64_MAX)
            fail_msg("slides/%s has a date", slide->id);
    }
}

/* A phrase may be broken over lines and change its weight, but it may not reach from one text into the next.
 */
static void a_screen_is_what_a_visitor_reads(void **state)
{
    (void)state;
    const struct span spans[] = {
        {.text = "Call "},
        {.text = "(312) 942-5509", .style = SPAN_STRONG, .link = {LINK_OUTSIDE, 0, "tel:+13129425509"}},
        {.text = "or write", .style = SPAN_BREAK}};
    const struct block block = {.kind = BLOCK_PARAGRAPH, .spans = spans, .n_spans = COUNT_OF(spans)};
    const struct page page = {.id = "contact",
                              .title = {(const char *const[]){"Contact"}},
                              .summary = {(const char *const[]){"EE.\xc2\xa0UU.\n  Chicago"}},
                              .body = {{&block, 1}}};
    const struct content content = {
        .pages = &page,
        .n_pages = 1,
        .name = {(const char *const[]){"RUSH"}},
        .menu = {.title = {(const char *const[]){"Menu"}}, .intro = {(const char *const[]){""}}}};
    struct screens screens = screens_read(&content, 0);
    assert_int_equal(screens.count, 2);
    assert_string_equal(screens.items[0].name, "pages/contact");
    assert_string_equal(screens.items[0].text, "Contact\nEE. UU. Chicago\nCall (312) 942-5509 or write\n");
    assert_string_equal(screens.items[0].behind, "tel:+13129425509\n");
    assert_string_equal(screens.items[1].text, "RUSH\nMenu\n\n");
    screens_finish(&screens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_has_its_telling),
        cmocka_unit_test(every_fact_is_told),
        cmocka_unit_test(a_fact_without_one_of_its_words_is_missed),
        cmocka_unit_test(no_screen_shows_a_figure_that_is_not_a_fact),
        cmocka_unit_test(a_rank_stands_beside_its_ranker),
        cmocka_unit_test(nothing_is_said_that_the_facts_do_not_say),
        cmocka_unit_test(no_slide_comes_or_goes),
        cmocka_unit_test(a_screen_is_what_a_visitor_reads),
    };
    return cmocka_run_group_tests_name("content-facts", tests, read_shipped, release_shipped);
}

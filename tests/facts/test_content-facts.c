/* The shipped content says everything that the residency says about itself, with its figures and names, and
 * no figure besides. */
#include "screens.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 8

/* A fact is told where all of its words stand on one screen; a rank without its ranker is not told. */
struct fact {
    const char *about;
    const char *words[WORDS_MAX];
};

static const struct fact facts[] = {
    {"who we are",
     {"Diagnostic Radiology Residency", "Department of Diagnostic Radiology & Nuclear Medicine",
      "RUSH University Medical Center", "Chicago"}},
    {"competence and compassion", {"World-class learning", "competence", "compassionate patient care"}},
    {"the spirit of the place", {"warm, friendly", "residents", "personal best"}},
    {"the boards", {"well prepared", "CORE", "certifying board examinations"}},
    {"careers",
     {"Many of our residents", "prestigious academic appointments", "successful private practices",
      "throughout the country", "or both"}},
    {"caseload", {"busy tertiary facility", "more than 368,000 radiology examinations a year"}},
    {"an active role", {"active part", "interpreting images", "performing radiologic procedures"}},
    {"hands-on experience",
     {"Hands-on experience", "Angiographic and interventional procedures", "Ultrasound scanning",
      "MRI operation"}},
    {"the Boler Centers",
     {"RUSH's Boler Centers for Advanced Imaging",
      "one of the most advanced radiology departments in the country"}},
    {"three platforms", {"Boler Centers", "one of only three interventional platforms in the U.S."}},
    {"rotations", {"diverse", "busy outpatient facility", "local community-based hospital"}},
    {"children's radiology",
     {"Second-year residents", "three months", "Ann & Robert H. Lurie Children's Hospital of Chicago",
      "one of the country's top-rated pediatric hospitals"}},
    {"rank by Vizient", {"#2 in quality care by Vizient"}},
    {"overall rank by U.S. News", {"U.S. News & World Report", "honor roll", "#17 overall hospital"}},
    {"ranks in Illinois",
     {"U.S. News & World Report", "#1 in Illinois for Orthopedics", "#1 in Illinois for Nephrology",
      "#1 in Illinois for Neurology and Neurosurgery"}},
    {"rank by Newsweek", {"Rated among Newsweek's best 20 hospitals in the U.S."}},
    {"one-on-one teaching",
     {"Attending radiologists supervise", "one-on-one teaching sessions", "frequent", "all four years"}},
    {"guests",
     {"Prominent guest lecturers", "educational program", "outstanding scholars of other institutions",
      "experts of RUSH's clinical departments"}},
    {"teaching files and library",
     {"full access", "GE PACS", "StatDX", "Amirsys teaching files", "Up-to-Date", "IMAIOS",
      "Teaching files and library"}},
    {"research is free", {"not mandatory", "encouraged", "the department's research activities"}},
    {"research programs",
     {"RUSH", "applied clinical science research program",
      "a number of industry partnership research projects"}},
    {"research areas",
     {"Active areas", "Machine learning applications in radiology",
      "Device trials in interventional radiology", "Radiomics for x-ray and CT imaging", "partnership",
      "ChicagoITM partners"}},
    {"the other residency", {"Integrated Interventional Radiology Residency"}},
    {"contact",
     {"Lakesha Hudson", "Residency Program Coordinator", "lakesha_s_hudson@rush.edu", "(312) 942-5509"}},
    {"address",
     {"Department of Diagnostic Radiology & Nuclear Medicine", "RUSH University Medical Center",
      "1653 W. Congress Parkway", "Chicago, Illinois 60612-3864"}},
};

/* Wherever the first stands, the second stands on the same screen. */
static const struct {
    const char *rank, *ranker;
} rankers[] = {
    {"#2", "Vizient"},
    {"#17", "U.S. News & World Report"},
    {"#1", "U.S. News & World Report"},
    {"honor roll", "U.S. News & World Report"},
    {"est 20", "Newsweek"},
};

/* What the facts do not say: an end, or that residents are gone. */
static const char *const unsaid[] = {" until:", " former ", " Former ", "alumni", "Alumni", "graduates"};

/* Every run of digits (with commas inside) that a screen may show. */
static const char *const figures[] = {"368,000", "2",    "17",  "1",   "20",   "3",          "1653",
                                      "60612",   "3864", "312", "942", "5509", "13129425509"};

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

/* The first rank on the screen whose ranker is not named on it, or NULL. */
static const char *rank_alone(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(rankers); i++)
        if (strstr(text, rankers[i].rank) && !strstr(text, rankers[i].ranker))
            return rankers[i].rank;
    return NULL;
}

static const char *not_ours_to_say(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(unsaid); i++)
        if (strstr(text, unsaid[i]))
            return unsaid[i];
    return NULL;
}

static struct screens shipped;

static int read_shipped(void **state)
{
    (void)state;
    struct err err = {0};
    if (screens_read(LOBBY_SOURCE_DIR "/content", &shipped, &err))
        return 0;
    print_error("%s\n", err.text);
    return -1;
}

static int release_shipped(void **state)
{
    (void)state;
    screens_finish(&shipped);
    return 0;
}

static void every_fact_is_told(void **state)
{
    (void)state;
    size_t missing = 0;
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        if (!is_told(&shipped, &facts[i])) {
            print_error("no slide or page says all of: %s\n", facts[i].about);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

/* The control: without any one of its words, anywhere, a fact counts as missing. */
static void a_fact_without_one_of_its_words_is_missed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        for (size_t w = 0; w < WORDS_MAX && facts[i].words[w]; w++) {
            struct screens without = screens_without(&shipped, facts[i].words[w]);
            bool told = is_told(&without, &facts[i]);
            screens_finish(&without);
            if (told)
                fail_msg("%s is still told without \"%s\"", facts[i].about, facts[i].words[w]);
        }
    }
}

static void no_screen_shows_a_figure_that_is_not_a_fact(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped.count; i++) {
        const char *figure = foreign_figure(shipped.items[i].text);
        if (figure)
            fail_msg("%s: where does this figure come from: %.20s", shipped.items[i].name, figure);
    }
    assert_null(foreign_figure("more than 368,000, #17"));
    assert_non_null(foreign_figure("more than 386,000"));
    assert_non_null(foreign_figure("#17 and #16"));
    assert_non_null(foreign_figure("(312) 942-5590"));
}

static void a_rank_stands_beside_its_ranker(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped.count; i++) {
        const char *rank = rank_alone(shipped.items[i].text);
        if (rank)
            fail_msg("%s: who says %s?", shipped.items[i].name, rank);
    }
    assert_null(rank_alone("#2 in quality care, Vizient"));
    assert_string_equal(rank_alone("#2 in quality care"), "#2");
    assert_string_equal(rank_alone("#17 overall hospital, Newsweek"), "#17");
}

static void nothing_is_said_that_the_facts_do_not_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped.count; i++) {
        const char *word = not_ours_to_say(shipped.items[i].text);
        if (word)
            fail_msg("%s says \"%s\"", shipped.items[i].name, word);
    }
    assert_non_null(not_ours_to_say("Many of our former residents"));
    assert_non_null(not_ours_to_say("show: until: 2027-01-01"));
}

/* A fact in a comment is not told, and one that is broken over lines is. */
static void a_screen_is_what_a_visitor_reads(void **state)
{
    (void)state;
    char *text = NULL;
    screens_fold(&text, "# RUSH\nlead: \"#17\" # not #18\n  focus: [0.6, 0.4]\ntext: Vizient\n", true);
    screens_fold(&text, "\n## Board\n\n**Lakesha\n  Hudson**\n", false);
    assert_string_equal(text, "lead: \"#17\" text: Vizient ## Board Lakesha Hudson");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_is_told),
        cmocka_unit_test(a_fact_without_one_of_its_words_is_missed),
        cmocka_unit_test(no_screen_shows_a_figure_that_is_not_a_fact),
        cmocka_unit_test(a_rank_stands_beside_its_ranker),
        cmocka_unit_test(nothing_is_said_that_the_facts_do_not_say),
        cmocka_unit_test(a_screen_is_what_a_visitor_reads),
    };
    return cmocka_run_group_tests_name("content-facts", tests, read_shipped, release_shipped);
}

/* What comes of findings: merged, put into words, found in their files; and of workers that die. A made-up
 * judge (chosen at link time) stands in for the one that looks at screens. */
#include "kit.h"

#include "base/str.h"
#include "proof/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { A, B, C, WELCOME }; /* slides in the order of their names */

/* The made-up judge */

struct judge {
    void (*found)(void *user, const struct finding *finding);
    void *user;
};

#define NO_SIGNAL (-1) /* it exits instead */

/* What it does; its process inherits it. */
static struct {
    const struct finding *findings; /* sent with the menu */
    size_t count;
    int signal;         /* raised at the slide "b"; 0: none */
    bool every;         /* ... at every slide */
    const char *cannot; /* why it does not begin at all */
    bool echo;          /* one finding for each slide */
    bool grumble;       /* says something to stderr at each slide */
} play;

struct judge *judge_create(const struct proof *proof,
                           void (*found)(void *user, const struct finding *finding), void *user,
                           struct err *err)
{
    (void)proof;
    if (play.cannot) {
        err_set(err, "%s", play.cannot);
        return NULL;
    }
    struct judge *judge = calloc(1, sizeof *judge);
    *judge = (struct judge){found, user};
    return judge;
}

void judge_destroy(struct judge *judge)
{
    free(judge);
}

void judge_job(struct judge *judge, const struct job *job)
{
    for (size_t i = 0; job->kind == JOB_MENU && i < play.count; i++)
        judge->found(judge->user, &play.findings[i]);
    if (job->kind != JOB_SLIDE)
        return;
    if (play.signal && (job->index == B || play.every)) {
        fputs("last words\n", stderr);
        if (play.signal == NO_SIGNAL)
            _exit(3);
        raise(play.signal);
    }
    if (play.grumble)
        fputs("grumble\n", stderr);
    if (!play.echo)
        return;
    struct finding finding;
    memset(&finding, 0, sizeof finding);
    finding.kind = FINDING_OUTSIDE;
    finding.origin = (struct origin){OWNER_SLIDE, FIELD_TITLE, job->index, 0};
    judge->found(judge->user, &finding);
}

/* The folder: slides a, b and c show one picture, so one worker takes them together. */
#define SLIDE(name)                                                                                          \
    {                                                                                                        \
        "slides/" name ".yaml",                                                                              \
            "layout: list\ntitle: Title of " name "\nitems:\n  - {lead: \"#1\", text: First}\n"              \
            "  - text: {en: Second, es: Segundo}\n"                                                          \
            "image: {file: images/x.png, alt: Dark}\n"                                                       \
    }
static const struct kit_file files[KIT_FILES] = {
    SLIDE("a"),
    SLIDE("b"),
    SLIDE("c"),
    {"images/x.png", "dark"},
    {"pages/about.yaml", "title: {en: About us, es: De nosotros}\nbody: |\n  Some *words*\n  in a row.\n"},
};

static char *said_of(const struct finding *findings, size_t count)
{
    struct folder folder;
    kit_folder(&folder, files);
    play.findings = findings;
    play.count = count;
    char *said = kit_said(&folder);
    folder_remove(&folder);
    return said;
}

static void expect(const struct finding *findings, size_t count, const char *lines)
{
    char *said = said_of(findings, count);
    assert_string_equal(said, lines);
    free(said);
}

enum { EN, ES };            /* languages */
enum { WIDE, TALL, SMALL }; /* sizes */
#define OF(owner, field, index, part)                                                                        \
    {                                                                                                        \
        OWNER_##owner, FIELD_##field, index, part                                                            \
    }

/* Every kind of finding by itself, as a sentence at its line. */
static const struct {
    struct finding finding;
    const char *line;
} sentences[] = {
    {{.kind = FINDING_NO_SCREEN,
      .origin = OF(SLIDE, WHOLE, A, 0),
      .size = SMALL,
      .detail = "there is too much on it"},
     "slides/a.yaml:1:1: error: this slide cannot be shown in English on 800x480: there is too much on it\n"},
    {{.kind = FINDING_PICTURE,
      .origin = OF(SLIDE, PICTURE, A, 0),
      .detail = "images/x.png: cannot be decoded: Why."},
     "slides/a.yaml:6:15: error: images/x.png cannot be decoded: Why; save the picture anew, or take another "
     "one\n"},
    {{.kind = FINDING_CRASH, .origin = OF(PAGE, WHOLE, 0, 0), .amount = SIGALRM},
     "pages/about.yaml:1:1: error: this page cannot be checked: it takes for ever; take its picture out and "
     "check "
     "again, and report this\n"},
    {{.kind = FINDING_CUT,
      .origin = OF(PAGE, TITLE, 0, 0),
      .lang = ES,
      .size = TALL,
      .amount = 12,
      .tile = true},
     "pages/about.yaml:1:27: warning: \"De nosotros\" is cut on its tile in Espa\u00f1ol on 1080x1920; "
     "shorten it by "
     "about 15 characters\n"},
    {{.kind = FINDING_CUT, .origin = OF(SLIDE, TITLE, A, 0), .amount = 1},
     "slides/a.yaml:2:8: warning: \"Title of a\" is cut in English on 1920x1080; shorten it by about 1 "
     "character\n"},
    {{.kind = FINDING_FULL, .origin = OF(SLIDE, ITEM, A, 1), .amount = 9, .detail = "last words"},
     "slides/a.yaml:5:16: warning: this slide has more text than fits in English on 1920x1080: it ends with "
     "\"last "
     "words\"; shorten it by about 9 characters, or make two slides of it\n"},
    {{.kind = FINDING_FULL, .origin = OF(SLIDE, LEAD, A, 0), .amount = 10},
     "slides/a.yaml:4:12: warning: this slide has more text than fits in English on 1920x1080: it ends "
     "before "
     "\"#1\"; shorten it by about 10 characters, or make two slides of it\n"},
    {{.kind = FINDING_BROKEN, .origin = OF(PAGE, BODY, 0, 0), .detail = "words"},
     "pages/about.yaml:3:3: warning: \"words\" is too long a word for its place in English on 1920x1080 and "
     "is "
     "broken anywhere; use a shorter word, or two\n"},
    {{.kind = FINDING_OUTSIDE, .origin = OF(PAGE, BODY, 0, 0)},
     "pages/about.yaml:3:3: warning: \"Some words in a row.\" does not fit on the screen in English on "
     "1920x1080; "
     "shorten it\n"},
    {{.kind = FINDING_OVERLAP, .origin = OF(SLIDE, TITLE, A, 0), .detail = "Other"},
     "slides/a.yaml:2:8: warning: \"Title of a\" lies on \"Other\" in English on 1920x1080; shorten one of "
     "them\n"},
    {{.kind = FINDING_MISSING, .origin = OF(SLIDE, TITLE, A, 0), .detail = "\"x\" (U+0078)"},
     "slides/a.yaml:2:8: warning: \"Title of a\" has \"x\" (U+0078), which no font here can show; write it "
     "another "
     "way\n"},
    {{.kind = FINDING_SMALL, .origin = OF(SLIDE, TITLE, A, 0)},
     "slides/a.yaml:2:8: warning: \"Title of a\" is too small to be touched in English on 1920x1080; write a "
     "little "
     "more\n"},
    {{.kind = FINDING_CONTRAST, .origin = OF(SLIDE, TITLE, A, 0), .amount = 23, .detail = "Title"},
     "slides/a.yaml:2:8: warning: \"Title\" in \"Title of a\" is hard to read on its picture in English on "
     "1920x1080: the contrast is 2.3, and reading needs 4.5; choose a calmer picture, or another focus\n"},
    {{.kind = FINDING_COLORS, .origin = OF(LOBBY, WHOLE, 0, 0), .amount = 23, .text = "Back"},
     "lobby.yaml: warning: the colors of the theme are hard to tell from each other: \"Back\" has a contrast "
     "of 2.3 "
     "in English on 1920x1080, and reading needs 4.5; choose lighter and darker ones\n"},
    {{.kind = FINDING_COLORS, .origin = OF(LOBBY, WHOLE, 0, 0), .amount = 23},
     "lobby.yaml: warning: the colors of the theme are hard to tell from each other: a symbol has a contrast "
     "of 2.3 "
     "in English on 1920x1080, and symbols need 3; choose lighter and darker ones\n"},
    {{.kind = FINDING_CODE, .origin = OF(SLIDE, OPENS, A, 0), .text = "https://example.org"},
     "slides/a.yaml: warning: the QR code of \"https://example.org\" is too fine for a telephone in English "
     "on "
     "1920x1080; use a shorter address\n"},
    {{.kind = FINDING_CUT, .origin = OF(HOUSE, WHOLE, 0, 0), .amount = 20, .text = "Touch to explore"},
     "lobby.yaml: warning: \"Touch to explore\" is cut in English on 1920x1080; shorten it by about 20 "
     "characters "
     "(these are Lobby's own words: report it)\n"},
};

static void each_finding_is_a_sentence_at_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sentences); i++)
        expect(&sentences[i].finding, 1, sentences[i].line);
}

static void findings_of_one_text_are_one_problem(void **state)
{
    (void)state;
#define CUT(l, s, n)                                                                                         \
    {                                                                                                        \
        .kind = FINDING_CUT, .origin = OF(SLIDE, TITLE, A, 0), .lang = l, .size = s, .amount = n             \
    }
    static const struct finding one_text[] = {CUT(EN, WIDE, 3), CUT(ES, WIDE, 3), CUT(EN, SMALL, 30),
                                              CUT(ES, SMALL, 30)};
    expect(
        one_text, COUNT_OF(one_text),
        "slides/a.yaml:2:8: warning: \"Title of a\" is cut on 1920x1080 and 800x480; shorten it by about 30 "
        "characters\n");
    static const struct finding every_size[] = {CUT(ES, TALL, 3), CUT(ES, WIDE, 3), CUT(ES, SMALL, 4)};
    expect(every_size, COUNT_OF(every_size),
           "slides/a.yaml:2:8: warning: \"Title of a\" is cut in Espa\u00f1ol on every size of screen; "
           "shorten it by "
           "about 4 characters\n");
#undef CUT
#define CUT(l, s, n)                                                                                         \
    {                                                                                                        \
        .kind = FINDING_CUT, .origin = OF(SLIDE, ITEM, A, 1), .lang = l, .size = s, .amount = n              \
    }
    static const struct finding two_texts[] = {CUT(EN, WIDE, 3), CUT(ES, WIDE, 5), CUT(EN, TALL, 2)};
    expect(
        two_texts, COUNT_OF(two_texts),
        "slides/a.yaml:5:16: warning: \"Second\" is cut in English on 1920x1080 and 1080x1920; shorten it by "
        "about 3 characters\n"
        "slides/a.yaml:5:28: warning: \"Segundo\" is cut in Espa\u00f1ol on 1920x1080; shorten it by about 5 "
        "characters\n");
#undef CUT
    /* A slide that ends in one text here and in another there, in both languages, is one full slide. */
#define FULL(f, p, l, s, n)                                                                                  \
    {                                                                                                        \
        .kind = FINDING_FULL, .origin = OF(SLIDE, f, A, p), .lang = l, .size = s, .amount = n                \
    }
    static const struct finding full[] = {FULL(LEAD, 0, EN, WIDE, 20),  FULL(LEAD, 0, ES, WIDE, 20),
                                          FULL(TITLE, 0, EN, TALL, 40), FULL(TITLE, 0, ES, TALL, 40),
                                          FULL(LEAD, 0, EN, SMALL, 20), FULL(LEAD, 0, ES, SMALL, 20)};
    expect(full, COUNT_OF(full),
           "slides/a.yaml:2:8: warning: this slide has more text than fits on every size of screen: it ends "
           "before "
           "\"Title of a\"; shorten it by about 40 characters, or make two slides of it\n");
#undef FULL
    /* The least contrast is told; a picture by its file, wherever it is shown. */
#define LOW(s, n)                                                                                            \
    {                                                                                                        \
        .kind = FINDING_CONTRAST, .origin = OF(SLIDE, TITLE, B, 0), .size = s, .amount = n                   \
    }
    static const struct finding low[] = {LOW(WIDE, 30), LOW(TALL, 22), LOW(SMALL, 40)};
    expect(low, COUNT_OF(low),
           "slides/b.yaml:2:8: warning: \"Title of b\" is hard to read on its picture in English on every "
           "size of "
           "screen: the contrast is 2.2, and reading needs 4.5; choose a calmer picture, or another focus\n");
#undef LOW
    static const struct finding broken[] = {
        {.kind = FINDING_PICTURE, .origin = OF(SLIDE, PICTURE, C, 0), .detail = "images/x.png: is bad"},
        {.kind = FINDING_PICTURE, .origin = OF(SLIDE, PICTURE, B, 0), .detail = "images/x.png: is bad"}};
    expect(broken, COUNT_OF(broken),
           "slides/c.yaml:6:15: error: images/x.png is bad; save the picture anew, or take another one\n");
}

static void a_flood_ends_and_keeps_its_errors(void **state)
{
    enum { MANY = 5000 };
    (void)state;
    struct finding *findings = calloc(MANY, sizeof *findings);
    assert_non_null(findings);
    for (size_t i = 0; i < MANY; i++) {
        findings[i] = (struct finding){.kind = FINDING_OVERLAP, .origin = {.owner = OWNER_HOUSE}};
        snprintf(findings[i].text, sizeof findings[i].text, "text %zu", i);
    }
    findings[MANY - 1] = (struct finding){.kind = FINDING_NO_SCREEN, .origin = OF(SLIDE, WHOLE, A, 0)};
    char *said = said_of(findings, MANY);
    assert_non_null(strstr(said, "error: there are more problems than these"));
    free(said);
    free(findings);
}

/* Runs with stderr in a file, and gives what went there. */
static void expect_with_stderr(const char *lines, const char *on_stderr)
{
    char words[64] = "";
    FILE *file = tmpfile();
    assert_non_null(file);
    int before = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    char *said = said_of(NULL, 0);
    fflush(stderr);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(file);
    size_t length = fread(words, 1, sizeof words - 1, file);
    words[length] = '\0';
    fclose(file);
    assert_string_equal(said, lines);
    assert_string_equal(words, on_stderr);
    free(said);
}

#define UNFIT "does not fit on the screen in English on 1920x1080; shorten it\n"

static void a_worker_that_dies_is_one_problem_among_others(void **state)
{
    static const struct {
        int signal;
        const char *why;
    } deaths[] = {{SIGABRT, "the program that looks at it stopped (signal 6)"},
                  {SIGKILL, "the program that looks at it stopped (signal 9)"},
                  {NO_SIGNAL, "the program that looks at it stopped"},
                  {SIGALRM, "it takes for ever"}};
    (void)state;
    play.echo = true;
    for (size_t i = 0; i < COUNT_OF(deaths); i++) {
        char lines[1024];
        play.signal = deaths[i].signal;
        snprintf(lines, sizeof lines,
                 "slides/a.yaml:2:8: warning: \"Title of a\" " UNFIT
                 "slides/b.yaml:1:1: error: this slide cannot be checked: %s; take its picture out and check "
                 "again, and report this\n"
                 "slides/c.yaml:2:8: warning: \"Title of c\" " UNFIT
                 "slides/welcome.yaml:2:8: warning: \"Welcome\" " UNFIT,
                 deaths[i].why);
        expect_with_stderr(lines, "last words\n");
    }
    play.echo = false;
    play.signal = 0;
}

static void a_worker_that_lives_is_not_listened_to(void **state)
{
    (void)state;
    play.echo = true;
    play.grumble = true;
    expect_with_stderr("slides/a.yaml:2:8: warning: \"Title of a\" " UNFIT
                       "slides/b.yaml:2:8: warning: \"Title of b\" " UNFIT
                       "slides/c.yaml:2:8: warning: \"Title of c\" " UNFIT
                       "slides/welcome.yaml:2:8: warning: \"Welcome\" " UNFIT,
                       "");
    play.echo = play.grumble = false;
}

/* More of them than there are processors: nothing is passed over because nobody is left. */
static void every_job_that_kills_is_told_of(void **state)
{
#define DEAD                                                                                                 \
    "error: this slide cannot be checked: the program that looks at it stopped; take its picture out and "   \
    "check again, and report this\n"
    (void)state;
    play.signal = NO_SIGNAL;
    play.every = true;
    char *said = said_of(NULL, 0);
    assert_string_equal(said, "slides/a.yaml:1:1: " DEAD "slides/b.yaml:1:1: " DEAD "slides/c.yaml:1:1: " DEAD
                              "slides/welcome.yaml:1:1: " DEAD);
    free(said);
    play.every = false;
    play.signal = 0;
#undef DEAD
}

/* A parent that wants to hear of no child is not told how they ended; that one did not end well it still
 * sees. */
static void a_death_is_seen_without_its_reason(void **state)
{
    (void)state;
    signal(SIGCHLD, SIG_IGN);
    play.signal = SIGABRT;
    char *said = said_of(NULL, 0);
    signal(SIGCHLD, SIG_DFL);
    assert_non_null(strstr(said, "slides/b.yaml:1:1: error: this slide cannot be checked"));
    free(said);
    play.signal = 0;
}

/* What was killed from outside is told apart from what ended by itself. */
static void deaths_are_counted(void **state)
{
    static const struct {
        int signal;
        bool every;
        struct proof_deaths deaths;
    } cases[] = {{0, false, {0, 0}},       {SIGABRT, false, {1, 0}}, {NO_SIGNAL, true, {4, 0}},
                 {SIGALRM, false, {1, 0}}, {SIGKILL, false, {1, 1}}, {SIGKILL, true, {4, 4}}};
    static const struct proof_size size = {800, 480};
    (void)state;
    struct folder folder;
    struct err err;
    kit_folder(&folder, files);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct proof_deaths deaths = {9, 9};
        struct diag_list *diags = diag_list_create();
        struct proof proof = {
            .content = kit_load(&folder), .sizes = &size, .n_sizes = 1, .processes = 1, .deaths = &deaths};
        play.signal = cases[i].signal;
        play.every = cases[i].every;
        assert_true(proof_run(&proof, diags, &err));
        assert_int_equal(deaths.all, cases[i].deaths.all);
        assert_int_equal(deaths.killed, cases[i].deaths.killed);
        assert_int_equal(diag_errors(diags), deaths.all);
        diag_list_destroy(diags);
        content_unref(proof.content);
    }
    play.signal = 0;
    play.every = false;
    folder_remove(&folder);
}

static void workers_that_cannot_begin_say_why(void **state)
{
    static const struct proof_size size = {800, 480};
    (void)state;
    struct folder folder;
    struct err err;
    kit_folder(&folder, files);
    struct proof proof = {.content = kit_load(&folder), .sizes = &size, .n_sizes = 1};
    struct diag_list *diags = diag_list_create();
    play.cannot = "fonts: there are none";
    assert_false(proof_run(&proof, diags, &err));
    assert_string_equal(err.text, "no screen can be looked at: fonts: there are none");
    assert_int_equal(diag_errors(diags) + diag_warnings(diags), 0);
    play.cannot = NULL;
    diag_list_destroy(diags);
    content_unref(proof.content);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_finding_is_a_sentence_at_its_line),
        cmocka_unit_test(findings_of_one_text_are_one_problem),
        cmocka_unit_test(a_flood_ends_and_keeps_its_errors),
        cmocka_unit_test(a_worker_that_dies_is_one_problem_among_others),
        cmocka_unit_test(a_worker_that_lives_is_not_listened_to),
        cmocka_unit_test(every_job_that_kills_is_told_of),
        cmocka_unit_test(a_death_is_seen_without_its_reason),
        cmocka_unit_test(deaths_are_counted),
        cmocka_unit_test(workers_that_cannot_begin_say_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

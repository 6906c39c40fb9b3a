#include "preflight/preflight.h"

#include "base/file.h"
#include "content/content.h"
#include "preflight/cage.h"
#include "preflight/whole.h"
#include "proof/proof.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

enum { GOOD = 0, BAD = 1, MISUSE = 2, MACHINE = 3, BROKE_OFF = 4 };

static const char help[] =
    "usage: lobby-preflight FOLDER\n"
    "\n"
    "Looks at a content folder as a kiosk would show it: reads all of it, lays out and paints every\n"
    "screen in every language and decodes every picture, without network and within limits.\n"
    "What is wrong stands on stderr, a line each.\n"
    "\n"
    "Exit code 0: it can be shown, 1: it has errors, 2: called wrongly, 3: this machine could not look,\n"
    "4: looking broke off, by the content's fault or the machine's; look once more.\n";

/* One size is enough: what cannot be shown at all, cannot at any. Texts that are cut are warnings, which are
 * for staff; a kiosk shows what was published. */
static const struct proof_size size = {1920, 1080};

/* A kiosk shows something meanwhile, and wants processors and memory: a process that looks at the largest
 * pictures takes 200 MB. */
#define PROCESSES 2

static bool look(const char *folder, struct diag_list *diags, struct proof_deaths *deaths, struct err *err)
{
    struct content *content = content_load(folder, diags);
    if (!content)
        return true;
    struct proof proof = {.content = content,
                          .clock = {.now = {2026, 1, 1, 12, 0, 0}, .trusted = false},
                          .sizes = &size,
                          .n_sizes = 1,
                          .paint = true,
                          .processes = PROCESSES,
                          .deaths = deaths};
    bool looked = proof_run(&proof, diags, err);
    content_unref(content);
    return looked;
}

/* Errors alone: they are what the answer is about. */
static void print_errors(struct diag_list *diags)
{
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; i < count; i++) {
        const struct place *place = &items[i].place;
        if (items[i].level == DIAG_ERROR)
            fprintf(stderr, "%s:%u:%u: error: %s\n", place->file ? place->file : "content", place->line,
                    place->col, items[i].text);
    }
}

static int fail(const struct err *err)
{
    fprintf(stderr, "lobby-preflight: %s\n", err->text);
    return MACHINE;
}

/* An error may be the disk's, and a death of memory that was out: what is said of content must be sure. */
static int weigh(const char *folder, const struct diag_list *diags, const struct proof_deaths *deaths)
{
    struct err err;
    size_t errors = diag_errors(diags);
    if (errors == 0)
        return GOOD;
    if (!whole_read(folder, &err))
        return fail(&err);
    if (errors > deaths->all)
        return BAD;
    return deaths->killed == deaths->all ? MACHINE : BROKE_OFF;
}

static int judge(const char *folder, struct diag_list *diags)
{
    struct err err;
    struct proof_deaths deaths = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody waits for the answer any more */
    int opened = file_open_folder(folder, &err);
    if (opened < 0)
        return fail(&err);
    file_close_p(&opened);
    if (!cage_close(folder, &cage_limits, &err) || !look(folder, diags, &deaths, &err))
        return fail(&err);
    int code = weigh(folder, diags, &deaths);
    print_errors(diags);
    return code;
}

int preflight_main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return GOOD;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("lobby-preflight " LOBBY_VERSION);
        return GOOD;
    }
    if (argc != 2 || argv[1][0] == '-') {
        fprintf(stderr, "lobby-preflight: give one content folder; see lobby-preflight --help\n");
        return MISUSE;
    }
    struct diag_list *diags = diag_list_create();
    int code = diags ? judge(argv[1], diags) : fail(&(struct err){"out of memory"});
    diag_list_destroy(diags);
    return code;
}

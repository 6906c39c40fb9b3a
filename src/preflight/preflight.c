#include "preflight/preflight.h"

#include "content/content.h"
#include "preflight/cage.h"
#include "proof/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GOOD = 0, BAD = 1, MISUSE = 2, MACHINE = 3 };

static const char help[] =
    "usage: lobby-preflight FOLDER\n"
    "\n"
    "Looks at a content folder as a kiosk would show it: reads all of it, lays out and paints every\n"
    "screen in every language and decodes every picture, without network and within limits.\n"
    "What is wrong stands on stderr, a line each.\n"
    "\n"
    "Exit code 0: it can be shown, 1: it has errors, 2: called wrongly, 3: this machine could not look.\n";

/* One size is enough: what cannot be shown at all, cannot at any. Texts that are cut are warnings, which are
 * for staff; a kiosk shows what was published. */
static const struct proof_size size = {1920, 1080};

static bool look(const char *folder, struct diag_list *diags, struct err *err)
{
    struct content *content = content_load(folder, diags);
    if (!content)
        return true;
    struct proof proof = {.content = content,
                          .clock = {.now = {2026, 1, 1, 12, 0, 0}, .trusted = false},
                          .sizes = &size,
                          .n_sizes = 1};
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

static int judge(const char *folder)
{
    struct err err;
    struct diag_list *diags = diag_list_create();
    int code = MACHINE;
    if (!diags)
        fprintf(stderr, "lobby-preflight: out of memory\n");
    else if (!cage_close(&err) || !look(folder, diags, &err))
        fprintf(stderr, "lobby-preflight: %s\n", err.text);
    else
        code = diag_errors(diags) ? BAD : GOOD;
    if (diags)
        print_errors(diags);
    diag_list_destroy(diags);
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
    return judge(argv[1]);
}

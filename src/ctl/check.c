/* lobbyctl check: everything that is wrong with a content folder, in one run. */
#include "ctl/check.h"

#include "ctl/load.h"
#include "proof/proof.h"

static void print_counted(FILE *out, size_t count, const char *noun)
{
    fprintf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static void print_summary(FILE *out, const struct content *content, const char *verdict)
{
    print_counted(out, content->n_slides, "slide");
    fputs(", ", out);
    print_counted(out, content->n_pages, "page");
    fputs(", ", out);
    print_counted(out, content->n_langs, "language");
    fputs(" at ", out);
    print_counted(out, proof_sizes_count, "size");
    fprintf(out, ": %s\n", verdict);
}

/* Everything that there is to say of content that could be read. False when it could not be looked at. */
static bool look_at(struct content *content, const struct options *options, struct diag_list *diags,
                    struct err *err)
{
    struct proof proof = {
        .content = content, .clock = {options->at, true}, .sizes = proof_sizes, .n_sizes = proof_sizes_count};
    content_warn_due(content, &proof.clock, diags);
    return proof_run(&proof, diags, err);
}

/* What the problems, which have been printed, come to. */
static int judge(const struct options *options, const struct content *content, const struct diag_list *diags)
{
    if (diag_errors(diags)) {
        fprintf(stderr, "%s\n", load_counts(diags));
        return CTL_PROBLEMS;
    }
    if (diag_warnings(diags) && options->given & OPTION_STRICT) {
        fprintf(stderr, "%s, not good enough for --strict\n", load_counts(diags));
        return CTL_PROBLEMS;
    }
    char verdict[80] = "good";
    if (diag_warnings(diags))
        snprintf(verdict, sizeof verdict, "good, with %s", load_counts(diags));
    print_summary(stdout, content, verdict);
    return CTL_GOOD;
}

static int check(const struct command *command, const struct options *options, struct diag_list *diags)
{
    int code = CTL_GOOD;
    struct err err;
    struct content *content = load_content(command, options, diags, &code);
    if (!content)
        return code;
    bool looked = look_at(content, options, diags, &err);
    load_print(options, diags);
    code = looked ? judge(options, content, diags) : command_failed(command, "%s", err.text);
    content_unref(content);
    return code;
}

int check_folder(const struct command *command, const struct options *options)
{
    struct diag_list *diags = diag_list_create();
    if (!diags)
        return command_failed(command, "out of memory");
    int code = check(command, options, diags);
    diag_list_destroy(diags);
    return code;
}

const struct command command_check = {
    .name = "check",
    .operand = "CONTENT",
    .example = "content",
    .summary = "say everything that is wrong with a content folder",
    .about =
        "Reads a content folder, looks at every screen in every language at 1920x1080, 1080x1920 and\n"
        "800x480, and reports every problem on stderr, one line each:\n"
        "FILE:LINE:COLUMN: error: what is wrong; what to write instead.\n"
        "Warnings are about what reads badly: a text that is cut, letters that cannot be told from their\n"
        "picture, characters without a font, slides that stand too short or end soon.\n"
        "Exit code 0: good (there may be warnings), 1: problems, 2: wrong command line.\n",
    .takes = OPTION_STRICT | OPTION_AT | OPTION_HELP | OPTION_VERSION,
    .run = check_folder,
};

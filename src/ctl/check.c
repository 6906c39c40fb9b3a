/* lobbyctl check: everything that is wrong with a content folder, in one run. */
#include "content/due.h"
#include "ctl/load.h"

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
    fprintf(out, ": %s\n", verdict);
}

static int check(const struct command *command, const struct options *options, struct diag_list *diags)
{
    int code = CTL_GOOD;
    struct content *content = load_content(command, options, diags, &code);
    if (!content)
        return code;
    struct due_clock clock = {options->at, true};
    content_warn_due(content, &clock, diags);
    load_print(options, diags);
    if (!diag_warnings(diags)) {
        print_summary(stdout, content, "good");
    } else if (options->given & OPTION_STRICT) {
        fprintf(stderr, "%s, not good enough for --strict\n", load_counts(diags));
        code = CTL_PROBLEMS;
    } else {
        char verdict[80];
        snprintf(verdict, sizeof verdict, "good, with %s", load_counts(diags));
        print_summary(stdout, content, verdict);
    }
    content_unref(content);
    return code;
}

static int run(const struct command *command, const struct options *options)
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
    .about = "Reads a content folder and reports every problem on stderr, one line each:\n"
             "FILE:LINE:COLUMN: error: what is wrong; what to write instead.\n"
             "Exit code 0: good (there may be warnings), 1: problems, 2: wrong command line.\n",
    .takes = OPTION_STRICT | OPTION_AT | OPTION_HELP | OPTION_VERSION,
    .run = run,
};

#include "ctl/load.h"

#include "base/file.h"

#include <string.h>

void load_print(const struct options *options, struct diag_list *diags)
{
    size_t length = strlen(options->operand);
    bool slash = length > 0 && options->operand[length - 1] == '/';
    AUTO_FREE char *prefix = NULL;
    if (asprintf(&prefix, "%s%s", options->operand, slash ? "" : "/") < 0)
        prefix = NULL;
    diag_print(diags, stderr, prefix ? prefix : "");
}

const char *load_counts(const struct diag_list *diags)
{
    static char text[64];
    size_t errors = diag_errors(diags), warnings = diag_warnings(diags);
    char first[32] = "", second[32] = "";
    if (errors)
        snprintf(first, sizeof first, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (warnings)
        snprintf(second, sizeof second, "%zu warning%s", warnings, warnings == 1 ? "" : "s");
    snprintf(text, sizeof text, "%s%s%s", first, errors && warnings ? ", " : "", second);
    return text;
}

struct content *load_content(const struct command *command, const struct options *options,
                             struct diag_list *diags, int *code)
{
    struct err err;
    AUTO_CLOSE int folder = file_open_folder(options->operand, &err);
    if (folder < 0) {
        *code = command_misused(command, "%s; give the folder that holds lobby.yaml", err.text);
        return NULL;
    }
    struct content *content = content_load(options->operand, diags);
    if (!content) {
        load_print(options, diags);
        fprintf(stderr, "%s\n", load_counts(diags));
        *code = CTL_PROBLEMS;
    }
    return content;
}

#include "ctl/load.h"

#include "base/file.h"

#include <string.h>

void load_print(const struct options *options, struct diag_list *diags)
{
    size_t length = strlen(options->operand);
    bool slash = length > 0 && options->operand[length - 1] == '/';
    char prefix[4096];
    snprintf(prefix, sizeof prefix, "%s%s", options->operand, slash ? "" : "/");
    diag_print(diags, stderr, prefix);
}

const char *load_counts(const struct diag_list *diags)
{
    static char text[64];
    size_t errors = diag_errors(diags), warnings = diag_warnings(diags);
    char *at = text;
    *at = '\0';
    if (errors)
        at += sprintf(at, "%zu error%s%s", errors, errors == 1 ? "" : "s", warnings ? ", " : "");
    if (warnings)
        sprintf(at, "%zu warning%s", warnings, warnings == 1 ? "" : "s");
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

/* ctl/load: content for a command, with its problems told. */
#ifndef LOBBY_CTL_LOAD_H
#define LOBBY_CTL_LOAD_H

#include "content/content.h"
#include "ctl/command.h"

/* The content folder named by the operand. NULL with *code set after the errors went to stderr, each with the
 * path as the person would open it. Warnings stay in diags. */
struct content *load_content(const struct command *command, const struct options *options,
                             struct diag_list *diags, int *code);

/* Prints what diags holds on stderr. */
void load_print(const struct options *options, struct diag_list *diags);

/* "3 errors, 1 warning", "1 warning"; "" for none. In a static buffer. */
const char *load_counts(const struct diag_list *diags);

#endif

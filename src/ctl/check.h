/* ctl/check: everything that is wrong with a content folder, told. */
#ifndef LOBBY_CTL_CHECK_H
#define LOBBY_CTL_CHECK_H

#include "ctl/command.h"

/* What "lobbyctl check" does with options->operand; command speaks when it cannot be done. Returns the exit
 * code. */
int check_folder(const struct command *command, const struct options *options);

#endif

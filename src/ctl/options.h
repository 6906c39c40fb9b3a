/* ctl/options: the command line, from one table of all options. */
#ifndef LOBBY_CTL_OPTIONS_H
#define LOBBY_CTL_OPTIONS_H

#include "base/civil.h"

#include <stdbool.h>
#include <stdio.h>

enum option_bit {
    OPTION_OUTPUT = 1 << 0,
    OPTION_SIZE = 1 << 1,
    OPTION_LANG = 1 << 2,
    OPTION_AT = 1 << 3,
    OPTION_SCREEN = 1 << 4,
    OPTION_STRICT = 1 << 5,
    OPTION_VERBOSE = 1 << 6,
    OPTION_HELP = 1 << 7,
    OPTION_VERSION = 1 << 8,
    OPTION_KEYS = 1 << 9,
    OPTION_TO = 1 << 10,
    OPTION_BACK = 1 << 11, /* --to VERSION */
    OPTION_YES = 1 << 12,
    OPTION_DAYS = 1 << 13,
    OPTION_RENEW = 1 << 14,
    OPTION_NAME = 1 << 15,
    OPTION_UNTIL = 1 << 16,
    OPTION_ROOT = 1 << 17,
    OPTION_RECOVER = 1 << 18,
    OPTION_NO_PASSPHRASE = 1 << 19,
    OPTION_PASSPHRASE_FILE = 1 << 20
};

struct options {
    unsigned given; /* enum option_bit */
    const char *operand;
    const char *second;                                    /* operand, of commands that take two; or NULL */
    const char *output, *lang, *screen;                    /* NULL when not given */
    int w, h;                                              /* px */
    const char *keys, *to, *name, *root, *passphrase_file; /* NULL when not given */
    int64_t back;                                          /* version */
    int64_t until;                                         /* days since 1970 */
    int days;
    struct civil at; /* this moment on the wall clock of TZ, when not given */
};

struct command;

/* Reads what stands behind the command's name. False after one line on stderr. With --help or --version among
 * the options, nothing else is asked for. */
bool options_read(const struct command *command, int argc, char **argv, struct options *options);

/* The lines of --help for these options. */
void options_describe(unsigned bits, FILE *out);

#endif

/* ctl/command: what every command of lobbyctl is. */
#ifndef LOBBY_CTL_COMMAND_H
#define LOBBY_CTL_COMMAND_H

#include "base/err.h"
#include "ctl/options.h"

#include <stddef.h>

/* Exit codes, for scripts. */
enum {
    CTL_GOOD = 0,
    CTL_PROBLEMS = 1, /* in the content, or in doing what was asked */
    CTL_MISUSE = 2    /* called in a way that cannot work */
};

struct command {
    const char *name;
    const char *operand; /* "CONTENT": what stands behind the options */
    const char *example; /* an operand for messages */
    const char *summary; /* one line of the program's --help */
    const char *about;   /* the command's --help, behind its usage line */
    unsigned takes;      /* enum option_bit: the options it knows */
    unsigned needs;      /* ... and those it cannot do without */
    bool two;            /* a second operand may follow */
    int (*run)(const struct command *command, const struct options *options);
};

extern const struct command command_new, command_check, command_render, command_preview, command_when,
    command_keys, command_publish, command_status, command_rollback;

/* One line on stderr, "lobbyctl NAME: sentence". Return CTL_PROBLEMS and CTL_MISUSE. */
int command_failed(const struct command *command, const char *format, ...) PRINTF_LIKE(2, 3);
int command_misused(const struct command *command, const char *format, ...) PRINTF_LIKE(2, 3);

/* The whole program: finds the command, reads its options, runs it. Returns the exit code. */
int command_main(int argc, char **argv);

#endif

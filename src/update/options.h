/* update/options: the command line of lobby-update. */
#ifndef LOBBY_UPDATE_OPTIONS_H
#define LOBBY_UPDATE_OPTIONS_H

#include "base/err.h"

struct options {
    const char *device_file; /* -c, or NULL */
    const char *from;        /* --from, or NULL */
    bool once;
    bool help, version;
};

/* Strings are those of argv. False and one sentence on a wrong use. */
bool options_read(struct options *options, int argc, char **argv, struct err *err) MUST_USE;

/* The text of --help. */
extern const char options_help[];

#endif

/* kiosk/options: the command line of lobby-kiosk. */
#ifndef LOBBY_KIOSK_OPTIONS_H
#define LOBBY_KIOSK_OPTIONS_H

#include "base/civil.h"
#include "base/err.h"

struct options {
    const char *device_file; /* -c, or NULL */
    const char *content;     /* or NULL: the device's, then the installed one */
    int w, h;                /* -w; 0: not given */
    int fullscreen;          /* -f: 1, -w: 0, neither: -1 */
    int rotation;            /* --rotate; -1: not given */
    const char *lang;        /* --lang, or NULL */
    bool at_given;
    struct civil at;  /* --at: the wall clock at the start */
    unsigned seconds; /* --seconds: quits by itself; 0: never */
    bool headless;
    bool help, version;
};

/* Strings are those of argv. False and one sentence on a wrong use. */
bool options_read(struct options *options, int argc, char **argv, struct err *err) MUST_USE;

/* The text of --help. */
extern const char options_help[];

#endif

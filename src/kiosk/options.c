#include "kiosk/options.h"

#include "base/str.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define SIDE_MIN    320
#define SIDE_MAX    8192
#define SECONDS_MAX 86400

const char options_help[] =
    "usage: lobby-kiosk [-c FILE] [-w WxH | -f] [--rotate 0|90|180|270] [--lang CODE]\n"
    "                   [--at TIME] [--seconds N] [--headless] [CONTENT]\n"
    "\n"
    "Shows a content folder: a slideshow that becomes a touch menu.\n"
    "\n"
    "  -c FILE           device settings (default /etc/lobby/kiosk.yaml, when it exists)\n"
    "  -w WxH            a window of that size (default 1280x720 on a desktop)\n"
    "  -f                fullscreen (default on a console)\n"
    "  --rotate DEGREES  how the panel is mounted, clockwise: 0, 90, 180 or 270\n"
    "  --lang CODE       the language to start in (default: the first of the content)\n"
    "  --at TIME         pretend that it is now e.g. 2026-09-01 or 2026-09-01T07:30\n"
    "  --seconds N       quit after N seconds\n"
    "  --headless        no display: walk all screens and leave pictures in build/tour/\n"
    "                    (or in the folder that LOBBY_TOUR names)\n"
    "  --help, --version\n"
    "\n"
    "Keys in a window: q or Esc quits, f fullscreen, Space pauses, arrows move, Enter opens,\n"
    "Backspace back, Home menu, r reloads, l language, d frame figures, F12 screenshot.\n";

enum { OPT_ROTATE = 256, OPT_LANG, OPT_AT, OPT_SECONDS, OPT_HEADLESS, OPT_HELP, OPT_VERSION };

static const struct option long_options[] = {
    {"rotate", required_argument, NULL, OPT_ROTATE}, {"lang", required_argument, NULL, OPT_LANG},
    {"at", required_argument, NULL, OPT_AT},         {"seconds", required_argument, NULL, OPT_SECONDS},
    {"headless", no_argument, NULL, OPT_HEADLESS},   {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},     {NULL, 0, NULL, 0}};

static bool read_size(struct options *options, const char *text, struct err *err)
{
    int64_t w = 0, h = 0;
    const char *x = strchr(text, 'x');
    char first[8] = "";
    if (x && (size_t)(x - text) < sizeof first)
        memcpy(first, text, (size_t)(x - text));
    if (!x || !num_parse(first, SIDE_MIN, SIDE_MAX, &w) || !num_parse(x + 1, SIDE_MIN, SIDE_MAX, &h))
        return err_set(err, "-w takes a size such as 1280x720, each side %d to %d, not \"%s\"", SIDE_MIN,
                       SIDE_MAX, text);
    options->w = (int)w;
    options->h = (int)h;
    options->fullscreen = 0;
    return true;
}

static bool read_number(const char *option, const char *text, int64_t max, int64_t *value, struct err *err)
{
    if (!num_parse(text, 0, max, value))
        return err_set(err, "%s takes a whole number up to %lld, not \"%s\"", option, (long long)max, text);
    return true;
}

static bool read_option(struct options *options, int option, struct err *err)
{
    int64_t number = 0;
    switch (option) {
    case 'c':
        options->device_file = optarg;
        return true;
    case 'w':
        return read_size(options, optarg, err);
    case 'f':
        options->fullscreen = 1;
        return true;
    case OPT_ROTATE:
        if (!num_parse(optarg, 0, 270, &number) || number % 90 != 0)
            return err_set(err, "--rotate takes 0, 90, 180 or 270, not \"%s\"", optarg);
        options->rotation = (int)number;
        return true;
    case OPT_LANG:
        options->lang = optarg;
        return true;
    case OPT_AT:
        options->at_given = civil_parse(optarg, &options->at);
        return options->at_given ||
               err_set(err, "--at takes a time such as 2026-09-01 or 2026-09-01T07:30, not \"%s\"", optarg);
    case OPT_SECONDS:
        if (!read_number("--seconds", optarg, SECONDS_MAX, &number, err))
            return false;
        options->seconds = (unsigned)number;
        return true;
    case OPT_HEADLESS:
        options->headless = true;
        return true;
    case OPT_HELP:
        options->help = true;
        return true;
    case OPT_VERSION:
        options->version = true;
        return true;
    case ':':
        return err_set(err, "%s needs a value; see --help", optarg ? optarg : "an option");
    default:
        return err_set(err, "there is no such option; see --help");
    }
}

bool options_read(struct options *options, int argc, char **argv, struct err *err)
{
    *options = (struct options){.fullscreen = -1, .rotation = -1};
    opterr = 0;
    optind = 0; /* GNU: start anew */
    int option;
    while ((option = getopt_long(argc, argv, ":c:w:f", long_options, NULL)) != -1) {
        const char *word = argv[optind > 1 ? optind - 1 : 1];
        if (option == '?')
            return err_set(err, "there is no option \"%s\"; see --help", word);
        if (option == ':')
            return err_set(err, "\"%s\" needs a value; see --help", word);
        if (!read_option(options, option, err))
            return false;
    }
    if (argc - optind > 1)
        return err_set(err, "one content folder at a time, not \"%s\" and \"%s\"", argv[optind],
                       argv[optind + 1]);
    if (optind < argc)
        options->content = argv[optind];
    return true;
}

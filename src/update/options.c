#include "update/options.h"

#include <getopt.h>
#include <stddef.h>

const char options_help[] =
    "usage: lobby-update [-c FILE] [--once] [--from URL-OR-FOLDER]\n"
    "\n"
    "Takes over what was published for this kiosk, when it is signed, newer and good.\n"
    "\n"
    "  -c FILE       device settings (default /etc/lobby/kiosk.yaml)\n"
    "  --once        one attempt; exit code 0: up to date, 1: refused, 2: called wrongly\n"
    "                (without it: an attempt every five minutes, more seldom while it fails)\n"
    "  --from PLACE  instead of the address of the settings: a web address or a folder,\n"
    "                such as a USB stick\n"
    "  --help, --version\n";

enum { OPT_ONCE = 256, OPT_FROM, OPT_HELP, OPT_VERSION };

static const struct option long_options[] = {{"once", no_argument, NULL, OPT_ONCE},
                                             {"from", required_argument, NULL, OPT_FROM},
                                             {"help", no_argument, NULL, OPT_HELP},
                                             {"version", no_argument, NULL, OPT_VERSION},
                                             {NULL, 0, NULL, 0}};

bool options_read(struct options *options, int argc, char **argv, struct err *err)
{
    *options = (struct options){.once = false};
    optind = 0;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":c:", long_options, NULL)) != -1;) {
        switch (option) {
        case 'c':
            options->device_file = optarg;
            break;
        case OPT_ONCE:
            options->once = true;
            break;
        case OPT_FROM:
            options->from = optarg;
            break;
        case OPT_HELP:
            options->help = true;
            break;
        case OPT_VERSION:
            options->version = true;
            break;
        case ':':
            return err_set(err, "%s wants a value; see lobby-update --help", argv[optind - 1]);
        default:
            return err_set(err, "%s is not known; see lobby-update --help", argv[optind - 1]);
        }
    }
    if (optind < argc)
        return err_set(err, "\"%s\" is too much; a place to take content from is given with --from",
                       argv[optind]);
    return true;
}

/* lobbyctl rollback: old content under a new version. */
#include "ctl/staff.h"

static int run(const struct command *command, const struct options *options)
{
    struct staff staff;
    int code = CTL_PROBLEMS;
    if (staff_start(&staff, command, options) && staff_open_keys(&staff, command))
        code = staff_publish(command, options, &staff, options->operand, NULL);
    staff_finish(&staff);
    return code;
}

const struct command command_rollback = {
    .name = "rollback",
    .operand = "DEST",
    .example = "web:/srv/lobby",
    .summary = "publish an older version again",
    .about =
        "Publishes the content of an older version again, under a new version, because versions only rise.\n"
        "It shows what changes and asks, as publish does. \"lobbyctl status\" lists the versions.\n",
    .takes = OPTION_BACK | OPTION_YES | OPTION_DAYS | OPTION_RENEW | OPTION_KEYS | OPTION_PASSPHRASE_FILE |
             OPTION_HELP | OPTION_VERSION,
    .needs = OPTION_BACK,
    .run = run,
};

/* lobbyctl publish: a content folder to where the kiosks fetch it. */
#include "publish/publish.h"

#include "ctl/check.h"
#include "ctl/passphrase.h"
#include "ctl/staff.h"

#include <inttypes.h>

/* True when this is published already, and nobody wants a later end of it. Then what an interruption has left
 * undone is finished all the same. */
static bool is_published(const struct options *options, const struct publish_plan *plan)
{
    return plan->same && !(options->given & OPTION_RENEW);
}

static int finish_old(const struct command *command, struct publication *publication, struct refusal *why)
{
    const struct trust_release *last = publication_last(publication);
    char until[TRUST_TIME_TEXT];
    if (!publication_send_keyring(publication, why))
        return staff_refused(command, why);
    trust_time_text(last->expires, until);
    printf("This is published already: version %" PRId64 ", until %.10s. --renew gives it a later end.\n",
           last->version, until);
    return CTL_GOOD;
}

static int sign(const struct command *command, const struct options *options, struct staff *staff,
                struct publication *publication, const struct publish_plan *plan)
{
    struct refusal why;
    struct keys_asker asker = passphrase_asker(options);
    char until[TRUST_TIME_TEXT];
    AUTO_SIGN_KEY struct sign_key *key = keys_publisher(&staff->keys, staff->now, &asker, &why);
    bool ok = key && publication_publish(publication, plan, options->days, staff->now, key, &why);
    staff_progress_end();
    if (!ok)
        return staff_refused(command, &why);
    trust_time_text(staff->now + options->days * TRUST_DAY, until);
    printf("Version %" PRId64 " is published, until %.10s.\n", plan->version, until);
    return CTL_GOOD;
}

int staff_publish(const struct command *command, const struct options *options, struct staff *staff,
                  const char *destination, const char *content)
{
    struct refusal why;
    struct publish_plan plan;
    struct publication *publication = publication_open(&staff->keys, destination, &staff_progress, &why);
    if (!publication)
        return staff_refused(command, &why);
    int code = CTL_PROBLEMS;
    bool ok = keys_may_publish(&staff->keys, staff->now, &why) &&
              (content ? publication_plan(publication, content, &plan, &why)
                       : publication_plan_back(publication, options->back, &plan, &why));
    staff_progress_end();
    if (!ok) {
        code = staff_refused(command, &why);
    } else if (is_published(options, &plan)) {
        code = finish_old(command, publication, &why);
    } else {
        staff_print_plan(&plan, publication_last(publication));
        if (staff_agrees(options, "Publish?"))
            code = sign(command, options, staff, publication, &plan);
        else
            command_failed(command, "nothing was published");
    }
    publication_close(publication);
    return code;
}

static int run(const struct command *command, const struct options *options)
{
    struct staff staff;
    int code = CTL_PROBLEMS;
    if (!staff_start(&staff, command, options) || !staff_open_keys(&staff, command)) {
        staff_finish(&staff);
        return code;
    }
    code = check_folder(command, options);
    if (code == CTL_GOOD)
        code = staff_publish(command, options, &staff, options->to, options->operand);
    staff_finish(&staff);
    return code;
}

const struct command command_publish = {
    .name = "publish",
    .operand = "CONTENT",
    .example = "content",
    .summary = "put it where the kiosks fetch it",
    .about =
        "Checks a content folder, shows what changes against what is published, asks, signs and publishes.\n"
        "DEST is a folder, made when it is missing, or HOST:/FOLDER of a web server (rsync through ssh).\n"
        "Interrupted, it shows the old content; the same command again finishes it.\n",
    .takes = OPTION_TO | OPTION_YES | OPTION_DAYS | OPTION_RENEW | OPTION_STRICT | OPTION_KEYS |
             OPTION_PASSPHRASE_FILE | OPTION_HELP | OPTION_VERSION,
    .needs = OPTION_TO,
    .run = run,
};

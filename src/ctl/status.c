/* lobbyctl status: what is published, by whom, until when. */
#include "publish/status.h"

#include "base/file.h"
#include "ctl/staff.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { WARN_DAYS = 30 };

/* A key line, or a file with a public key. */
static bool read_root(const char *text, struct trust_key *key, struct err *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    if (strncmp(text, "RW", 2) == 0 && access(text, F_OK) != 0)
        return trust_key_parse(text, key, err);
    if (!file_read(text, SIGN_FILE_MAX, &bytes, &length, err))
        return false;
    return trust_key_read(bytes, length, key, err) || err_context(err, "%s", text);
}

static void print_versions(const struct publish_status *status)
{
    for (size_t i = 0; i < status->count; i++) {
        const struct status_version *row = &status->versions[i];
        char created[TRUST_TIME_TEXT] = "";
        if (!row->publisher) {
            printf("  version %" PRId64 ": its signature does not count any more\n", row->version);
            continue;
        }
        trust_time_text(row->created, created);
        printf("  version %" PRId64 ": %.10s %.5s UTC by %s\n", row->version, created, created + 11,
               row->publisher);
    }
}

/* Warns of an end that has come or comes soon. */
static void print_end(const char *what, int64_t end, int64_t now, const char *what_to_do)
{
    char text[TRUST_TIME_TEXT];
    trust_time_text(end, text);
    if (end <= now)
        printf("warning: %s is over since %.10s; %s\n", what, text, what_to_do);
    else if (end - now < WARN_DAYS * TRUST_DAY)
        printf("warning: %s ends on %.10s, in %" PRId64 " days; %s\n", what, text, (end - now) / TRUST_DAY,
               what_to_do);
}

static void print(const struct publish_status *status, int64_t now, const char *verified)
{
    const struct trust_release *release = &status->release;
    char created[TRUST_TIME_TEXT], expires[TRUST_TIME_TEXT], bytes[STAFF_BYTES], id[TRUST_KEY_ID_TEXT];
    trust_time_text(release->created, created);
    trust_time_text(release->expires, expires);
    trust_key_id_text(release->publisher->key.id, id);
    printf("%s: version %" PRId64 "%s\n", release->site, release->version, verified);
    printf("  published %.10s %.5s UTC by %s (key %s)\n", created, created + 11, release->publisher->name,
           id);
    printf("  until %.10s\n", expires);
    printf("  %s in %" PRId64 " objects, commit %.12s\n", staff_bytes((uint64_t)release->bytes, bytes),
           release->objects, release->commit);
    print_versions(status);
    if (release->epoch != status->keyring.epoch)
        puts("warning: the keyring has ended its epoch, so kiosks refuse it; publish again");
    print_end("it", release->expires, now, "publish again, with --renew when nothing changes");
    print_end("the keyring", status->keyring.expires, now, "renew it with \"lobbyctl keys renew\"");
}

static int show(const struct command *command, const struct options *options, struct staff *staff)
{
    struct refusal why;
    struct err err;
    struct trust_key root;
    struct publish_status status;
    const char *verified = ", not verified: give the root key with --root";
    bool known = false;
    if (options->root) {
        if (!read_root(options->root, &root, &err))
            return command_misused(command, "--root: %s", err.text);
        verified = ", verified by the root key of --root";
        known = true;
    } else if (keys_open(staff->folder, staff->arena, &staff->keys, &why)) {
        root = staff->keys.root;
        verified = ", verified by the root key of the keys folder";
        known = true;
    }
    if (!publish_status(options->operand, known ? &root : NULL, staff->arena, &status, &why))
        return staff_refused(command, &why);
    print(&status, staff->now, verified);
    return CTL_GOOD;
}

static int run(const struct command *command, const struct options *options)
{
    struct staff staff;
    int code = CTL_PROBLEMS;
    if (staff_start(&staff, command, options))
        code = show(command, options, &staff);
    staff_finish(&staff);
    return code;
}

const struct command command_status = {
    .name = "status",
    .operand = "PLACE",
    .example = "https://web/lobby",
    .summary = "say what is published, by whom, until when",
    .about =
        "Reads what is published at an https address or in a folder, verifies it with the root key of the\n"
        "keys folder or of --root, and says what it is, who published it, and until when it counts.\n",
    .takes = OPTION_ROOT | OPTION_KEYS | OPTION_HELP | OPTION_VERSION,
    .run = run,
};

/* lobbyctl keys: who may publish. */
#include "publish/keys.h"

#include "base/file.h"
#include "base/str.h"
#include "ctl/passphrase.h"
#include "ctl/staff.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

static void print_root(const struct keys *keys)
{
    char line[TRUST_KEY_TEXT];
    trust_key_text(&keys->root, line);
    printf("site: %s\nupdate:\n  root: %s\n", keys->keyring.site, line);
}

static int init(const struct command *command, const struct options *options, struct staff *staff)
{
    struct refusal why;
    struct keys_asker asker = passphrase_asker(options);
    if (!options->second)
        return command_misused(command,
                               "which site? Write for example \"lobbyctl keys init rush-radiology\"");
    if (!keys_init(staff->folder, options->second, options->name ? options->name : "Publisher", staff->now,
                   &asker, &why))
        return staff_refused(command, &why);
    if (!staff_open_keys(staff, command))
        return CTL_PROBLEMS;
    printf("Keys for %s are in %s. Each kiosk's kiosk.yaml gets these lines, and from: with the address:\n\n",
           options->second, staff->folder);
    print_root(&staff->keys);
    printf(
        "\nNow carry %s/root.key away, on two sticks in two drawers: whoever has it decides who publishes.\n"
        "It is needed for \"lobbyctl keys\" alone, with --root FILE.\n",
        staff->folder);
    return CTL_GOOD;
}

/* Signs the next keyring and says what to do with it. */
static int change(const struct command *command, const struct options *options, struct staff *staff,
                  const struct keys_change *change, const char *what)
{
    struct refusal why;
    struct keys_asker asker = passphrase_asker(options);
    if (!keys_change(&staff->keys, change, staff->now, &asker, &why))
        return staff_refused(command, &why);
    printf("%s. Keyring %" PRId64
           " is signed; it counts for kiosks after \"lobbyctl keys send --to DEST\" or the "
           "next \"lobbyctl publish\".\n",
           what, staff->keys.keyring.version);
    return CTL_GOOD;
}

static int add(const struct command *command, const struct options *options, struct staff *staff)
{
    struct err err;
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    struct trust_publisher publisher = {
        .name = options->name,
        .until = options->given & OPTION_UNTIL ? options->until : staff->now / TRUST_DAY + KEYS_KEYRING_DAYS};
    if (!options->second || !options->name)
        return command_misused(command,
                               "whose key? Write \"lobbyctl keys add desk.pub --name \"Front desk\"\"");
    bool is_line = strncmp(options->second, "RW", 2) == 0 && access(options->second, F_OK) != 0;
    bool ok = is_line ? trust_key_parse(options->second, &publisher.key, &err)
                      : file_read(options->second, SIGN_FILE_MAX, &bytes, &length, &err) &&
                            trust_key_read(bytes, length, &publisher.key, &err);
    if (!ok)
        return command_misused(command, "%s; give a .pub file or the line in it", err.text);
    struct keys_change order = {.root_file = options->root, .add = &publisher};
    return change(command, options, staff, &order, "The key is added");
}

static int revoke_key(const struct command *command, const struct options *options, struct staff *staff)
{
    uint8_t id[8];
    if (!options->second)
        return command_misused(command,
                               "whose key? Write \"lobbyctl keys revoke \"Front desk\"\", or its id");
    const struct trust_publisher *publisher = keys_find(&staff->keys, options->second);
    if (publisher)
        memcpy(id, publisher->key.id, sizeof id);
    else if (!trust_key_id_parse(options->second, id))
        return command_misused(command,
                               "the keyring names no \"%s\"; \"lobbyctl keys list\" shows who is there",
                               options->second);
    struct keys_change order = {
        .root_file = options->root, .revoke = id, .recover = options->given & OPTION_RECOVER};
    return change(command, options, staff, &order, "The key is revoked");
}

static int rotate(const struct command *command, const struct options *options, struct staff *staff)
{
    struct keys_change order = {
        .root_file = options->root, .rotate = true, .recover = options->given & OPTION_RECOVER};
    int code = change(command, options, staff, &order, "The next keyring will be signed by a new root key");
    if (code == CTL_GOOD) {
        char id[TRUST_KEY_ID_TEXT];
        trust_key_id_text(staff->keys.anchor.root.id, id);
        printf("Carry %s/root-%s.key away. Kiosks with the old root key find the new one by themselves.\n",
               staff->folder, id);
    }
    return code;
}

static int renew(const struct command *command, const struct options *options, struct staff *staff)
{
    struct keys_change order = {.root_file = options->root, .recover = options->given & OPTION_RECOVER};
    return change(command, options, staff, &order, "The keyring has a new end");
}

static bool is_revoked(const struct trust_keyring *keyring, const struct trust_publisher *publisher)
{
    for (size_t i = 0; i < keyring->revoked_count; i++)
        if (memcmp(keyring->revoked[i], publisher->key.id, 8) == 0)
            return true;
    return false;
}

static int list(const struct command *command, const struct options *options, struct staff *staff)
{
    const struct trust_keyring *keyring = &staff->keys.keyring;
    char expires[TRUST_TIME_TEXT];
    (void)command;
    (void)options;
    print_root(&staff->keys);
    trust_time_text(keyring->expires, expires);
    printf("keyring %" PRId64 ", epoch %" PRId64 ", until %.10s\n", keyring->version, keyring->epoch,
           expires);
    for (size_t i = 0; i < keyring->publisher_count; i++) {
        const struct trust_publisher *publisher = &keyring->publishers[i];
        char id[TRUST_KEY_ID_TEXT], until[TRUST_DAY_TEXT];
        trust_key_id_text(publisher->key.id, id);
        trust_day_text(publisher->until, until);
        printf("  %s %s, until %s%s\n", id, publisher->name, until,
               is_revoked(keyring, publisher) ? ", revoked" : "");
    }
    return CTL_GOOD;
}

static int send(const struct command *command, const struct options *options, struct staff *staff)
{
    struct refusal why;
    if (!options->to)
        return command_misused(command, "--to is missing; write for example --to web:/srv/lobby");
    struct publication *publication = publication_open(&staff->keys, options->to, &staff_progress, &why);
    bool ok = publication && publication_send_keyring(publication, &why);
    staff_progress_end();
    publication_close(publication);
    if (!ok)
        return staff_refused(command, &why);
    printf("Keyring %" PRId64 " is published.\n", staff->keys.keyring.version);
    return CTL_GOOD;
}

static const struct verb {
    const char *name;
    int (*run)(const struct command *, const struct options *, struct staff *);
} verbs[] = {{"init", init},   {"add", add},   {"revoke", revoke_key}, {"rotate", rotate},
             {"renew", renew}, {"list", list}, {"send", send}};

static int run(const struct command *command, const struct options *options)
{
    const struct verb *verb = NULL;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (strcmp(options->operand, verbs[i].name) == 0)
            verb = &verbs[i];
    if (!verb)
        return command_misused(
            command, "there is no \"keys %s\"; write init, add, revoke, rotate, renew, list or send",
            options->operand);
    bool takes_one = verb->run == init || verb->run == add || verb->run == revoke_key;
    if (options->second && !takes_one)
        return command_misused(command, "\"%s\" is too much behind %s", options->second, verb->name);
    struct staff staff;
    int code = CTL_PROBLEMS;
    if (staff_start(&staff, command, options) && (verb->run == init || staff_open_keys(&staff, command)))
        code = verb->run(command, options, &staff);
    staff_finish(&staff);
    return code;
}

const struct command command_keys = {
    .name = "keys",
    .operand = "VERB [WHAT]",
    .example = "init rush-radiology",
    .summary = "make keys, and say who may publish",
    .about =
        "keys init SITE         makes a root key, a publisher's key and the first keyring\n"
        "keys add FILE.pub|KEY  lets a key publish; --name says whose it is\n"
        "keys revoke NAME|ID    takes that back, for good\n"
        "keys rotate            makes a new root key and signs it with the old one\n"
        "keys renew             gives the keyring a new end\n"
        "keys list              shows the keyring\n"
        "keys send              publishes the keyring alone, with --to DEST\n"
        "Each change signs the next keyring with the root key. Passphrases are asked for on the terminal;\n"
        "scripts give them in LOBBY_PASSPHRASE or --passphrase-file.\n",
    .takes = OPTION_KEYS | OPTION_NAME | OPTION_UNTIL | OPTION_ROOT | OPTION_RECOVER | OPTION_NO_PASSPHRASE |
             OPTION_PASSPHRASE_FILE | OPTION_TO | OPTION_HELP | OPTION_VERSION,
    .two = true,
    .run = run,
};

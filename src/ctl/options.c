#include "ctl/options.h"

#include "base/str.h"
#include "ctl/command.h"
#include "publish/publish.h"
#include "ui/look.h"

#include <string.h>
#include <time.h>

enum { SIDE_MAX = 4096 }; /* px; a 4K panel is 3840 or 4096 wide */

struct option {
    enum option_bit bit;
    char letter; /* 0: the long name only */
    const char *name;
    const char *value;   /* as --help names it; NULL: a flag */
    const char *example; /* of a value */
    const char *help;
    bool (*read)(struct options *options, const char *value); /* NULL: a flag */
};

static bool read_output(struct options *options, const char *value)
{
    options->output = value;
    return *value != '\0';
}

static bool read_lang(struct options *options, const char *value)
{
    options->lang = value;
    return *value != '\0';
}

static bool read_screen(struct options *options, const char *value)
{
    options->screen = value;
    return *value != '\0';
}

static bool read_at(struct options *options, const char *value)
{
    return civil_parse(value, &options->at);
}

static bool read_size(struct options *options, const char *value)
{
    const char *cross = strchr(value, 'x');
    char width[8];
    if (!cross || (size_t)(cross - value) >= sizeof width)
        return false;
    memcpy(width, value, (size_t)(cross - value));
    width[cross - value] = '\0';
    int64_t w, h;
    if (!num_parse(width, LOOK_W_MIN, SIDE_MAX, &w) || !num_parse(cross + 1, LOOK_H_MIN, SIDE_MAX, &h))
        return false;
    options->w = (int)w;
    options->h = (int)h;
    return true;
}

static bool read_keys(struct options *options, const char *value)
{
    options->keys = value;
    return *value != '\0';
}

static bool read_to(struct options *options, const char *value)
{
    options->to = value;
    return *value != '\0';
}

static bool read_back(struct options *options, const char *value)
{
    return num_parse(value, 1, INT64_C(1) << 53, &options->back);
}

static bool read_days(struct options *options, const char *value)
{
    int64_t days;
    if (!num_parse(value, 1, PUBLISH_DAYS_MAX, &days))
        return false;
    options->days = (int)days;
    return true;
}

static bool read_name(struct options *options, const char *value)
{
    options->name = value;
    return *value != '\0' && strlen(value) <= TRUST_NAME_MAX;
}

static bool read_until(struct options *options, const char *value)
{
    return trust_day_parse(value, &options->until);
}

static bool read_root(struct options *options, const char *value)
{
    options->root = value;
    return *value != '\0';
}

static bool read_passphrase_file(struct options *options, const char *value)
{
    options->passphrase_file = value;
    return *value != '\0';
}

static const struct option table[] = {
    {OPTION_OUTPUT, 'o', "output", "DIR", "pictures", "folder for the pictures; made when it is missing",
     read_output},
    {OPTION_SIZE, 's', "size", "WxH", "1080x1920",
     "size of the screen in pixels, 320x320 to 4096x4096 (default: 1920x1080; preview: 1280x720 or what "
     "fits)",
     read_size},
    {OPTION_LANG, 'l', "lang", "CODE", "es", "language of the screens (default: the first of lobby.yaml)",
     read_lang},
    {OPTION_AT, 'a', "at", "TIME", "2026-09-01T07:30",
     "moment to look at, 2026-09-01 or 2026-09-01T07:30 (default: now)", read_at},
    {OPTION_SCREEN, 0, "screen", "ID", "menu",
     "one screen only, by the name of its file or of its slide or page", read_screen},
    {OPTION_STRICT, 0, "strict", NULL, NULL, "warnings count as problems: exit 1", NULL},
    {OPTION_VERBOSE, 'v', "verbose", NULL, NULL, "name every file that is written", NULL},
    {OPTION_KEYS, 0, "keys", "DIR", "keys", "the keys folder (default: ~/.config/lobby/keys)", read_keys},
    {OPTION_TO, 0, "to", "DEST", "web:/srv/lobby", "a folder, or HOST:/FOLDER for rsync through ssh",
     read_to},
    {OPTION_BACK, 0, "to", "VERSION", "16", "the version whose content is published again", read_back},
    {OPTION_YES, 'y', "yes", NULL, NULL, "publish without asking", NULL},
    {OPTION_DAYS, 0, "days", "N", "90", "kiosks take it over for so many days, 1 to 400 (default: 365)",
     read_days},
    {OPTION_RENEW, 0, "renew", NULL, NULL, "publish again what is published, for a later end", NULL},
    {OPTION_NAME, 0, "name", "NAME", "\"Front desk\"", "who the key belongs to", read_name},
    {OPTION_UNTIL, 0, "until", "DATE", "2027-12-31",
     "the last day on which the key counts (default: in two years)", read_until},
    {OPTION_ROOT, 0, "root", "KEY", "/media/stick/root.key",
     "the root key: its file, or for status also the line of kiosk.yaml", read_root},
    {OPTION_RECOVER, 0, "recover", NULL, NULL,
     "raise the epoch: nothing counts any more that was published before", NULL},
    {OPTION_NO_PASSPHRASE, 0, "no-passphrase", NULL, NULL, "write the new key without a passphrase", NULL},
    {OPTION_PASSPHRASE_FILE, 0, "passphrase-file", "FILE", "secret.txt",
     "read the passphrase from its first line", read_passphrase_file},
    {OPTION_HELP, 'h', "help", NULL, NULL, "say what this does, and stop", NULL},
    {OPTION_VERSION, 0, "version", NULL, NULL, "say which version this is, and stop", NULL},
};

void options_describe(unsigned bits, FILE *out)
{
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        const struct option *option = &table[i];
        if (!(bits & option->bit))
            continue;
        fprintf(out, option->letter ? "  -%c, " : "      ", option->letter);
        int used = fprintf(out, "--%s%s%s", option->name, option->value ? " " : "",
                           option->value ? option->value : "");
        fprintf(out, "%*s%s\n", used < 16 ? 18 - used : 2, "", option->help);
    }
}

static const struct option *find_letter(unsigned takes, char letter)
{
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (takes & table[i].bit && table[i].letter && table[i].letter == letter)
            return &table[i];
    return NULL;
}

static const struct option *find_name(unsigned takes, const char *name, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (takes & table[i].bit && strlen(table[i].name) == length &&
            strncmp(table[i].name, name, length) == 0)
            return &table[i];
    return NULL;
}

/* The line for an option that this command does not have. */
static void say_unknown(const struct command *command, const char *word)
{
    char name[32] = "";
    const char *names[COUNT_OF(table)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (command->takes & table[i].bit)
            names[count++] = table[i].name;
    if (word[1] == '-')
        snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    const char *nearest = *name ? str_nearest(name, names, count) : NULL;
    if (nearest)
        command_misused(command, "there is no option %s; did you mean --%s?", word, nearest);
    else
        command_misused(command, "there is no option %s; \"lobbyctl %s --help\" lists those that there are",
                        word, command->name);
}

struct words {
    int argc, at;
    char **argv;
};

/* Reads the option at words->at, and its value, which may be the next word. */
static bool read_option(const struct command *command, struct words *words, struct options *options)
{
    const char *word = words->argv[words->at];
    const struct option *option;
    const char *value = NULL;
    if (word[1] == '-') {
        size_t length = strcspn(word + 2, "=");
        option = find_name(command->takes, word + 2, length);
        if (word[2 + length])
            value = word + 2 + length + 1;
    } else {
        option = find_letter(command->takes, word[1]);
        if (word[2])
            value = word + 2;
    }
    if (!option || (!option->read && value && word[1] != '-')) {
        say_unknown(command, word);
        return false;
    }
    if (!option->read && value) {
        command_misused(command, "--%s takes no value; leave \"=%s\" out", option->name, value);
        return false;
    }
    options->given |= option->bit;
    if (!option->read)
        return true;
    if (!value && words->at + 1 < words->argc)
        value = words->argv[++words->at];
    if (!value) {
        command_misused(command, "--%s needs a value; write for example --%s %s", option->name, option->name,
                        option->example);
        return false;
    }
    if (!option->read(options, value)) {
        command_misused(command, "--%s cannot be \"%s\"; write for example --%s %s", option->name, value,
                        option->name, option->example);
        return false;
    }
    return true;
}

/* This moment, on the wall clock of the zone in TZ. */
static struct civil now(void)
{
    time_t seconds = time(NULL);
    struct tm tm = {0};
    localtime_r(&seconds, &tm);
    return (struct civil){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec};
}

static bool complete(const struct command *command, const struct options *options)
{
    if (!options->operand) {
        command_misused(command, "which %s? Write for example \"lobbyctl %s %s\"", command->operand,
                        command->name, command->example);
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (command->needs & table[i].bit & ~options->given) {
            command_misused(command, "--%s is missing; write for example \"lobbyctl %s %s --%s %s\"",
                            table[i].name, command->name, options->operand, table[i].name, table[i].example);
            return false;
        }
    return true;
}

bool options_read(const struct command *command, int argc, char **argv, struct options *options)
{
    *options = (struct options){.w = 1920, .h = 1080, .days = PUBLISH_DAYS};
    struct words words = {argc, 0, argv};
    bool only_operands = false;
    for (; words.at < argc; words.at++) {
        const char *word = argv[words.at];
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = true;
        } else if (!only_operands && word[0] == '-' && word[1]) {
            if (!read_option(command, &words, options))
                return false;
        } else if (options->operand && command->two && !options->second) {
            options->second = word;
        } else if (options->operand) {
            command_misused(command, "one %s at a time; \"%s\" is too much", command->operand, word);
            return false;
        } else {
            options->operand = word;
        }
    }
    if (options->given & (OPTION_HELP | OPTION_VERSION))
        return true;
    if (!(options->given & OPTION_AT))
        options->at = now();
    return complete(command, options);
}

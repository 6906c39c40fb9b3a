#include "trust/statement.h"

#include "base/str.h"
#include "trust/fields.h"

#include <string.h>

enum { TREE_MAX = 16 * 1024 * 1024 }; /* for the tree of the largest keyring, whatever it consists of */

/* What both begin with. */
struct head {
    int64_t format;
    const char *site;
    int64_t epoch, version, created, expires;
};

struct release_file {
    struct head head; /* the first, since the tables share its offsets */
    struct trust_release release;
};

struct keyring_file {
    struct head head;
    struct trust_keyring keyring;
};

#define FIELD(text, type, member) .name = (text), .offset = offsetof(struct type, member), .required = true
#define COUNTED                   .read = field_number, .min = 1, .max = TRUST_NUMBER_MAX
#define HEAD_KEYS                                                                                            \
    {FIELD("format", head, format), COUNTED, .example = "1"},                                                \
        {FIELD("site", head, site), .read = field_site, .example = "rush-radiology"},                        \
        {FIELD("epoch", head, epoch), COUNTED, .example = "1"},                                              \
        {FIELD("version", head, version), COUNTED, .example = "17"},                                         \
        {FIELD("created", head, created), .read = field_time, .example = "2026-11-23T23:10:00Z"},            \
    {                                                                                                        \
        FIELD("expires", head, expires), .read = field_time, .example = "2027-02-21T23:10:00Z"               \
    }

static const struct bind_key release_keys[] = {
    HEAD_KEYS,
    {FIELD("commit", release_file, release.commit), .read = field_commit,
     .example = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"},
    {FIELD("bytes", release_file, release.bytes), .read = field_number, .min = 0, .max = TRUST_NUMBER_MAX,
     .example = "1048576"},
    {FIELD("objects", release_file, release.objects), .read = field_number, .min = 0, .max = TRUST_NUMBER_MAX,
     .example = "120"},
    {FIELD("minimum", release_file, release.minimum), .read = field_version, .example = "0.1.0"},
};
static const struct bind_table release_table = {"a release", release_keys, COUNT_OF(release_keys)};

static const struct bind_key publisher_keys[] = {
    {FIELD("key", trust_publisher, key), .read = field_key, .example = "RW..."},
    {FIELD("name", trust_publisher, name), .read = field_name, .example = "Front desk"},
    {FIELD("until", trust_publisher, until), .read = field_day, .example = "2027-12-31"},
};
static const struct bind_table publisher_table = {"a publisher", publisher_keys, COUNT_OF(publisher_keys)};

static bool no_memory(struct bind_context *context, const struct yaml_node *node)
{
    diag_error(context->diags, node->place, "there is no memory for this list; shorten it");
    return false;
}

/* field: the whole struct trust_keyring, since a list is two of its members. */
static bool read_publishers(struct bind_context *context, const struct bind_key *key,
                            const struct yaml_node *node, void *field)
{
    struct trust_keyring *keyring = field;
    if (!field_is_list(context, key, node, TRUST_PUBLISHERS_MAX))
        return false;
    struct trust_publisher *list = ARENA_ARRAY(context->arena, node->count, struct trust_publisher);
    if (!list && node->count > 0)
        return no_memory(context, node);
    bool ok = true;
    for (size_t i = 0; i < node->count; i++)
        ok &= bind_map(context, &publisher_table, node->items[i], &list[i]);
    for (size_t i = 0; ok && i < node->count; i++)
        for (size_t j = 0; ok && j < i; j++)
            if (memcmp(list[i].key.id, list[j].key.id, sizeof list[i].key.id) == 0 ||
                memcmp(list[i].key.point, list[j].key.point, sizeof list[i].key.point) == 0) {
                diag_error(context->diags, node->items[i]->place,
                           "this key, or one with its id, is here already in line %u: remove one of them",
                           node->items[j]->place.line);
                ok = false;
            }
    if (!ok)
        return false;
    keyring->publishers = list;
    keyring->publisher_count = node->count;
    return true;
}

static bool read_revoked(struct bind_context *context, const struct bind_key *key,
                         const struct yaml_node *node, void *field)
{
    struct trust_keyring *keyring = field;
    if (!field_is_list(context, key, node, TRUST_REVOKED_MAX))
        return false;
    uint8_t(*list)[8] = arena_array(context->arena, node->count, sizeof *list);
    if (!list && node->count > 0)
        return no_memory(context, node);
    bool ok = true;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        if (item->kind == YAML_TEXT && trust_key_id_parse(item->text, list[i]))
            continue;
        diag_error(context->diags, item->place,
                   "this is no key id; write its 16 digits, 0 to 9 and A to F, as the .pub file shows them");
        ok = false;
    }
    if (!ok)
        return false;
    keyring->revoked = list;
    keyring->revoked_count = node->count;
    return true;
}

static const struct bind_key keyring_keys[] = {
    HEAD_KEYS,
    {FIELD("root", keyring_file, keyring.root), .read = field_key, .example = "RW..."},
    {FIELD("publishers", keyring_file, keyring), .read = read_publishers,
     .example = "[{key: RW..., name: Front desk, until: 2027-12-31}]"},
    {FIELD("revoked", keyring_file, keyring), .read = read_revoked, .example = "[]"},
};
static const struct bind_table keyring_table = {"a keyring", keyring_keys, COUNT_OF(keyring_keys)};

/* A format that this program does not know makes every other complaint moot. */
static bool is_newer(const struct yaml_node *root, struct diag_list *diags)
{
    const struct yaml_node *format = yaml_get(root, "format");
    int64_t number;
    if (!format || format->kind != YAML_TEXT ||
        !num_parse(format->text, STATEMENT_FORMAT + 1, TRUST_NUMBER_MAX, &number))
        return false;
    diag_error(diags, format->place, "this is format %lld, and this Lobby knows format %d; update Lobby",
               (long long)number, STATEMENT_FORMAT);
    return true;
}

static bool check_lifetime(const struct yaml_node *root, const struct head *head, int64_t most,
                           struct diag_list *diags)
{
    int64_t created = head->created, expires = head->expires;
    const struct yaml_node *node = yaml_get(root, "expires");
    if (expires <= created)
        diag_error(diags, node->place, "\"expires\" must be later than \"created\"");
    else if (expires - created > most)
        diag_error(diags, node->place, "\"expires\" may be at most %lld days after \"created\"",
                   (long long)(most / TRUST_DAY));
    return expires > created && expires - created <= most;
}

static bool check_root(const struct yaml_node *root, const struct trust_keyring *keyring,
                       struct diag_list *diags)
{
    const uint8_t *id = keyring->root.id;
    const struct place place = yaml_get(root, "root")->place;
    for (size_t i = 0; i < keyring->publisher_count; i++)
        if (memcmp(keyring->publishers[i].key.id, id, 8) == 0) {
            diag_error(diags, place,
                       "the root key is a publisher too; keep it for keyrings, and make another "
                       "key for publishing");
            return false;
        }
    for (size_t i = 0; i < keyring->revoked_count; i++)
        if (memcmp(keyring->revoked[i], id, 8) == 0) {
            diag_error(diags, place, "this root key is revoked below; name the new one");
            return false;
        }
    return true;
}

/* One file on its way from bytes to a struct. */
struct reading {
    const char *name;
    struct arena *scratch; /* the tree's */
    struct bind_context context;
    struct yaml_node *root; /* NULL: could not be parsed */
};

/* Parses and binds. reading_finish follows in any case. */
static enum statement_verdict reading_start(struct reading *reading, const char *bytes, size_t length,
                                            const struct bind_table *table, void *file)
{
    struct diag_list *diags = reading->context.diags;
    const struct place whole = {reading->name, 0, 0};
    if (length > 0 && memchr(bytes, '\r', length)) {
        diag_error(diags, whole, "this has the line ends of Windows; write it with lobbyctl");
        return STATEMENT_BROKEN;
    }
    reading->scratch = arena_create(TREE_MAX);
    if (!reading->scratch)
        return STATEMENT_NO_MEMORY;
    size_t problems = diag_errors(diags) + diag_warnings(diags);
    reading->root = yaml_parse(bytes, length, reading->name, reading->scratch, diags);
    if (reading->root && is_newer(reading->root, diags))
        return STATEMENT_NEWER;
    bool ok = reading->root && bind_map(&reading->context, table, reading->root, file);
    /* A key twice is reported by yaml_parse, and what a # swallowed as a warning: here neither may pass. */
    ok = ok && diag_errors(diags) + diag_warnings(diags) == problems;
    if (arena_failed(reading->scratch) || arena_failed(reading->context.arena))
        return STATEMENT_NO_MEMORY;
    return ok ? STATEMENT_GOOD : STATEMENT_BROKEN;
}

static void reading_finish(struct reading *reading)
{
    arena_destroy(reading->scratch);
}

enum statement_verdict statement_read_release(const char *bytes, size_t length, struct arena *arena,
                                              struct diag_list *diags, struct trust_release *release)
{
    struct release_file file = {0};
    struct reading reading = {.name = STATEMENT_RELEASE, .context = {.arena = arena, .diags = diags}};
    enum statement_verdict verdict = reading_start(&reading, bytes, length, &release_table, &file);
    if (verdict == STATEMENT_GOOD && !check_lifetime(reading.root, &file.head, TRUST_RELEASE_LIFETIME, diags))
        verdict = STATEMENT_BROKEN;
    if (verdict == STATEMENT_GOOD) {
        *release = file.release;
        release->site = file.head.site;
        release->epoch = file.head.epoch;
        release->version = file.head.version;
        release->created = file.head.created;
        release->expires = file.head.expires;
    }
    reading_finish(&reading);
    return verdict;
}

enum statement_verdict statement_read_keyring(const char *bytes, size_t length, struct arena *arena,
                                              struct diag_list *diags, struct trust_keyring *keyring)
{
    struct keyring_file file = {0};
    struct reading reading = {.name = STATEMENT_KEYRING, .context = {.arena = arena, .diags = diags}};
    enum statement_verdict verdict = reading_start(&reading, bytes, length, &keyring_table, &file);
    if (verdict == STATEMENT_GOOD &&
        (!check_lifetime(reading.root, &file.head, TRUST_KEYRING_LIFETIME, diags) ||
         !check_root(reading.root, &file.keyring, diags)))
        verdict = STATEMENT_BROKEN;
    if (verdict == STATEMENT_GOOD) {
        *keyring = file.keyring;
        keyring->site = file.head.site;
        keyring->epoch = file.head.epoch;
        keyring->version = file.head.version;
        keyring->created = file.head.created;
        keyring->expires = file.head.expires;
    }
    reading_finish(&reading);
    return verdict;
}

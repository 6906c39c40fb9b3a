#include "publish/keys.h"

#include "base/file.h"
#include "base/str.h"
#include "publish/keyfile.h"
#include "publish/shelf.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FIRST_ROOT "root"
#define PUBLISHER  "publisher"

static bool read_keyrings(struct keys *keys, struct refusal *why)
{
    struct trust_files first;
    if (!shelf_read(keys->folder, SHELF_KEYRING, 1, keys->arena, &first, why)) {
        if (!refused_for(why, "not-found"))
            return false;
        return refuse(why, "keys", "%s: there is no keyrings/1.yaml; copy keyrings/ from the publication",
                      keys->folder);
    }
    const char *site = shelf_site(&first, keys->arena);
    if (!site)
        return refuse(why, "keys", "%s/keyrings/1.yaml names no site; copy keyrings/ from the publication",
                      keys->folder);
    trust_anchor_start(&keys->anchor, site, &keys->root);
    return shelf_walk(keys->folder, &keys->anchor, keys->arena, &keys->keyring, &keys->files, why);
}

bool keys_open(const char *folder, struct arena *arena, struct keys *keys, struct refusal *why)
{
    *keys = (struct keys){.folder = folder, .arena = arena};
    struct stat info;
    const char *root = arena_printf(arena, "%s/" FIRST_ROOT ".pub", folder);
    if (!root)
        return shelf_no_memory(why);
    if (stat(root, &info) != 0 && errno == ENOENT)
        return refuse(why, "keys", "%s: there are no keys; make them with \"lobbyctl keys init SITE\"",
                      folder);
    return keyfile_public(root, &keys->root, why) && read_keyrings(keys, why);
}

bool keys_follow(struct keys *keys, const char *publication, struct refusal *why)
{
    int64_t from = keys->keyring.version;
    if (!shelf_walk(publication, &keys->anchor, keys->arena, &keys->keyring, &keys->files, why))
        return false;
    for (int64_t version = from + 1; version <= keys->keyring.version; version++) {
        struct trust_files files;
        if (!shelf_read(publication, SHELF_KEYRING, version, keys->arena, &files, why) ||
            !shelf_write(keys->folder, SHELF_KEYRING, version, &files, why))
            return false;
    }
    return true;
}

/* Signs a keyring with key and writes it under its number. */
static bool sign_and_write(const char *folder, const struct trust_keyring *keyring,
                           const struct sign_key *key, struct arena *arena, struct refusal *why)
{
    struct err err;
    struct trust_files files;
    files.bytes = sign_keyring_text(keyring, arena, &err);
    if (!files.bytes)
        return refuse(why, "keys", "%s", err.text);
    const char *comment = arena_printf(arena, "keyring %" PRId64 " of %s", keyring->version, keyring->site);
    files.length = strlen(files.bytes);
    if (!comment)
        return shelf_no_memory(why);
    files.signature = sign_bytes(key, files.bytes, files.length, comment, arena, &err);
    if (!files.signature)
        return refuse(why, "machine", "%s", err.text);
    files.signature_length = strlen(files.signature);
    return shelf_write(folder, SHELF_KEYRING, keyring->version, &files, why);
}

static int64_t last_day(int64_t now)
{
    return now / TRUST_DAY + KEYS_KEYRING_DAYS;
}

/* --- the first keys --- */

static bool fill(const char *folder, const char *site, const char *name, int64_t now,
                 const struct keys_asker *asker, struct arena *arena, struct refusal *why)
{
    AUTO_SIGN_KEY struct sign_key *root = keyfile_make(folder, FIRST_ROOT, asker, why);
    AUTO_SIGN_KEY struct sign_key *publisher = root ? keyfile_make(folder, PUBLISHER, asker, why) : NULL;
    if (!publisher)
        return false;
    struct trust_publisher first = {.key = *sign_key_public(publisher), .name = name, .until = last_day(now)};
    struct trust_keyring keyring = {.site = site,
                                    .epoch = 1,
                                    .version = 1,
                                    .created = now,
                                    .expires = now + KEYS_KEYRING_DAYS * TRUST_DAY,
                                    .root = *sign_key_public(root),
                                    .publishers = &first,
                                    .publisher_count = 1};
    return sign_and_write(folder, &keyring, root, arena, why);
}

static void remove_in(const char *folder, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        AUTO_FREE char *path = NULL;
        if (asprintf(&path, "%s/%s", folder, names[i]) < 0)
            path = NULL;
        else
            remove(path);
    }
}

static void remove_new(const char *folder)
{
    static const char *const names[] = {
        FIRST_ROOT ".key", FIRST_ROOT ".pub",         PUBLISHER ".key", PUBLISHER ".pub",
        "keyrings/1.yaml", "keyrings/1.yaml.minisig", "keyrings",       ""};
    remove_in(folder, names, COUNT_OF(names));
}

/* The folders above path, as mkdir -p. */
static bool make_parents(char *path, struct refusal *why)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        if (!made)
            refuse(why, "file", "%s: %s; look at its permissions", path, strerror(errno));
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

static bool init_beside(char *folder, const char *site, const char *name, int64_t now,
                        const struct keys_asker *asker, struct arena *arena, struct refusal *why)
{
    if (!make_parents(folder, why))
        return false;
    char *beside = arena_printf(arena, "%s.new-XXXXXX", folder);
    if (!beside)
        return shelf_no_memory(why);
    if (!mkdtemp(beside))
        return refuse(why, "file", "%s: %s; look at its permissions", beside, strerror(errno));
    bool ok = fill(beside, site, name, now, asker, arena, why);
    if (ok && rename(beside, folder) != 0)
        ok = refuse(why, "keys", "%s: %s; keys are never overwritten: choose another folder with --keys",
                    folder, strerror(errno));
    if (!ok)
        remove_new(beside);
    return ok;
}

bool keys_init(const char *folder, const char *site, const char *name, int64_t now,
               const struct keys_asker *asker, struct refusal *why)
{
    struct stat info;
    if (!trust_site_ok(site))
        return refuse(why, "site",
                      "\"%s\" cannot be a site; write small letters, digits and hyphens: rush-radiology",
                      site);
    struct arena *arena = arena_create(1024 * 1024);
    if (!arena)
        return shelf_no_memory(why);
    char *path = arena_strdup(arena, folder);
    const char *root = arena_printf(arena, "%s/" FIRST_ROOT ".pub", folder);
    bool ok = path && root ? true : shelf_no_memory(why);
    while (ok && strlen(path) > 1 && path[strlen(path) - 1] == '/')
        path[strlen(path) - 1] = '\0';
    if (ok && stat(root, &info) == 0)
        ok = refuse(why, "keys",
                    "%s: there are keys already, and they are never overwritten; choose another folder with "
                    "--keys",
                    folder);
    ok = ok && init_beside(path, site, name, now, asker, arena, why);
    arena_destroy(arena);
    return ok;
}

/* --- the next keyring --- */

/* The secret key file of the root key that signs next, among those in the folder. */
static const char *root_file(const struct keys *keys, struct refusal *why)
{
    char id[TRUST_KEY_ID_TEXT];
    const struct trust_key *root = &keys->anchor.root;
    trust_key_id_text(root->id, id);
    const char *path = trust_key_same(root, &keys->root)
                           ? arena_printf(keys->arena, "%s/" FIRST_ROOT ".key", keys->folder)
                           : arena_printf(keys->arena, "%s/root-%s.key", keys->folder, id);
    struct stat info;
    if (!path)
        shelf_no_memory(why);
    else if (stat(path, &info) == 0)
        return path;
    else
        refuse(why, "keys", "%s: %s; bring the root key %s and name its file with --root", path,
               strerror(errno), id);
    return NULL;
}

static struct sign_key *unlock_root(const struct keys *keys, const char *file, const struct keys_asker *asker,
                                    struct refusal *why)
{
    const char *path = file ? file : root_file(keys, why);
    struct sign_key *key = path ? keyfile_unlock(path, asker, why) : NULL;
    if (key && !trust_key_same(sign_key_public(key), &keys->anchor.root)) {
        char id[TRUST_KEY_ID_TEXT];
        trust_key_id_text(keys->anchor.root.id, id);
        refuse(why, "keys", "%s is another key; the keyring wants the root key %s", path, id);
        sign_key_destroy(key);
        return NULL;
    }
    return key;
}

static bool revoked(const struct trust_keyring *keyring, const uint8_t id[8])
{
    for (size_t i = 0; i < keyring->revoked_count; i++)
        if (memcmp(keyring->revoked[i], id, 8) == 0)
            return true;
    return false;
}

static bool add(struct trust_keyring *next, const struct trust_publisher *publisher, struct arena *arena,
                struct refusal *why)
{
    if (revoked(next, publisher->key.id))
        return refuse(why, "revoked", "this key was revoked and stays so; make a new one");
    struct trust_publisher *list = ARENA_ARRAY(arena, next->publisher_count + 1, struct trust_publisher);
    if (!list)
        return shelf_no_memory(why);
    size_t count = 0;
    for (size_t i = 0; i < next->publisher_count; i++)
        if (memcmp(next->publishers[i].key.id, publisher->key.id, 8) != 0)
            list[count++] = next->publishers[i];
    list[count++] = *publisher;
    next->publishers = list;
    next->publisher_count = count;
    return count <= TRUST_PUBLISHERS_MAX ||
           refuse(why, "keys", "more than %u publishers; revoke those that are gone", TRUST_PUBLISHERS_MAX);
}

/* The key stays in the list, so that what it signed is told apart from what nobody knows. */
static bool revoke(struct trust_keyring *next, const uint8_t id[8], struct arena *arena, struct refusal *why)
{
    if (revoked(next, id))
        return refuse(why, "revoked", "this key was revoked before; nothing is to do");
    uint8_t(*list)[8] = arena_array(arena, next->revoked_count + 1, sizeof *list);
    if (!list)
        return shelf_no_memory(why);
    if (next->revoked_count)
        memcpy(list, next->revoked, next->revoked_count * sizeof *list);
    memcpy(list[next->revoked_count++], id, sizeof *list);
    next->revoked = list;
    return next->revoked_count <= TRUST_REVOKED_MAX ||
           refuse(why, "keys", "more than %u revoked keys; begin a new site", TRUST_REVOKED_MAX);
}

bool keys_change(struct keys *keys, const struct keys_change *change, int64_t now,
                 const struct keys_asker *asker, struct refusal *why)
{
    struct trust_keyring next = keys->keyring;
    next.version++;
    next.epoch += change->recover;
    next.created = now;
    next.expires = now + KEYS_KEYRING_DAYS * TRUST_DAY;
    if ((change->add && !add(&next, change->add, keys->arena, why)) ||
        (change->revoke && !revoke(&next, change->revoke, keys->arena, why)))
        return false;
    AUTO_SIGN_KEY struct sign_key *root = unlock_root(keys, change->root_file, asker, why);
    if (!root)
        return false;
    AUTO_SIGN_KEY struct sign_key *fresh =
        change->rotate ? keyfile_make(keys->folder, NULL, asker, why) : NULL;
    if (change->rotate && !fresh)
        return false;
    if (fresh)
        next.root = *sign_key_public(fresh);
    return sign_and_write(keys->folder, &next, root, keys->arena, why) &&
           shelf_walk(keys->folder, &keys->anchor, keys->arena, &keys->keyring, &keys->files, why);
}

const struct trust_publisher *keys_find(const struct keys *keys, const char *text)
{
    for (size_t i = 0; i < keys->keyring.publisher_count; i++) {
        const struct trust_publisher *publisher = &keys->keyring.publishers[i];
        char id[TRUST_KEY_ID_TEXT], line[TRUST_KEY_TEXT];
        trust_key_id_text(publisher->key.id, id);
        trust_key_text(&publisher->key, line);
        if (strcmp(text, publisher->name) == 0 || strcasecmp(text, id) == 0 || strcmp(text, line) == 0)
            return publisher;
    }
    return NULL;
}

/* --- who publishes here --- */

static const char *publisher_path(const struct keys *keys, const char *suffix)
{
    return arena_printf(keys->arena, "%s/" PUBLISHER "%s", keys->folder, suffix);
}

bool keys_may_publish(const struct keys *keys, int64_t now, struct refusal *why)
{
    struct trust_key key;
    char id[TRUST_KEY_ID_TEXT];
    const struct trust_clock clock = {.now = now};
    const char *path = publisher_path(keys, ".pub");
    if (!path)
        return shelf_no_memory(why);
    if (!keyfile_public(path, &key, why))
        return false;
    trust_key_id_text(key.id, id);
    if (revoked(&keys->keyring, key.id))
        return refuse(why, "revoked", "the key %s was revoked; publish with another one", id);
    const struct trust_publisher *publisher = keys_find(keys, id);
    if (!publisher || !trust_key_same(&publisher->key, &key))
        return refuse(
            why, "unknown-key",
            "the keyring does not name the key %s; whoever has the root key adds it with \"lobbyctl "
            "keys add %s --name NAME\"",
            id, path);
    if (publisher->until < now / TRUST_DAY)
        return refuse(why, "key-expired",
                      "the time of the key %s is over; whoever has the root key runs \"lobbyctl keys add %s "
                      "--name NAME\" again",
                      id, path);
    if (!trust_keyring_judge(&keys->keyring, &clock, why))
        return refused_for(why, "keyring-expired")
                   ? refuse(why, "keyring-expired",
                            "the keyring is over; whoever has the root key runs \"lobbyctl keys renew\"")
                   : false;
    return true;
}

struct sign_key *keys_publisher(const struct keys *keys, int64_t now, const struct keys_asker *asker,
                                struct refusal *why)
{
    const char *path = publisher_path(keys, ".key");
    if (!path)
        shelf_no_memory(why);
    return path && keys_may_publish(keys, now, why) ? keyfile_unlock(path, asker, why) : NULL;
}

int64_t keys_last(const struct keys *keys, int64_t epoch)
{
    struct trust_files files = {.bytes = ""};
    struct err err;
    AUTO_FREE char *bytes = NULL;
    const char *path = arena_printf(keys->arena, "%s/last.yaml", keys->folder);
    if (!path || !file_read(path, 256, &bytes, &files.length, &err))
        return 0;
    files.bytes = bytes;
    return shelf_hint(&files, "epoch") == epoch ? shelf_hint(&files, "version") : 0;
}

bool keys_set_last(const struct keys *keys, int64_t epoch, int64_t version, struct refusal *why)
{
    struct err err;
    const char *path = arena_printf(keys->arena, "%s/last.yaml", keys->folder);
    const char *text =
        arena_printf(keys->arena, "epoch: %" PRId64 "\nversion: %" PRId64 "\n", epoch, version);
    if (!path || !text)
        return shelf_no_memory(why);
    return file_write(path, text, strlen(text), &err) || refuse(why, "file", "%s; make room", err.text);
}

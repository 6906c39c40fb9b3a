#include "publish/status.h"

#include "publish/shelf.h"

#include <string.h>

/* The root key that signed the first keyring, by its own word. */
static bool believe(const struct trust_files *files, struct trust_key *root)
{
    struct err err;
    const char *line = strstr(files->bytes, "\nroot: ");
    char text[TRUST_KEY_TEXT];
    if (!line || strlen(line + 7) < sizeof text - 1)
        return false;
    memcpy(text, line + 7, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    return trust_key_parse(text, root, &err);
}

static bool start(const char *where, const struct trust_key *root, const struct trust_files *files,
                  struct arena *arena, struct trust_anchor *anchor, struct refusal *why)
{
    struct trust_files first = *files;
    struct trust_key own;
    const char *site = shelf_site(files, arena);
    if (!site)
        return refuse(why, "form", "keyring.yaml names no site; is this the address of a publication?");
    if (!root) {
        struct refusal none;
        if (!shelf_read(where, SHELF_KEYRING, 1, arena, &first, &none))
            first = *files;
        if (!believe(&first, &own))
            return refuse(why, "form", "keyring.yaml names no root key; give one with --root");
    }
    trust_anchor_start(anchor, site, root ? root : &own);
    return true;
}

/* As a kiosk does: the published keyring, and when another root signed it, the ones before it in a row. */
static bool open_keyring(const char *where, const struct trust_key *root, struct arena *arena,
                         struct trust_keyring *keyring, struct refusal *why)
{
    struct trust_files files, walked;
    struct trust_anchor anchor;
    struct trust_keyring between;
    struct refusal chain;
    if (!shelf_read_again(where, SHELF_KEYRING, arena, &files, why) ||
        !start(where, root, &files, arena, &anchor, why))
        return false;
    if (trust_keyring_open(&anchor, &files, arena, keyring, why))
        return true;
    int64_t target = shelf_hint(&files, "version");
    while (refused_for(why, "chain") && anchor.seen.version < target) {
        int64_t number = anchor.seen.version + 1;
        if (!shelf_read(where, SHELF_KEYRING, number, arena, &walked, &chain) ||
            !trust_keyring_open(&anchor, &walked, arena, &between, &chain))
            return false;
        trust_anchor_advance(&anchor, &between);
        if (trust_keyring_open(&anchor, &files, arena, keyring, why))
            return true;
    }
    return false;
}

static void list(const char *where, struct arena *arena, struct publish_status *status)
{
    for (int64_t version = status->release.version - 1; version > 0 && status->count < STATUS_VERSIONS;
         version--) {
        struct trust_files files;
        struct trust_release release;
        struct refusal why;
        if (!shelf_read(where, SHELF_RELEASE, version, arena, &files, &why)) {
            /* Numbers may be missing; but not every one is asked for. */
            if (status->release.version - version > 4 * STATUS_VERSIONS)
                return;
            continue;
        }
        struct status_version *row = &status->versions[status->count++];
        *row = (struct status_version){.version = version};
        if (trust_release_open(&status->keyring, &files, arena, &release, &why)) {
            row->created = release.created;
            row->commit = arena_strdup(arena, release.commit);
            row->publisher = release.publisher->name;
        }
    }
}

bool publish_status(const char *where, const struct trust_key *root, struct arena *arena,
                    struct publish_status *status, struct refusal *why)
{
    struct trust_files files;
    *status = (struct publish_status){.count = 0};
    if (!open_keyring(where, root, arena, &status->keyring, why))
        return err_context(&why->err, "keyring.yaml");
    if (!shelf_read_again(where, SHELF_RELEASE, arena, &files, why) ||
        !trust_release_open(&status->keyring, &files, arena, &status->release, why))
        return err_context(&why->err, "release.yaml");
    list(where, arena, status);
    return true;
}

#include "publish/keyfile.h"

#include "base/file.h"
#include "publish/shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Writes a file that must not be there yet. */
static bool write_new(const char *path, const char *bytes, size_t length, mode_t mode, struct refusal *why)
{
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return refuse(why, "keys", "%s: %s; keys are never overwritten", path, strerror(errno));
    for (size_t done = 0; done < length;) {
        ssize_t put = write(fd, bytes + done, length - done);
        if (put < 0 && errno != EINTR)
            return refuse(why, "file", "%s: %s; make room", path, strerror(errno));
        done += put > 0 ? (size_t)put : 0;
    }
    return fsync(fd) == 0 || refuse(why, "file", "%s: %s", path, strerror(errno));
}

static void wipe(char *text, size_t size)
{
    explicit_bzero(text, size);
}

static bool write_secret(const struct sign_key *key, const char *path, const struct keys_asker *asker,
                         struct refusal *why)
{
    char passphrase[SIGN_PASSPHRASE_MAX + 1] = "";
    struct sign_file file = {.bytes = NULL};
    struct err err;
    const char *slash = strrchr(path, '/');
    bool ok = asker->ask(asker->arg, slash ? slash + 1 : path, passphrase, why);
    if (ok && !sign_key_write(key, passphrase[0] ? passphrase : NULL, asker->memory, &file, &err))
        ok = refuse(why, "machine", "%s", err.text);
    ok = ok && write_new(path, file.bytes, file.length, 0600, why);
    sign_file_finish(&file);
    wipe(passphrase, sizeof passphrase);
    return ok;
}

static bool write_pair(const struct sign_key *key, const char *folder, const char *name, struct arena *arena,
                       const struct keys_asker *asker, struct refusal *why)
{
    char id[TRUST_KEY_ID_TEXT];
    trust_key_id_text(sign_key_public(key)->id, id);
    const char *stem = name ? arena_strdup(arena, name) : arena_printf(arena, "root-%s", id);
    const char *secret = arena_printf(arena, "%s/%s.key", folder, stem ? stem : "");
    const char *public = arena_printf(arena, "%s/%s.pub", folder, stem ? stem : "");
    const char *text = sign_key_public_file(sign_key_public(key), arena);
    if (!stem || !secret || !public || !text)
        return shelf_no_memory(why);
    return write_secret(key, secret, asker, why) && write_new(public, text, strlen(text), 0644, why);
}

struct sign_key *keyfile_make(const char *folder, const char *name, const struct keys_asker *asker,
                              struct refusal *why)
{
    struct err err;
    struct sign_key *key = sign_key_make(&err);
    if (!key) {
        refuse(why, "machine", "%s", err.text);
        return NULL;
    }
    struct arena *arena = arena_create(64 * 1024);
    bool ok = arena ? write_pair(key, folder, name, arena, asker, why) : shelf_no_memory(why);
    arena_destroy(arena);
    if (!ok)
        sign_key_destroy(key);
    return ok ? key : NULL;
}

static struct sign_key *unlock(const char *path, const struct sign_file *file, const struct keys_asker *asker,
                               struct refusal *why)
{
    char passphrase[SIGN_PASSPHRASE_MAX + 1] = "";
    struct err err;
    bool wants = false;
    struct sign_key *key = NULL;
    if (!sign_key_wants_passphrase(file->bytes, file->length, &wants, &err))
        refuse(why, "keys", "%s: %s", path, err.text);
    else if (!wants || asker->ask(asker->arg, path, passphrase, why)) {
        key = sign_key_read(file->bytes, file->length, wants ? passphrase : NULL, &err);
        if (!key)
            refuse(why, "passphrase", "%s: %s", path, err.text);
    }
    wipe(passphrase, sizeof passphrase);
    return key;
}

struct sign_key *keyfile_unlock(const char *path, const struct keys_asker *asker, struct refusal *why)
{
    struct sign_file file = {.bytes = NULL};
    struct err err;
    if (!file_read(path, SIGN_FILE_MAX, &file.bytes, &file.length, &err)) {
        refuse(why, "keys", "%s", err.text);
        return NULL;
    }
    struct sign_key *key = unlock(path, &file, asker, why);
    wipe(file.bytes, file.length);
    free(file.bytes);
    return key;
}

bool keyfile_public(const char *path, struct trust_key *key, struct refusal *why)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    struct err err;
    if (!file_read(path, SIGN_FILE_MAX, &bytes, &length, &err))
        return refuse(why, "keys", "%s", err.text);
    return trust_key_read(bytes, length, key, &err) || refuse(why, "keys", "%s: %s", path, err.text);
}

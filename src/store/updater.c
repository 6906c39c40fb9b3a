#include "store/updater.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "store/record.h"
#include "store/shelf.h"
#include "store/text.h"
#include "store/workshop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEYRING "keyring"
#define LOCK    "updater.lock"

static bool save(struct store_updater *updater, struct err *err)
{
    AUTO_FREE char *text = state_text_memory(&updater->memory);
    if (!text)
        return err_set(err, "%s: out of memory", STATE_UPDATER);
    return record_write(updater->state, STATE_UPDATER, text, strlen(text), err);
}

static struct state_bad *find_bad(struct store_updater *updater, const char *commit)
{
    for (size_t i = 0; i < updater->memory.bad_count; i++)
        if (store_commit_same(updater->memory.bad[i].commit, commit))
            return &updater->memory.bad[i];
    return NULL;
}

static void add_bad(struct store_updater *updater, const char *commit, const char *reason, int64_t when)
{
    struct state_memory *memory = &updater->memory;
    struct state_bad *bad = find_bad(updater, commit);
    if (!bad && memory->bad_count == STATE_BAD_MAX)
        memmove(&memory->bad[0], &memory->bad[1], --memory->bad_count * sizeof memory->bad[0]);
    if (!bad)
        bad = &memory->bad[memory->bad_count++];
    snprintf(bad->commit, sizeof bad->commit, "%s", commit);
    text_clean(bad->reason, sizeof bad->reason, reason);
    bad->when = when;
}

void updater_look(struct store_updater *updater)
{
    bool news = false;
    (void)shelf_verdicts(updater->state, &updater->verdicts);
    for (size_t i = 0; i < updater->verdicts.count; i++) {
        const struct state_verdict *entry = &updater->verdicts.items[i];
        if (entry->verdict != STORE_BAD || find_bad(updater, entry->id.commit))
            continue;
        add_bad(updater, entry->id.commit, entry->reason, entry->when);
        news = true;
    }
    struct err err;
    if (news && !save(updater, &err))
        log_warning("%s", err.text);
}

/* When updater.yaml is lost, nothing older than what lies there is taken for new all the same. */
static void learn_from_shelf(struct store_updater *updater)
{
    struct store_seen *seen = &updater->memory.kept.release;
    struct shelf shelf;
    struct err err;
    if (!shelf_read(updater->state, &shelf, &err)) {
        log_warning("%s", err.text);
        return;
    }
    const struct store_id *last = shelf.count ? &shelf.ids[shelf.count - 1] : NULL;
    const struct store_id known = {.epoch = seen->epoch, .version = seen->version};
    if (last && store_id_compare(last, &known) > 0)
        *seen = (struct store_seen){.epoch = last->epoch, .version = last->version, .created = seen->created};
    shelf_finish(&shelf);
}

static bool open_folders(struct store_updater *updater, struct err *err)
{
    updater->state = shelf_make_folder(AT_FDCWD, updater->path, err);
    if (updater->state < 0)
        return false;
    updater->lock = shelf_lock(updater->state, LOCK);
    if (updater->lock < 0) {
        int number = errno;
        if (number == EWOULDBLOCK)
            err_set(err, "another lobby-update is at work here; wait until it has ended");
        else
            err_set(err, LOCK ": %s; %s", strerror(number), shelf_advice(number));
        errno = number;
        return false;
    }
    updater->generations = shelf_make_folder(updater->state, STATE_GENERATIONS, err);
    return updater->generations >= 0;
}

struct store_updater *store_updater_open(const char *state, struct err *err)
{
    struct store_updater *updater = calloc(1, sizeof *updater);
    if (!updater) {
        err_set(err, "%s: out of memory", state);
        return NULL;
    }
    updater->lock = updater->state = updater->generations = -1;
    updater->path = strdup(state);
    if (!updater->path || !open_folders(updater, err)) {
        int number = errno;
        err_context(err, "%s", state);
        store_updater_close(updater);
        errno = number;
        return NULL;
    }
    shelf_sweep(updater->state);
    updater_clear(updater);
    static const char *const records[] = {STATE_UPDATER, STATE_TRIAL, KEYRING};
    for (size_t i = 0; i < COUNT_OF(records); i++)
        record_mend(updater->state, records[i], STATE_BYTES_MAX);
    (void)shelf_memory(updater->state, &updater->memory);
    learn_from_shelf(updater);
    updater_look(updater);
    return updater;
}

void store_updater_close(struct store_updater *updater)
{
    if (!updater)
        return;
    file_close_p(&updater->generations);
    file_close_p(&updater->state);
    file_close_p(&updater->lock);
    free(updater->path);
    free(updater);
}

const struct store_memory *store_updater_memory(const struct store_updater *updater)
{
    return &updater->memory.kept;
}

static bool seen_older(const struct store_seen *seen, const struct store_seen *than)
{
    return seen->epoch != than->epoch ? seen->epoch < than->epoch : seen->version < than->version;
}

/* What would not come back as it was given. */
static bool seen_ok(const struct store_seen *seen)
{
    return seen->epoch >= 0 && seen->epoch <= STORE_NUMBER_MAX && seen->version >= 0 &&
           seen->version <= STORE_NUMBER_MAX;
}

bool store_updater_remember(struct store_updater *updater, const struct store_memory *memory, struct err *err)
{
    const struct store_memory before = updater->memory.kept;
    if (before.site[0] && strcmp(before.site, memory->site) != 0)
        return err_set(err, "%s belongs to the site \"%s\", not \"%s\"; empty that folder to begin anew",
                       updater->path, before.site, memory->site);
    if (!seen_ok(&memory->release) || !seen_ok(&memory->keyring) ||
        seen_older(&memory->release, &before.release))
        return err_set(err, "%s: a release does not get older", STATE_UPDATER);
    updater->memory.kept = *memory;
    if (save(updater, err))
        return true;
    updater->memory.kept = before;
    return false;
}

bool store_updater_is_bad(const struct store_updater *updater, const char *commit, const char **reason)
{
    for (size_t i = 0; i < updater->memory.bad_count; i++) {
        if (!store_commit_same(updater->memory.bad[i].commit, commit))
            continue;
        if (reason)
            *reason = updater->memory.bad[i].reason;
        return true;
    }
    return false;
}

bool store_updater_mark_bad(struct store_updater *updater, const char *commit, const char *reason,
                            int64_t now, struct err *err)
{
    if (strlen(commit) != STORE_COMMIT_TEXT - 1)
        return err_set(err, "\"%.70s\" is no commit", commit);
    add_bad(updater, commit, reason, now);
    return save(updater, err);
}

enum store_verdict store_updater_verdict(struct store_updater *updater, const struct store_id *id,
                                         const char **reason, unsigned *attempts)
{
    updater_look(updater);
    const struct state_verdict *entry = state_find(&updater->verdicts, id);
    if (reason)
        *reason = entry ? entry->reason : "";
    if (attempts)
        *attempts = entry ? entry->attempts : 0;
    return entry ? entry->verdict : STORE_UNJUDGED;
}

/* The first line is the length of the signature, in decimal digits; then it follows, then the keyring. */
bool store_updater_keep_keyring(struct store_updater *updater, const char *bytes, size_t length,
                                const char *signature, size_t signature_length, struct err *err)
{
    char *both = NULL;
    size_t size;
    if (length > STORE_KEYRING_MAX || signature_length > STORE_KEYRING_MAX - length)
        return err_set(err, "%s: larger than %u bytes", KEYRING, STORE_KEYRING_MAX);
    FILE *out = open_memstream(&both, &size);
    if (!out)
        return err_set(err, "%s: out of memory", KEYRING);
    fprintf(out, "%zu\n", signature_length);
    fwrite(signature, 1, signature_length, out);
    fwrite(bytes, 1, length, out);
    bool good = !ferror(out);
    good = fclose(out) == 0 && good;
    good = good ? record_write(updater->state, KEYRING, both, size, err)
                : err_set(err, "%s: out of memory", KEYRING);
    free(both);
    return good;
}

static bool copy_part(const char *from, size_t length, char **to)
{
    *to = malloc(length + 1);
    if (!*to)
        return false;
    memcpy(*to, from, length);
    (*to)[length] = '\0';
    return true;
}

bool store_updater_keyring(const struct store_updater *updater, char **bytes, size_t *length,
                           char **signature, size_t *signature_length)
{
    struct record record;
    record_read(updater->state, KEYRING, STATE_BYTES_MAX, &record);
    char *end = NULL;
    unsigned long long first = record.bytes ? strtoull(record.bytes, &end, 10) : 0;
    size_t head = end && *end == '\n' ? (size_t)(end + 1 - record.bytes) : 0;
    bool good = head > 0 && first <= record.length - head && copy_part(record.bytes + head, first, signature);
    if (good) {
        *signature_length = first;
        *length = record.length - head - first;
        good = copy_part(record.bytes + head + first, *length, bytes);
        if (!good)
            free(*signature);
    }
    record_finish(&record);
    return good;
}

#include "store/kiosk.h"

#include "base/file.h"
#include "base/log.h"
#include "store/kiosk_verdicts.h"
#include "store/record.h"
#include "store/shelf.h"
#include "store/text.h"
#include "store/watch.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KIOSK_FOLDER "kiosk"
#define VERDICTS     "verdicts.yaml"
#define LOCK         "lock"

struct store_kiosk {
    char *path;
    struct store_watch *watch;
    /* What this kiosk goes by. It reads the file once, when the folder is first there: after that nobody else
     * writes it, and what could not be written is still true. */
    struct state_verdicts verdicts;
    bool loaded;
    int own;               /* the folder kiosk/, or -1 */
    int lock;              /* held while this is the kiosk, or -1 */
    bool said;             /* why it cannot write */
    bool showing;          /* something was taken */
    struct store_id taken; /* and this is it */
    bool on_trial;
};

struct store_kiosk *store_kiosk_open(const char *state)
{
    struct store_kiosk *kiosk = calloc(1, sizeof *kiosk);
    if (!kiosk)
        return NULL;
    kiosk->own = kiosk->lock = -1;
    kiosk->verdicts.shown.epoch = -1;
    kiosk->path = strdup(state);
    kiosk->watch = kiosk->path ? store_watch_create(state) : NULL;
    if (!kiosk->watch) {
        store_kiosk_close(kiosk);
        return NULL;
    }
    return kiosk;
}

void store_kiosk_close(struct store_kiosk *kiosk)
{
    if (!kiosk)
        return;
    store_watch_destroy(kiosk->watch);
    file_close_p(&kiosk->own);
    file_close_p(&kiosk->lock);
    free(kiosk->path);
    free(kiosk);
}

void store_show_finish(struct store_show *show)
{
    free(show->path);
    *show = (struct store_show){.kind = STORE_SHOW_NOTHING};
}

static void say(struct store_kiosk *kiosk, const char *why)
{
    if (!kiosk->said)
        log_warning("%s/%s: %s; no new content can be tried", kiosk->path, KIOSK_FOLDER, why);
    kiosk->said = true;
}

/* The descriptor is not closed at the end of its block. */
static int kept(int *fd)
{
    int own = *fd;
    *fd = -1;
    return own;
}

/* The one kiosk of this folder; otherwise an onlooker, who tries again the next time. */
static void become_writer(struct store_kiosk *kiosk, int state)
{
    struct err err;
    AUTO_CLOSE int own = shelf_make_folder(state, KIOSK_FOLDER, &err);
    int lock = own >= 0 ? shelf_lock(own, LOCK) : -1;
    if (lock < 0) {
        say(kiosk, errno == EWOULDBLOCK ? "another kiosk is at work here" : strerror(errno));
        return;
    }
    kiosk->own = kept(&own);
    kiosk->lock = lock;
    shelf_sweep(kiosk->own);
}

static bool save(struct store_kiosk *kiosk, struct err *err)
{
    if (kiosk->own < 0)
        return err_set(err, "%s: this kiosk cannot write there", kiosk->path);
    AUTO_FREE char *text = state_text_verdicts(&kiosk->verdicts);
    if (!text)
        return err_set(err, "%s: out of memory", VERDICTS);
    return record_write(kiosk->own, VERDICTS, text, strlen(text), err);
}

static void save_or_warn(struct store_kiosk *kiosk)
{
    struct err err;
    if (kiosk->own >= 0 && !save(kiosk, &err))
        log_warning("%s", err.text);
}

/* An onlooker reads the file every time, and stays with what it found bad itself. */
static void load(struct store_kiosk *kiosk, int state)
{
    AUTO_FREE struct state_verdicts *before = malloc(sizeof *before);
    if (!before)
        return;
    *before = kiosk->verdicts;
    if (kiosk->own >= 0)
        record_mend(kiosk->own, VERDICTS, STATE_BYTES_MAX);
    (void)shelf_verdicts(state, &kiosk->verdicts);
    for (size_t i = 0; i < before->count; i++)
        if (before->items[i].verdict == STORE_BAD)
            *state_entry(&kiosk->verdicts, &before->items[i].id) = before->items[i];
    kiosk->loaded = kiosk->own >= 0;
}

/* The state folder, open, with all that is to be known from it; -1 without one. */
static int look(struct store_kiosk *kiosk)
{
    int state = open(kiosk->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (state < 0)
        return -1;
    if (kiosk->own < 0)
        become_writer(kiosk, state);
    if (!kiosk->loaded)
        load(kiosk, state);
    return state;
}

static bool same(const struct store_id *a, const struct store_id *b)
{
    return store_id_compare(a, b) == 0 && store_commit_same(a->commit, b->commit);
}

static bool is_taken(const struct store_kiosk *kiosk, const struct store_id *id)
{
    return kiosk->showing && same(&kiosk->taken, id);
}

static bool may_be_tried(const struct store_kiosk *kiosk, const struct store_id *id, bool writes)
{
    const struct state_verdict *entry = state_find(&kiosk->verdicts, id);
    if (entry && entry->verdict != STORE_UNJUDGED)
        return false;
    if (kiosk->on_trial && is_taken(kiosk, id))
        return true; /* its attempt is under way */
    return writes && (!entry || entry->attempts < STORE_ATTEMPTS_MAX);
}

static enum store_kind choose(const struct store_kiosk *kiosk, const struct shelf *shelf,
                              const struct store_id *trial, bool writes, struct store_id *id)
{
    const struct store_id *good = shelf_good(shelf, &kiosk->verdicts, NULL);
    if (trial && shelf_find(shelf, trial) && may_be_tried(kiosk, trial, writes) &&
        (!good || store_id_compare(trial, good) > 0)) {
        *id = *trial;
        return STORE_SHOW_TRIAL;
    }
    if (good) {
        *id = *good;
        return STORE_SHOW_GOOD;
    }
    /* None was ever good, or all that was known of it is lost; each of these passed preflight. */
    for (size_t i = shelf->count; i-- > 0;) {
        if (!may_be_tried(kiosk, &shelf->ids[i], writes))
            continue;
        *id = shelf->ids[i];
        return STORE_SHOW_TRIAL;
    }
    *id = (struct store_id){.epoch = -1};
    return STORE_SHOW_NOTHING;
}

/* What lies there now. */
struct view {
    struct shelf shelf;
    struct store_id trial;
    bool has_trial;
};

static void view_read(const struct store_kiosk *kiosk, int state, struct view *view)
{
    struct err err;
    *view = (struct view){0};
    if (state < 0)
        return;
    if (!shelf_read(state, &view->shelf, &err))
        log_warning("%s/%s; there is no content from the network", kiosk->path, err.text);
    view->has_trial = shelf_trial(state, &view->trial);
}

static enum store_kind view_choose(const struct store_kiosk *kiosk, const struct view *view, bool writes,
                                   struct store_id *id)
{
    return choose(kiosk, &view->shelf, view->has_trial ? &view->trial : NULL, writes, id);
}

/* Attempts that ended without a word are a word. True when there were any. */
static bool settle(struct store_kiosk *kiosk, int64_t now)
{
    bool any = false;
    for (size_t i = 0; i < kiosk->verdicts.count; i++) {
        struct state_verdict *entry = &kiosk->verdicts.items[i];
        if (entry->verdict != STORE_UNJUDGED || entry->attempts < STORE_ATTEMPTS_MAX ||
            is_taken(kiosk, &entry->id))
            continue;
        entry->verdict = STORE_BAD;
        entry->when = now;
        snprintf(entry->reason, sizeof entry->reason,
                 "it was shown %u times, and each time the kiosk ended before it could tell that all is well",
                 entry->attempts);
        any = true;
    }
    return any;
}

/* On the disk before it is shown, or not at all. */
static bool count_attempt(struct store_kiosk *kiosk, const struct store_id *id, int64_t now)
{
    struct err err;
    AUTO_FREE struct state_verdicts *before = malloc(sizeof *before);
    if (!before)
        return false;
    *before = kiosk->verdicts;
    struct state_verdict *entry = state_entry(&kiosk->verdicts, id);
    entry->attempts++;
    entry->when = now;
    kiosk->verdicts.shown = *id;
    if (save(kiosk, &err))
        return true;
    log_warning("%s; new content is not tried", err.text);
    kiosk->verdicts = *before;
    return false;
}

static void show_that(struct store_kiosk *kiosk, enum store_kind kind, const struct store_id *id,
                      struct store_show *show)
{
    *show = (struct store_show){.kind = kind};
    if (kind != STORE_SHOW_NOTHING) {
        show->id = *id;
        store_id_name(id, show->name);
        if (asprintf(&show->path, "%s/%s/%s", kiosk->path, STATE_GENERATIONS, show->name) < 0)
            *show = (struct store_show){.kind = STORE_SHOW_NOTHING};
    }
    kiosk->showing = show->kind != STORE_SHOW_NOTHING;
    kiosk->on_trial = show->kind == STORE_SHOW_TRIAL;
    kiosk->taken = show->id;
}

void store_kiosk_take(struct store_kiosk *kiosk, int64_t now, struct store_show *show)
{
    AUTO_CLOSE int state = look(kiosk);
    struct view view;
    struct store_id id;
    view_read(kiosk, state, &view);
    bool news = kiosk->own >= 0 && settle(kiosk, now);
    enum store_kind kind = view_choose(kiosk, &view, kiosk->own >= 0, &id);
    if (kind == STORE_SHOW_TRIAL && !(kiosk->on_trial && is_taken(kiosk, &id))) {
        if (count_attempt(kiosk, &id, now))
            news = false;
        else
            kind = view_choose(kiosk, &view, false, &id);
    }
    shelf_finish(&view.shelf);
    show_that(kiosk, kind, &id, show);
    if (!same(&kiosk->verdicts.shown, &id)) {
        kiosk->verdicts.shown = id; /* epoch -1 for none */
        news = true;
    }
    if (news)
        save_or_warn(kiosk);
}

bool store_kiosk_pending(struct store_kiosk *kiosk)
{
    store_watch_take(kiosk->watch);
    AUTO_CLOSE int state = look(kiosk);
    struct view view;
    struct store_id id;
    view_read(kiosk, state, &view);
    enum store_kind kind = view_choose(kiosk, &view, kiosk->own >= 0, &id);
    shelf_finish(&view.shelf);
    return kind == STORE_SHOW_NOTHING ? kiosk->showing : !is_taken(kiosk, &id);
}

static bool is_there(const struct store_kiosk *kiosk, const struct store_id *id)
{
    AUTO_FREE char *path = NULL;
    char name[STORE_NAME_TEXT];
    struct stat info;
    store_id_name(id, name);
    return asprintf(&path, "%s/%s/%s", kiosk->path, STATE_GENERATIONS, name) >= 0 && stat(path, &info) == 0 &&
           S_ISDIR(info.st_mode);
}

bool store_kiosk_judge(struct store_kiosk *kiosk, enum store_verdict verdict, const char *reason, int64_t now,
                       struct err *err)
{
    assert(verdict == STORE_GOOD || verdict == STORE_BAD);
    if (!kiosk->showing)
        return err_set(err, "%s: nothing was taken that could be judged", kiosk->path);
    if (!kiosk->on_trial && verdict == STORE_GOOD)
        return true;
    if (verdict == STORE_BAD && !is_there(kiosk, &kiosk->taken))
        return true;
    struct state_verdict *entry = state_entry(&kiosk->verdicts, &kiosk->taken);
    entry->verdict = verdict;
    entry->when = now;
    text_clean(entry->reason, sizeof entry->reason, reason ? reason : "");
    kiosk->on_trial = false;
    return save(kiosk, err);
}

void store_kiosk_give_back(struct store_kiosk *kiosk)
{
    if (!kiosk->showing || !kiosk->on_trial)
        return;
    struct state_verdict *entry = state_entry(&kiosk->verdicts, &kiosk->taken);
    if (entry->attempts > 0)
        entry->attempts--;
    kiosk->on_trial = kiosk->showing = false;
    save_or_warn(kiosk);
}

int store_kiosk_fd(const struct store_kiosk *kiosk)
{
    return store_watch_fd(kiosk->watch);
}

int64_t store_kiosk_floor(const struct store_kiosk *kiosk)
{
    AUTO_CLOSE int state = open(kiosk->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    AUTO_FREE struct state_memory *memory = malloc(sizeof *memory);
    if (state < 0 || !memory || !shelf_memory(state, memory))
        return 0;
    return memory->kept.release.created;
}

const struct state_verdicts *kiosk_verdicts(const struct store_kiosk *kiosk)
{
    return &kiosk->verdicts;
}

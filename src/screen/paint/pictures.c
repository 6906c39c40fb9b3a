#include "paint/pictures.h"

#include "base/log.h"
#include "base/thread.h"
#include "paint/decode.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES_MAX 256 /* pictures known at a time, most of them dropped or failed */
#define SIDE_MAX    8192

/* All fields but busy belong to the drawing thread while state is not WAITING; the mutex guards them. */
struct entry {
    char *file; /* NULL: free */
    uint64_t serial;
    struct crop crop;
    enum picture_state state;
    enum picture_need need;
    bool busy;               /* the worker decodes it */
    uint64_t asked;          /* order of asking */
    uint64_t stamp;          /* last use */
    struct content *content; /* a reference, while waiting */
    uint32_t *pixels;
};

struct pictures {
    pthread_t worker;
    pthread_mutex_t mutex;
    pthread_cond_t more, fewer; /* a new request, or the end; a finished one */
    struct entry entries[ENTRIES_MAX];
    uint64_t clock;
    bool ending;
    size_t bytes;
    atomic_bool arrived;
    pthread_mutex_t call_mutex; /* so that nobody is called after they asked not to be */
    void (*call)(void *user);
    void *user;
};

static size_t entry_bytes(const struct entry *entry)
{
    return entry->pixels ? (size_t)entry->crop.w * (size_t)entry->crop.h * sizeof(uint32_t) : 0;
}

/* Empties an entry that the worker is not at. */
static void entry_clear(struct pictures *pictures, struct entry *entry)
{
    assert(!entry->busy);
    pictures->bytes -= entry_bytes(entry);
    content_unref(entry->content);
    free(entry->file);
    free(entry->pixels);
    *entry = (struct entry){0};
}

static bool waits(const struct entry *entry)
{
    return entry->file && entry->state == PICTURE_WAITING && !entry->busy;
}

/* Requests for content that nobody shows any more: behind what is needed now they could wait for long, and
 * each keeps a whole generation. */
static void drop_abandoned(struct pictures *pictures)
{
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        size_t ours = 0;
        for (size_t j = 0; waits(entry) && j < ENTRIES_MAX; j++)
            ours += pictures->entries[j].content == entry->content;
        if (waits(entry) && content_abandoned(entry->content, ours))
            entry_clear(pictures, entry);
    }
}

/* What is needed now goes first, the last one asked for before the others; then the rest in order. */
static struct entry *next_request(struct pictures *pictures)
{
    struct entry *best = NULL;
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (!waits(entry))
            continue;
        if (!best || (entry->need == PICTURE_NOW && best->need != PICTURE_NOW) ||
            (entry->need == best->need &&
             (entry->need == PICTURE_NOW ? entry->asked > best->asked : entry->asked < best->asked)))
            best = entry;
    }
    return best;
}

static void tell(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->call_mutex);
    if (pictures->call)
        pictures->call(pictures->user);
    pthread_mutex_unlock(&pictures->call_mutex);
}

/* Decodes one entry; the mutex is held, and released meanwhile. */
static void serve(struct pictures *pictures, struct entry *entry)
{
    struct content *content = entry->content;
    struct crop crop = entry->crop;
    uint32_t *pixels = NULL;
    struct err err;
    entry->busy = true;
    pthread_mutex_unlock(&pictures->mutex);
    bool ok = decode_picture(content->folder, entry->file, &crop, &pixels, &err);
    if (!ok)
        log_warning("picture %s", err.text);
    content_unref(content);
    pthread_mutex_lock(&pictures->mutex);
    entry->busy = false;
    entry->content = NULL;
    entry->pixels = pixels;
    entry->state = ok ? PICTURE_READY : PICTURE_FAILED;
    pictures->bytes += entry_bytes(entry);
    if (entry->need == PICTURE_NOW)
        atomic_store(&pictures->arrived, true);
    pthread_mutex_unlock(&pictures->mutex);
    tell(pictures);
    pthread_mutex_lock(&pictures->mutex);
}

static void *work(void *user)
{
    struct pictures *pictures = user;
    pthread_mutex_lock(&pictures->mutex);
    while (!pictures->ending) {
        drop_abandoned(pictures);
        struct entry *entry = next_request(pictures);
        pthread_cond_broadcast(&pictures->fewer); /* one was served, or some were dropped */
        if (entry)
            serve(pictures, entry);
        else
            pthread_cond_wait(&pictures->more, &pictures->mutex);
    }
    pthread_mutex_unlock(&pictures->mutex);
    return NULL;
}

struct pictures *pictures_create(struct err *err)
{
    struct pictures *pictures = calloc(1, sizeof *pictures);
    if (!pictures) {
        err_set(err, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&pictures->mutex, NULL);
    pthread_mutex_init(&pictures->call_mutex, NULL);
    pthread_cond_init(&pictures->more, NULL);
    pthread_cond_init(&pictures->fewer, NULL);
    if (!thread_start(&pictures->worker, work, pictures)) {
        err_set(err, "the system has no thread for pictures");
        free(pictures);
        return NULL;
    }
    return pictures;
}

void pictures_destroy(struct pictures *pictures)
{
    if (!pictures)
        return;
    pthread_mutex_lock(&pictures->mutex);
    pictures->ending = true;
    pthread_cond_signal(&pictures->more);
    pthread_mutex_unlock(&pictures->mutex);
    pthread_join(pictures->worker, NULL);
    for (size_t i = 0; i < ENTRIES_MAX; i++)
        entry_clear(pictures, &pictures->entries[i]);
    pthread_cond_destroy(&pictures->more);
    pthread_cond_destroy(&pictures->fewer);
    pthread_mutex_destroy(&pictures->mutex);
    pthread_mutex_destroy(&pictures->call_mutex);
    free(pictures);
}

void pictures_on_ready(struct pictures *pictures, void (*call)(void *user), void *user)
{
    pthread_mutex_lock(&pictures->call_mutex);
    pictures->call = call;
    pictures->user = user;
    pthread_mutex_unlock(&pictures->call_mutex);
}

static struct entry *find(struct pictures *pictures, uint64_t serial, const char *file,
                          const struct crop *crop)
{
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (entry->file && entry->serial == serial && entry->crop.w == crop->w && entry->crop.h == crop->h &&
            entry->crop.focus_x == crop->focus_x && entry->crop.focus_y == crop->focus_y &&
            strcmp(entry->file, file) == 0)
            return entry;
    }
    return NULL;
}

/* A free entry, or that of the picture used longest ago. NULL when the worker holds the only candidate. */
static struct entry *make_room(struct pictures *pictures)
{
    struct entry *oldest = NULL;
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (!entry->file)
            return entry;
        if (!entry->busy && (!oldest || entry->stamp < oldest->stamp))
            oldest = entry;
    }
    if (oldest)
        entry_clear(pictures, oldest);
    return oldest;
}

static struct entry *add(struct pictures *pictures, struct content *content, const char *file,
                         const struct crop *crop)
{
    struct entry *entry = make_room(pictures);
    char *copy = entry ? strdup(file) : NULL;
    if (!copy)
        return NULL;
    *entry = (struct entry){.file = copy,
                            .serial = content->serial,
                            .crop = *crop,
                            .state = PICTURE_WAITING,
                            .need = PICTURE_SOON,
                            .asked = ++pictures->clock,
                            .content = content_ref(content)};
    return entry;
}

enum picture_state pictures_get(struct pictures *pictures, struct content *content,
                                const struct picture *picture, int w, int h, enum picture_need need,
                                uint64_t stamp, const uint32_t **pixels)
{
    if (pixels)
        *pixels = NULL;
    if (!content || !picture || w < 1 || h < 1 || w > SIDE_MAX || h > SIDE_MAX)
        return PICTURE_FAILED;
    struct crop crop = {w, h, picture->focus_x, picture->focus_y, content->theme.deep};
    pthread_mutex_lock(&pictures->mutex);
    struct entry *entry = find(pictures, content->serial, picture->file, &crop);
    bool fresh = !entry && need != PICTURE_LOOK;
    if (fresh)
        entry = add(pictures, content, picture->file, &crop);
    /* Without memory even for the request, the picture is given up rather than waited for. */
    enum picture_state state = entry ? entry->state : fresh ? PICTURE_FAILED : PICTURE_WAITING;
    if (entry && need != PICTURE_LOOK)
        entry->stamp = stamp;
    if (entry && state == PICTURE_WAITING && need == PICTURE_NOW) {
        entry->need = PICTURE_NOW;
        entry->asked = ++pictures->clock;
    }
    if (entry && pixels)
        *pixels = entry->pixels;
    if (fresh && entry)
        pthread_cond_signal(&pictures->more);
    pthread_mutex_unlock(&pictures->mutex);
    return state;
}

bool pictures_arrived(const struct pictures *pictures)
{
    return atomic_load(&pictures->arrived);
}

void pictures_clear_arrived(struct pictures *pictures)
{
    atomic_store(&pictures->arrived, false);
}

static bool any_waiting(const struct pictures *pictures)
{
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        if (pictures->entries[i].file && pictures->entries[i].state == PICTURE_WAITING)
            return true;
    }
    return false;
}

void pictures_wait(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->mutex);
    while (any_waiting(pictures))
        pthread_cond_wait(&pictures->fewer, &pictures->mutex);
    pthread_mutex_unlock(&pictures->mutex);
}

size_t pictures_bytes(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->mutex);
    size_t bytes = pictures->bytes;
    pthread_mutex_unlock(&pictures->mutex);
    return bytes;
}

static struct entry *oldest_ready(struct pictures *pictures)
{
    struct entry *oldest = NULL;
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        struct entry *entry = &pictures->entries[i];
        if (entry->file && entry->state == PICTURE_READY && (!oldest || entry->stamp < oldest->stamp))
            oldest = entry;
    }
    return oldest;
}

uint64_t pictures_oldest(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->mutex);
    struct entry *oldest = oldest_ready(pictures);
    uint64_t stamp = oldest ? oldest->stamp : UINT64_MAX;
    pthread_mutex_unlock(&pictures->mutex);
    return stamp;
}

void pictures_drop_oldest(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->mutex);
    struct entry *oldest = oldest_ready(pictures);
    if (oldest)
        entry_clear(pictures, oldest);
    pthread_mutex_unlock(&pictures->mutex);
}

#include "content/ahead.h"

#include "base/thread.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Beside the thread that takes. More would only wait for it: parsing is about two thirds of the work. */
#define HELPERS_MAX 2

/* Larger files are rare, and would make what is held here large. */
#define FILE_BYTES_MAX (16u * 1024u)

/* What was read and not taken yet is no more than this, some 150 slides, and a file for each thread. */
#define HELD_BYTES_MAX (2u * 1024u * 1024u)

enum state { UNREAD, BUSY, GOOD, LEFT };

struct slot {
    enum state state;
    struct document document; /* when GOOD */
};

struct ahead {
    int folder;
    const char *const *files;
    size_t count;
    struct diag_list *diags; /* of the thread that takes, for what it reads ahead; nobody sees them */
    pthread_t helpers[HELPERS_MAX];
    size_t n_helpers;

    pthread_mutex_t lock;      /* for all below, but not for the document of a slot that is BUSY */
    pthread_cond_t done, room; /* a file was read; there is room for more */
    struct slot *slots;
    size_t next;  /* the first that nobody has begun */
    size_t taken; /* so many */
    size_t held;  /* bytes of the documents that are GOOD */
    bool ending;
};

static size_t problems(const struct diag_list *diags)
{
    return diag_errors(diags) + diag_warnings(diags);
}

static bool read_good(const struct ahead *ahead, const char *file, struct document *document,
                      struct diag_list *diags)
{
    struct err err;
    size_t before = problems(diags);
    if (document_read(document, ahead->folder, file, FILE_BYTES_MAX, &err) &&
        document_parse(document, file, diags) && problems(diags) == before)
        return true;
    document_finish(document);
    return false;
}

static bool can_read(const struct ahead *ahead)
{
    return ahead->next < ahead->count && ahead->held < HELD_BYTES_MAX;
}

/* Reads the first file that nobody has begun. The lock is held, and released meanwhile. */
static void read_next(struct ahead *ahead, struct diag_list *diags)
{
    const char *file = ahead->files[ahead->next];
    struct slot *slot = &ahead->slots[ahead->next++];
    slot->state = BUSY;
    pthread_mutex_unlock(&ahead->lock);
    bool good = read_good(ahead, file, &slot->document, diags);
    pthread_mutex_lock(&ahead->lock);
    slot->state = good ? GOOD : LEFT;
    ahead->held += document_size(&slot->document);
    pthread_cond_signal(&ahead->done);
}

static void *help(void *user)
{
    struct ahead *ahead = user;
    struct diag_list *diags = diag_list_create();
    if (!diags)
        return NULL; /* the others do it */
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->ending && ahead->next < ahead->count) {
        if (can_read(ahead))
            read_next(ahead, diags);
        else
            pthread_cond_wait(&ahead->room, &ahead->lock);
    }
    pthread_mutex_unlock(&ahead->lock);
    diag_list_destroy(diags);
    return NULL;
}

static void start_helpers(struct ahead *ahead)
{
    long others = sysconf(_SC_NPROCESSORS_ONLN) - 1;
    while (ahead->n_helpers < HELPERS_MAX && (long)ahead->n_helpers < others &&
           thread_start(&ahead->helpers[ahead->n_helpers], help, ahead))
        ahead->n_helpers++;
}

struct ahead *ahead_start(int folder, const char *const *files, size_t count)
{
    struct ahead *ahead = count < AHEAD_FILES_LEAST ? NULL : calloc(1, sizeof *ahead);
    if (!ahead)
        return NULL;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->done, NULL);
    pthread_cond_init(&ahead->room, NULL);
    ahead->folder = folder;
    ahead->files = files;
    ahead->count = count;
    ahead->slots = calloc(count, sizeof *ahead->slots);
    ahead->diags = diag_list_create();
    if (ahead->slots && ahead->diags)
        start_helpers(ahead);
    if (ahead->n_helpers > 0)
        return ahead;
    ahead_finish(ahead);
    return NULL;
}

bool ahead_take(struct ahead *ahead, const char *file, struct document *document)
{
    if (!ahead || ahead->taken == ahead->count || strcmp(ahead->files[ahead->taken], file) != 0)
        return false;
    pthread_mutex_lock(&ahead->lock);
    struct slot *slot = &ahead->slots[ahead->taken++];
    while (slot->state == UNREAD || slot->state == BUSY) {
        if (can_read(ahead))
            read_next(ahead, ahead->diags); /* this one, or one behind it rather than to wait */
        else
            pthread_cond_wait(&ahead->done, &ahead->lock);
    }
    bool good = slot->state == GOOD;
    bool full = !can_read(ahead);
    ahead->held -= document_size(&slot->document);
    *document = slot->document;
    slot->document = (struct document){.bytes = NULL};
    if (full && can_read(ahead))
        pthread_cond_broadcast(&ahead->room);
    pthread_mutex_unlock(&ahead->lock);
    return good;
}

void ahead_finish(struct ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->ending = true;
    pthread_cond_broadcast(&ahead->room);
    pthread_mutex_unlock(&ahead->lock);
    for (size_t i = 0; i < ahead->n_helpers; i++)
        pthread_join(ahead->helpers[i], NULL);
    for (size_t i = 0; ahead->slots && i < ahead->count; i++)
        document_finish(&ahead->slots[i].document);
    free(ahead->slots);
    diag_list_destroy(ahead->diags);
    pthread_cond_destroy(&ahead->done);
    pthread_cond_destroy(&ahead->room);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead);
}

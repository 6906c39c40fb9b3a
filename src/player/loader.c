#include "player/loader.h"

#include "base/file.h"
#include "base/thread.h"
#include "player/heap.h"
#include "player/pace.h"
#include "player/watch.h"
#include "window/window.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Files that are still being written look broken. Their problems are not told while the folder goes on
 * changing, but for no longer than this. */
#define UNFINISHED_MS 1000

struct loader {
    char *folder; /* the worker's; NULL: none */
    void (*ready)(void *user);
    void *user;
    struct watch *watch; /* the worker's; NULL with no folder */
    struct pace pace;    /* the worker's */
    int bell;            /* an eventfd: wakes the worker */
    pthread_t thread;
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t first;
    bool wanted, ending, done;
    bool been;  /* read at least once */
    char *next; /* the folder from now on, or NULL: the worker knows it already */
    struct content *content;
    struct diag_list *diags;
};

/* What nobody has taken yet makes way for what is newer; good content only for good content. What was read of
 * a folder that is not wanted any more is nobody's. */
static void deliver(struct loader *loader, struct content *content, struct diag_list *diags)
{
    pthread_mutex_lock(&loader->lock);
    if (loader->next) {
        pthread_mutex_unlock(&loader->lock);
        content_unref(content);
        diag_list_destroy(diags);
        return;
    }
    if (content) {
        content_unref(loader->content);
        loader->content = content;
    }
    diag_list_destroy(loader->diags);
    loader->diags = diags;
    loader->done = true;
    loader->been = true;
    pthread_cond_broadcast(&loader->first);
    pthread_mutex_unlock(&loader->lock);
    loader->ready(loader->user);
}

static void look(struct loader *loader)
{
    if (loader->watch && watch_take(loader->watch))
        pace_change(&loader->pace, window_now());
}

/* Without memory for it the new folder is not watched; it is read all the same. */
static void change_folder(struct loader *loader, char *folder)
{
    struct watch *watch = watch_create(folder);
    free(loader->folder);
    loader->folder = folder;
    if (!watch)
        return;
    watch_destroy(loader->watch);
    loader->watch = watch;
    loader->pace = (struct pace){.waiting = false};
}

/* Sleeps until the folder has to be read. False at the end. */
static bool sleep_until_due(struct loader *loader)
{
    for (;;) {
        pthread_mutex_lock(&loader->lock);
        bool wanted = loader->wanted, ending = loader->ending;
        char *folder = loader->next;
        loader->wanted = false;
        loader->next = NULL;
        pthread_mutex_unlock(&loader->lock);
        if (folder)
            change_folder(loader, folder);
        uint64_t now = window_now(), due = pace_due(&loader->pace);
        if (ending || wanted || due <= now)
            return !ending;
        struct pollfd fds[] = {{.fd = loader->bell, .events = POLLIN},
                               {.fd = loader->watch ? watch_fd(loader->watch) : -1, .events = POLLIN}};
        (void)poll(fds, 2, due == UINT64_MAX ? -1 : due - now < INT_MAX ? (int)(due - now) : INT_MAX);
        eventfd_t rung;
        (void)eventfd_read(loader->bell, &rung);
        look(loader);
    }
}

/* Reads the folder once. *busy is set when it was changing meanwhile. */
static struct content *read_folder(struct loader *loader, struct diag_list *diags, bool *busy)
{
    *busy = false;
    if (!loader->folder)
        return NULL;
    uint64_t began = window_now();
    *busy = pace_busy(&loader->pace, began);
    pace_begin(&loader->pace);
    if (loader->watch)
        watch_renew(loader->watch);
    struct content *content = diags ? content_load(loader->folder, diags) : NULL;
    look(loader);
    pace_end(&loader->pace, began, window_now());
    *busy = *busy || loader->pace.waiting;
    return content;
}

static void *work(void *argument)
{
    struct loader *loader = argument;
    uint64_t broken = 0; /* since when its problems were not told */
    while (sleep_until_due(loader)) {
        struct diag_list *diags = diag_list_create();
        bool busy;
        struct content *content = read_folder(loader, diags, &busy);
        uint64_t now = window_now();
        broken = broken ? broken : now;
        if (!content && busy && loader->been && now < broken + UNFINISHED_MS) {
            diag_list_destroy(diags);
            pace_change(&loader->pace, now); /* so that it is read once more, when it is quiet */
            continue;
        }
        broken = 0;
        deliver(loader, content, diags);
        /* Content comes and goes in small blocks among others that stay: what lies between them would be
         * kept, more with every change. */
        heap_trim();
    }
    return NULL;
}

static void release(struct loader *loader)
{
    content_unref(loader->content);
    diag_list_destroy(loader->diags);
    watch_destroy(loader->watch);
    file_close_p(&loader->bell);
    free(loader->folder);
    free(loader->next);
    pthread_cond_destroy(&loader->first);
    pthread_mutex_destroy(&loader->lock);
    free(loader);
}

struct loader *loader_create(const char *folder, void (*ready)(void *user), void *user)
{
    struct loader *loader = calloc(1, sizeof *loader);
    if (!loader)
        return NULL;
    loader->folder = folder ? strdup(folder) : NULL;
    loader->ready = ready;
    loader->user = user;
    loader->wanted = true;
    loader->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    loader->watch = folder ? watch_create(folder) : NULL;
    pthread_mutex_init(&loader->lock, NULL);
    pthread_cond_init(&loader->first, NULL);
    if ((folder && (!loader->folder || !loader->watch)) || loader->bell < 0 ||
        !thread_start(&loader->thread, work, loader)) {
        release(loader);
        return NULL;
    }
    return loader;
}

static void ring(struct loader *loader, bool *what)
{
    pthread_mutex_lock(&loader->lock);
    *what = true;
    pthread_mutex_unlock(&loader->lock);
    (void)eventfd_write(loader->bell, 1);
}

void loader_destroy(struct loader *loader)
{
    if (!loader)
        return;
    ring(loader, &loader->ending);
    pthread_join(loader->thread, NULL);
    release(loader);
}

void loader_wait(struct loader *loader)
{
    pthread_mutex_lock(&loader->lock);
    while (!loader->been)
        pthread_cond_wait(&loader->first, &loader->lock);
    pthread_mutex_unlock(&loader->lock);
}

void loader_begin(struct loader *loader)
{
    ring(loader, &loader->wanted);
}

bool loader_move(struct loader *loader, const char *folder)
{
    char *copy = strdup(folder);
    if (!copy)
        return false;
    pthread_mutex_lock(&loader->lock);
    free(loader->next);
    loader->next = copy;
    content_unref(loader->content);
    diag_list_destroy(loader->diags);
    loader->content = NULL;
    loader->diags = NULL;
    loader->done = false;
    pthread_mutex_unlock(&loader->lock);
    loader_begin(loader);
    return true;
}

bool loader_take(struct loader *loader, struct content **content, struct diag_list **diags)
{
    pthread_mutex_lock(&loader->lock);
    bool done = loader->done;
    if (done) {
        *content = loader->content;
        *diags = loader->diags;
        loader->content = NULL;
        loader->diags = NULL;
        loader->done = false;
    }
    pthread_mutex_unlock(&loader->lock);
    return done;
}

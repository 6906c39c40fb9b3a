#include "kiosk/loader.h"

#include <pthread.h>
#include <stdlib.h>

struct loader {
    const char *folder;
    void (*ready)(void *user);
    void *user;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wanted_changed;
    bool wanted, ending, done;
    struct content *content;
    struct diag_list *diags;
};

/* The lock is held. Drops what nobody took. */
static void clear(struct loader *loader)
{
    content_unref(loader->content);
    diag_list_destroy(loader->diags);
    loader->content = NULL;
    loader->diags = NULL;
    loader->done = false;
}

static void *work(void *argument)
{
    struct loader *loader = argument;
    pthread_mutex_lock(&loader->lock);
    while (!loader->ending) {
        if (!loader->wanted) {
            pthread_cond_wait(&loader->wanted_changed, &loader->lock);
            continue;
        }
        loader->wanted = false;
        pthread_mutex_unlock(&loader->lock);
        struct diag_list *diags = diag_list_create();
        struct content *content = diags ? content_load(loader->folder, diags) : NULL;
        pthread_mutex_lock(&loader->lock);
        clear(loader);
        loader->content = content;
        loader->diags = diags;
        loader->done = true;
        pthread_mutex_unlock(&loader->lock);
        loader->ready(loader->user);
        pthread_mutex_lock(&loader->lock);
    }
    pthread_mutex_unlock(&loader->lock);
    return NULL;
}

struct loader *loader_create(const char *folder, void (*ready)(void *user), void *user)
{
    struct loader *loader = calloc(1, sizeof *loader);
    if (!loader)
        return NULL;
    loader->folder = folder;
    loader->ready = ready;
    loader->user = user;
    pthread_mutex_init(&loader->lock, NULL);
    pthread_cond_init(&loader->wanted_changed, NULL);
    if (pthread_create(&loader->thread, NULL, work, loader) != 0) {
        pthread_cond_destroy(&loader->wanted_changed);
        pthread_mutex_destroy(&loader->lock);
        free(loader);
        return NULL;
    }
    return loader;
}

void loader_destroy(struct loader *loader)
{
    if (!loader)
        return;
    pthread_mutex_lock(&loader->lock);
    loader->ending = true;
    pthread_cond_signal(&loader->wanted_changed);
    pthread_mutex_unlock(&loader->lock);
    pthread_join(loader->thread, NULL);
    clear(loader);
    pthread_cond_destroy(&loader->wanted_changed);
    pthread_mutex_destroy(&loader->lock);
    free(loader);
}

void loader_begin(struct loader *loader)
{
    pthread_mutex_lock(&loader->lock);
    loader->wanted = true;
    pthread_cond_signal(&loader->wanted_changed);
    pthread_mutex_unlock(&loader->lock);
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

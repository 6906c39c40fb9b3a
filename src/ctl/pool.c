#include "ctl/pool.h"

#include "ctl/shrink.h"
#include "paint/png.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    THREADS_MAX = 4, /* one thread draws, and draws about a quarter as fast as one writes */
    QUEUE = 4        /* pictures, 6 MB each at 1080p */
};

struct pool {
    pthread_t threads[THREADS_MAX];
    size_t n_threads;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t work;  /* a job came, or closing */
    pthread_cond_t room;  /* a job went or ended */
    struct pool_job queue[QUEUE];
    size_t first, count, busy;
    bool closing, failed;
    struct err err; /* of the first failure */
};

static bool write_picture(const struct pool_job *job, struct err *err)
{
    if (!png_write(job->temporary, job->rgb, job->w, job->h, err)) {
        unlink(job->temporary);
        return false;
    }
    if (rename(job->temporary, job->path) == 0)
        return true;
    int number = errno;
    unlink(job->temporary);
    return err_set(err, "%s: %s", job->path, strerror(number));
}

static bool do_job(const struct pool_job *job, struct err *err)
{
    if (job->thumb && !shrink_box(job->rgb, job->w, job->h, job->thumb, job->thumb_w, job->thumb_h))
        return err_set(err, "out of memory");
    return write_picture(job, err);
}

static void *work(void *user)
{
    struct pool *pool = user;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->count == 0 && !pool->closing)
            pthread_cond_wait(&pool->work, &pool->lock);
        if (pool->count == 0)
            break;
        struct pool_job job = pool->queue[pool->first];
        pool->first = (pool->first + 1) % QUEUE;
        pool->count--;
        pool->busy++;
        pthread_cond_broadcast(&pool->room);
        bool skip = pool->failed;
        pthread_mutex_unlock(&pool->lock);

        struct err err;
        bool done = skip || do_job(&job, &err);
        free(job.rgb);

        pthread_mutex_lock(&pool->lock);
        if (!done && !pool->failed) {
            pool->failed = true;
            pool->err = err;
        }
        pool->busy--;
        pthread_cond_broadcast(&pool->room);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

struct pool *pool_create(struct err *err)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (!pool) {
        err_set(err, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->room, NULL);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (size_t)processors;
    for (; pool->n_threads < wanted; pool->n_threads++) {
        int number = pthread_create(&pool->threads[pool->n_threads], NULL, work, pool);
        if (number == 0)
            continue;
        if (pool->n_threads > 0) /* fewer do as well */
            break;
        err_set(err, "no thread could be started: %s", strerror(number));
        pool_destroy(pool);
        return NULL;
    }
    return pool;
}

bool pool_put(struct pool *pool, const struct pool_job *job)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->count == QUEUE && !pool->failed)
        pthread_cond_wait(&pool->room, &pool->lock);
    bool taken = !pool->failed;
    if (taken) {
        pool->queue[(pool->first + pool->count) % QUEUE] = *job;
        pool->count++;
        pthread_cond_signal(&pool->work);
    }
    pthread_mutex_unlock(&pool->lock);
    if (!taken)
        free(job->rgb);
    return taken;
}

void pool_drop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    for (; pool->count > 0; pool->count--) {
        free(pool->queue[pool->first].rgb);
        pool->first = (pool->first + 1) % QUEUE;
    }
    pthread_mutex_unlock(&pool->lock);
}

bool pool_wait(struct pool *pool, struct err *err)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->count > 0 || pool->busy > 0)
        pthread_cond_wait(&pool->room, &pool->lock);
    bool good = !pool->failed;
    if (!good)
        *err = pool->err;
    pthread_mutex_unlock(&pool->lock);
    return good;
}

void pool_destroy(struct pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->n_threads; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->room);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

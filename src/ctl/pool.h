/* ctl/pool: threads that turn finished screens into files while the next ones are drawn. */
#ifndef LOBBY_CTL_POOL_H
#define LOBBY_CTL_POOL_H

#include "base/err.h"

#include <stdint.h>

struct pool;

struct pool_job {
    uint8_t *rgb; /* malloced, w * h * 3 bytes; the pool frees it */
    int w, h;
    const char *path;      /* of the PNG; old or new, never half */
    const char *temporary; /* a name in the same folder */
    uint8_t *thumb;        /* filled with thumb_w * thumb_h * 3 bytes; NULL: none wanted */
    int thumb_w, thumb_h;
};

/* One thread for each processor, a few at most. */
struct pool *pool_create(struct err *err);

/* Hands a job over; waits while the queue is full. Strings and thumb must live until pool_destroy. After a
 * job has failed, further ones are dropped, and false comes back to say so. */
bool pool_put(struct pool *pool, const struct pool_job *job);

/* Drops the jobs that no thread has begun. */
void pool_drop(struct pool *pool);

/* Waits for all jobs. False when one failed; err says why the first of them did. */
bool pool_wait(struct pool *pool, struct err *err) MUST_USE;

/* Waits for what is under way; NULL is fine. */
void pool_destroy(struct pool *pool);

#endif

/* thread: a worker beside the main thread. */
#ifndef LOBBY_BASE_THREAD_H
#define LOBBY_BASE_THREAD_H

#include "base/err.h"

#include <pthread.h>
#include <stdbool.h>

/* Starts run(user) on a thread of its own, which is to be joined. Signals are the main thread's: this one is
 * never chosen for them. False when the system has no thread to give. */
bool thread_start(pthread_t *thread, void *(*run)(void *user), void *user) MUST_USE;

#endif

/* Loaded before the kiosk (LD_PRELOAD): its clock runs SOAK_SPEED times as fast, and what waits for a time
 * waits that much less. Covers what the kiosk and SDL call. Debian's libfaketime 0.9.10 cuts the timeout of
 * poll to whole milliseconds (16 ms become none, a busy loop) and leaves sigtimedwait and sem_timedwait as
 * they are. */
#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000ll

static int (*real_gettime)(clockid_t, struct timespec *); /* the quick one, without a system call */
static int64_t speed = 1;
static int64_t start[CLOCK_BOOTTIME + 1]; /* ns of each clock when the program began */

static int64_t nanoseconds(const struct timespec *time)
{
    return time->tv_sec * SECOND + time->tv_nsec;
}

static struct timespec timespec_of(int64_t ns)
{
    return (struct timespec){ns / SECOND, ns % SECOND};
}

__attribute__((constructor)) static void begin(void)
{
    void *found = dlsym(RTLD_NEXT, "clock_gettime");
    const char *wanted = getenv("SOAK_SPEED");
    speed = wanted ? strtoll(wanted, NULL, 10) : 0;
    if (!found || speed < 1)
        abort();
    memcpy(&real_gettime, &found, sizeof found);
    for (clockid_t clock = 0; clock <= CLOCK_BOOTTIME; clock++) {
        struct timespec now;
        if (real_gettime(clock, &now) == 0)
            start[clock] = nanoseconds(&now);
    }
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!real_gettime) /* before begin: another library's constructor */
        return (int)syscall(SYS_clock_gettime, clock, now);
    int result = real_gettime(clock, now);
    bool counts = clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID;
    if (result == 0 && clock >= 0 && clock <= CLOCK_BOOTTIME && !counts)
        *now = timespec_of(start[clock] + (nanoseconds(now) - start[clock]) * speed);
    return result;
}

time_t time(time_t *also)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (also)
        *also = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

int poll(struct pollfd *fds, nfds_t count, int ms)
{
    struct timespec most = timespec_of(ms * (SECOND / 1000) / speed);
    return ppoll(fds, count, ms < 0 ? NULL : &most, NULL);
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    struct timespec less = timespec_of(nanoseconds(wanted) / speed);
    int result = (int)syscall(SYS_nanosleep, &less, left);
    if (result < 0 && left)
        *left = timespec_of(nanoseconds(left) * speed);
    return result;
}

int usleep(useconds_t us)
{
    struct timespec wanted = timespec_of(us * 1000ll);
    return nanosleep(&wanted, NULL);
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict most)
{
    struct timespec less = timespec_of(nanoseconds(most) / speed);
    return (int)syscall(SYS_rt_sigtimedwait, set, info, &less, (size_t)(_NSIG / 8));
}

/* The true moment of a pretended one. */
static struct timespec truly(const struct timespec *pretended)
{
    int64_t began = start[CLOCK_REALTIME];
    return timespec_of(began + (nanoseconds(pretended) - began) / speed);
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
    struct timespec end = truly(until);
    return sem_clockwait(semaphore, CLOCK_REALTIME, &end);
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until)
{
    struct timespec end = truly(until);
    return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, &end);
}

/* Loaded before one program (LD_PRELOAD): another clock, and what a machine says of it. For that program
 * alone, not for those that it starts. What is not set stays as it is.
 *
 *     LOBBY_CLOCK      the time at which it starts, in seconds since 1970
 *     LOBBY_CLOCK_SURE 1: the kernel calls the clock synchronized; 0: it does not
 *     LOBBY_CLOCK_FILE when systemd-timesyncd last knew the time; "": it never did
 *     LOBBY_SPEED      so much faster do its deadlines come
 *     LOBBY_CA         a file in the place of the system's certificates */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>

#define TIMESYNC_FILE "/var/lib/systemd/timesync/clock"
#define SYSTEM_CA     "/etc/ssl/certs/ca-certificates.crt"

static struct {
    int64_t ahead; /* of the machine's clock, in seconds */
    int64_t speed, since;
    int sure;              /* -1: as it is */
    const char *file, *ca; /* NULL: as it is */
} the_clock = {.speed = 1, .sure = -1};

/* The next definition of a function, as the type that fits. */
static void next(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    memcpy(function, &found, sizeof found);
}

static int real_clock(clockid_t which, struct timespec *now)
{
    int (*real)(clockid_t, struct timespec *);
    next("clock_gettime", &real);
    return real(which, now);
}

__attribute__((constructor)) static void start(void)
{
    struct timespec now;
    const char *clock = getenv("LOBBY_CLOCK"), *speed = getenv("LOBBY_SPEED"),
               *sure = getenv("LOBBY_CLOCK_SURE");
    real_clock(CLOCK_REALTIME, &now);
    the_clock.ahead = clock ? strtoll(clock, NULL, 10) - now.tv_sec : 0;
    real_clock(CLOCK_BOOTTIME, &now);
    the_clock.since = now.tv_sec;
    the_clock.speed = speed ? strtoll(speed, NULL, 10) : 1;
    the_clock.sure = sure ? atoi(sure) : -1;
    the_clock.file = getenv("LOBBY_CLOCK_FILE");
    the_clock.ca = getenv("LOBBY_CA");
    unsetenv("LD_PRELOAD");
}

static bool is_wall(clockid_t which)
{
    return which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE;
}

static bool is_for_deadlines(clockid_t which)
{
    return which == CLOCK_BOOTTIME || which == CLOCK_MONOTONIC || which == CLOCK_MONOTONIC_COARSE;
}

int clock_gettime(clockid_t which, struct timespec *now)
{
    int code = real_clock(which, now);
    if (code == 0 && is_wall(which)) {
        now->tv_sec += the_clock.ahead;
    } else if (code == 0 && the_clock.speed != 1 && is_for_deadlines(which)) {
        int64_t nanoseconds = (now->tv_sec - the_clock.since) * 1000000000 + now->tv_nsec;
        nanoseconds *= the_clock.speed;
        now->tv_sec = the_clock.since + nanoseconds / 1000000000;
        now->tv_nsec = nanoseconds % 1000000000;
    }
    return code;
}

time_t time(time_t *out)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *out = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    return 0;
}

int adjtimex(struct timex *timex)
{
    int (*real)(struct timex *);
    next("adjtimex", &real);
    return the_clock.sure < 0 ? real(timex) : the_clock.sure ? TIME_OK : TIME_ERROR;
}

int stat(const char *restrict path, struct stat *restrict info)
{
    int (*real)(const char *, struct stat *);
    next("stat", &real);
    if (!the_clock.file || strcmp(path, TIMESYNC_FILE) != 0)
        return real(path, info);
    *info = (struct stat){.st_mtime = strtoll(the_clock.file, NULL, 10)};
    errno = ENOENT;
    return the_clock.file[0] ? 0 : -1;
}

static FILE *open_instead(const char *name, const char *path, const char *mode)
{
    FILE *(*real)(const char *, const char *);
    next(name, &real);
    return real(the_clock.ca && strcmp(path, SYSTEM_CA) == 0 ? the_clock.ca : path, mode);
}

FILE *fopen(const char *restrict path, const char *restrict mode)
{
    return open_instead("fopen", path, mode);
}

FILE *fopen64(const char *restrict path, const char *restrict mode)
{
    return open_instead("fopen64", path, mode);
}

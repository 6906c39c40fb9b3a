#include "update/floor.h"

#include <sys/stat.h>
#include <sys/timex.h>

/* systemd-timesyncd touches it whenever it knows the time (systemd-timesyncd.service(8)). */
#define TIMESYNC_CLOCK "/var/lib/systemd/timesync/clock"

static bool synchronized(void)
{
    struct timex timex = {.modes = 0};
    int state = adjtimex(&timex);
    return state >= 0 && state != TIME_ERROR; /* a sandbox may forbid to ask */
}

struct trust_clock floor_clock(int64_t system, int64_t release_created)
{
    int64_t floor = LOBBY_BUILD_TIME;
    struct stat saved;
    if (stat(TIMESYNC_CLOCK, &saved) == 0 && saved.st_mtime > floor)
        floor = saved.st_mtime;
    if (release_created > floor)
        floor = release_created;
    bool behind = system < floor;
    return (struct trust_clock){.now = behind ? floor : system, .sure = !behind && synchronized()};
}

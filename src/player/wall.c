#include "player/wall.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* systemd-timesyncd touches it whenever it knows the time (systemd-timesyncd.service(8)). */
#define TIMESYNC_CLOCK "/var/lib/systemd/timesync/clock"

#define DAY_SECONDS 86400

/* The build's day, so that it is the same for every build of one source (SOURCE_DATE_EPOCH). */
static time_t build_time(void)
{
    return (time_t)LOBBY_BUILD_TIME;
}

void wall_start(struct wall *wall)
{
    *wall = (struct wall){.floor = build_time()};
    struct stat saved;
    if (stat(TIMESYNC_CLOCK, &saved) == 0 && saved.st_mtime > wall->floor)
        wall->floor = saved.st_mtime;
}

void wall_raise(struct wall *wall, int64_t floor)
{
    if (floor > wall->floor)
        wall->floor = (time_t)floor;
}

void wall_pretend(struct wall *wall, const struct civil *at, uint64_t now_ms)
{
    wall->pretend = true;
    wall->at = *at;
    wall->at_ms = now_ms;
}

static struct civil civil_of_seconds(int64_t seconds)
{
    int64_t days = seconds / DAY_SECONDS;
    int rest = (int)(seconds % DAY_SECONDS);
    struct civil civil = {.hour = rest / 3600, .minute = rest / 60 % 60, .second = rest % 60};
    civil_from_days(days, &civil.year, &civil.month, &civil.day);
    return civil;
}

static struct civil civil_of_time(time_t time)
{
    struct tm tm;
    if (!localtime_r(&time, &tm))
        memset(&tm, 0, sizeof tm);
    return (struct civil){.year = tm.tm_year + 1900,
                          .month = tm.tm_mon + 1,
                          .day = tm.tm_mday,
                          .hour = tm.tm_hour,
                          .minute = tm.tm_min,
                          .second = tm.tm_sec < 60 ? tm.tm_sec : 59};
}

struct due_clock wall_now(const struct wall *wall, uint64_t now_ms)
{
    if (wall->pretend) {
        int64_t seconds = civil_seconds(&wall->at) + (int64_t)((now_ms - wall->at_ms) / 1000);
        return (struct due_clock){.now = civil_of_seconds(seconds), .trusted = true};
    }
    time_t now = time(NULL);
    bool trusted = now >= wall->floor;
    return (struct due_clock){.now = civil_of_time(trusted ? now : wall->floor), .trusted = trusted};
}

#include "kiosk/ladder.h"

#include "base/file.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "kiosk.falls"

enum { BYTES_MAX = 16, FALLS_MAX = 1000000 };

/* So many falls cost nothing: a restart at once is the best cure of what happens once. */
#define FREE_FALLS 2u
/* Shorter than any patience with a start (TimeoutStartSec= in systemd/lobby-kiosk.service). */
#define REST_MOST_MS 4000u

static void write_falls(const struct ladder *ladder, unsigned falls)
{
    char text[BYTES_MAX];
    struct err err;
    int length = snprintf(text, sizeof text, "%u\n", falls);
    if (ladder->run >= 0 && !file_write_at(ladder->run, NAME, text, (size_t)length, &err))
        log_warning("falls are not counted: %s", err.text);
}

static unsigned read_falls(const struct ladder *ladder)
{
    AUTO_FREE char *bytes = NULL;
    size_t length;
    struct err err;
    if (ladder->run < 0 || !file_read_below(ladder->run, NAME, BYTES_MAX, &bytes, &length, &err))
        return 0;
    unsigned long falls = strtoul(bytes, NULL, 10);
    return falls < FALLS_MAX ? (unsigned)falls : FALLS_MAX;
}

void ladder_begin(struct ladder *ladder, const char *run)
{
    struct err err;
    (void)mkdir(run, 0755);
    *ladder = (struct ladder){.run = file_open_folder(run, &err)};
    if (ladder->run < 0)
        log_warning("falls are not counted: %s", err.text);
    ladder->falls = read_falls(ladder);
    ladder->step = ladder->falls >= LADDER_SAFE_FALLS        ? LADDER_SAFE
                   : ladder->falls >= LADDER_INSTALLED_FALLS ? LADDER_INSTALLED
                                                             : LADDER_FULL;
    write_falls(ladder, ladder->falls + 1);
}

unsigned ladder_rest(const struct ladder *ladder)
{
    unsigned rest = 0;
    for (unsigned fall = FREE_FALLS; fall < ladder->falls && rest < REST_MOST_MS; fall++)
        rest = rest ? rest * 2 : 1000;
    return rest < REST_MOST_MS ? rest : REST_MOST_MS;
}

void ladder_forget(struct ladder *ladder)
{
    ladder->falls = 0;
    ladder->step = LADDER_FULL;
    ladder->since = 0;
    ladder->stands = false;
    write_falls(ladder, 1); /* this start may still become one */
}

/* What stands on a lower step says nothing of what fell from a higher one. */
static unsigned falls_of(enum ladder_step step)
{
    return step == LADDER_SAFE ? LADDER_SAFE_FALLS : step == LADDER_INSTALLED ? LADDER_INSTALLED_FALLS : 0;
}

uint64_t ladder_passed(struct ladder *ladder, const struct player_pass *pass)
{
    bool waits = !pass->device;
    if (waits != ladder->waits) {
        write_falls(ladder, ladder->falls + !waits);
        ladder->stands = false;
    }
    ladder->waits = waits;
    if (waits || pass->frames == 0 || pass->trouble != PLAYER_FINE)
        ladder->since = 0;
    else if (ladder->since == 0)
        ladder->since = pass->now;
    if (ladder->since == 0)
        return UINT64_MAX;
    uint64_t proved = ladder->since + LADDER_STANDS_MS, again = ladder->since + LADDER_AGAIN_MS;
    if (!ladder->stands && pass->now < proved)
        return proved;
    if (!ladder->stands) {
        ladder->falls = falls_of(ladder->step);
        write_falls(ladder, ladder->falls);
    }
    ladder->stands = true;
    if (ladder->step == LADDER_FULL)
        return UINT64_MAX;
    if (pass->now < again)
        return again;
    ladder_forget(ladder);
    return pass->now + 1;
}

void ladder_end(struct ladder *ladder)
{
    if (ladder->run >= 0)
        (void)unlinkat(ladder->run, NAME, 0);
    file_close_p(&ladder->run);
    ladder->run = -1;
}

#include "kiosk/bulletin.h"

#include "base/log.h"
#include "kiosk/service.h"

#include <stdio.h>
#include <string.h>

/* How long until it is tried again to write what could not be written. */
#define AGAIN_MS 60000u

static const char no_display[] = "none", safe_screen[] = "safe";

void bulletin_start(struct bulletin *bulletin, const char *run, const struct ladder *ladder)
{
    *bulletin = (struct bulletin){.run = run, .ladder = ladder};
}

/* At the start, too: without one most of what this kiosk is for cannot be reached. */
static bool note_touch(struct bulletin *bulletin, const char *touch)
{
    const char *name = touch ? touch : "";
    if (bulletin->looked && strncmp(bulletin->touch, name, BULLETIN_TOUCH - 1) == 0)
        return false;
    bulletin->looked = true;
    snprintf(bulletin->touch, sizeof bulletin->touch, "%s", name);
    if (touch)
        log_info("touchscreen: %s", touch);
    else
        log_warning("there is no touchscreen; plug it in, or let this user read it (group input)");
    return true;
}

static bool note_screen(struct bulletin *bulletin, const struct supply *supply,
                        const struct supply_news *news, const char *instead)
{
    const char *name = news->on.kind == STORE_SHOW_NOTHING || instead ? "" : news->on.name;
    bool other = !bulletin->written || instead != bulletin->instead || strcmp(name, bulletin->on) != 0;
    bool changed = other || news->changes != bulletin->changes;
    bulletin->instead = instead;
    bulletin->changes = news->changes;
    snprintf(bulletin->on, sizeof bulletin->on, "%s", name);
    if (other)
        bulletin->since = supply_time(supply);
    return changed;
}

static void say_service(const struct bulletin *bulletin)
{
    service_status(bulletin->instead == no_display ? "no display"
                   : bulletin->instead             ? "the safe screen"
                   : bulletin->on[0]               ? bulletin->on
                                                   : "the installed content");
}

static void write_out(struct bulletin *bulletin, const struct supply *supply, const struct supply_news *news,
                      const struct player_pass *pass)
{
    static const char *const troubles[] = {[PLAYER_NO_LAYOUT] = "the screen cannot be laid out",
                                           [PLAYER_NO_DISPLAY] = "the display takes no pictures"};
    const char *problems[4];
    char falls[160];
    size_t count = 0;
    struct err err;
    if (bulletin->ladder->falls >= LADDER_INSTALLED_FALLS) {
        snprintf(
            falls, sizeof falls,
            "it has fallen %u times in a row; see the journal, and restart it to try again what was shown",
            bulletin->ladder->falls);
        problems[count++] = falls;
    }
    if (news->problem[0])
        problems[count++] = news->problem;
    if (!pass->device)
        problems[count++] = "there is no display; plug it in and switch it on";
    else if (pass->trouble != PLAYER_FINE)
        problems[count++] = troubles[pass->trouble];
    if (pass->device && !pass->touch)
        problems[count++] = "there is no touchscreen";
    struct store_kiosk_status status = {.now = supply_time(supply),
                                        .program = LOBBY_VERSION,
                                        .on = &news->on,
                                        .instead = bulletin->instead,
                                        .since = bulletin->since,
                                        .display = pass->device,
                                        .touch = pass->touch,
                                        .problems = problems,
                                        .problem_count = count};
    bool good = store_kiosk_write_status(news->store, bulletin->run, &status, &err);
    if (!good && !bulletin->said)
        log_warning("%s", err.text);
    bulletin->said = !good;
    say_service(bulletin);
}

void bulletin_passed(struct bulletin *bulletin, const struct supply *supply, const struct player_pass *pass)
{
    bool begins = pass->device && pass->frames == 0 && pass->trouble == PLAYER_FINE;
    if (!bulletin->run || begins)
        return;
    struct supply_news news;
    supply_tell(supply, &news);
    const char *instead = !pass->device                           ? no_display
                          : pass->folder == 0 && pass->frames > 0 ? safe_screen
                                                                  : NULL;
    bool changed = note_screen(bulletin, supply, &news, instead);
    changed = (pass->device && note_touch(bulletin, pass->touch)) || changed;
    changed = changed || pass->trouble != bulletin->trouble;
    changed = changed || (bulletin->said && pass->now >= bulletin->again);
    bulletin->trouble = pass->trouble;
    bulletin->written = true;
    if (changed)
        write_out(bulletin, supply, &news, pass);
    if (changed)
        bulletin->again = pass->now + AGAIN_MS;
}

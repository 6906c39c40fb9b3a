#include "kiosk/bulletin.h"

#include "base/log.h"
#include "kiosk/service.h"
#include "player/meter.h"

#include <stdio.h>
#include <string.h>

/* How long until it is tried again to write what could not be written. */
#define AGAIN_MS 60000u

/* Figures alone are written this often, when the loop passes anyway. */
#define FIGURES_MS 600000u

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

/* True when there are new figures that are worth a file. */
static bool note_figures(struct bulletin *bulletin, const struct player_pass *pass)
{
    bool left = bulletin->session && !pass->session;
    bulletin->session = pass->session;
    return left || pass->now >= bulletin->figures + FIGURES_MS;
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
    struct store_kiosk_taps taps[METER_BINS];
    for (size_t i = 0; i < METER_BINS; i++)
        taps[i] = (struct store_kiosk_taps){i < METER_BINS - 1 ? meter_bins_ms[i] : 0,
                                            pass->meter ? pass->meter->taps[i] : 0};
    struct store_kiosk_status status = {.now = supply_time(supply),
                                        .program = LOBBY_VERSION,
                                        .on = &news->on,
                                        .instead = bulletin->instead,
                                        .since = bulletin->since,
                                        .display = pass->device,
                                        .touch = pass->touch,
                                        .frames = pass->meter ? pass->meter->presented : 0,
                                        .missed = pass->meter ? pass->meter->missed : 0,
                                        .taps = taps,
                                        .tap_count = METER_BINS,
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
    changed = note_figures(bulletin, pass) || changed;
    changed = changed || pass->trouble != bulletin->trouble;
    changed = changed || (bulletin->said && pass->now >= bulletin->again);
    bulletin->trouble = pass->trouble;
    bulletin->written = true;
    if (!changed)
        return;
    write_out(bulletin, supply, &news, pass);
    bulletin->again = pass->now + AGAIN_MS;
    bulletin->figures = pass->now;
}

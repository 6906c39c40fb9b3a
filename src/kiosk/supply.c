#include "kiosk/supply.h"

#include "base/file.h"
#include "base/log.h"
#include "kiosk/bell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How often it is looked for new content where the system cannot tell (no inotify). */
#define LOOK_MS 60000u

struct supply {
    struct supply_settings settings;
    struct store_kiosk *store;
    struct bell *bell;      /* NULL: nobody rings */
    struct store_show show; /* what was taken; its path or settings.installed is the folder */
    unsigned number;        /* of that folder, as the player counts them */
    bool trial;             /* it wants a verdict */
    bool given_back;        /* and waits for a display */
    bool loaded;            /* it was read without errors */
    uint64_t taken;         /* ms: when, once there was a display; 0: not yet */
    uint64_t since;         /* ms: on the glass without trouble; 0: it is not */
    uint64_t pending;       /* ms: since when there is something new; 0: there is not */
    uint64_t look;          /* ms: when to look whether there is */

    bool held;            /* what the store names has fallen too often: something lower stands in */
    bool below;           /* the installed content has fallen, too */
    struct store_show on; /* what is on the glass, without its path */
    unsigned on_number;   /* 0: nothing yet */
    char problem[STORE_REASON_TEXT]; /* with the folder; "": none */
    unsigned changes;                /* counts what may stand in kiosk.json */
};

int64_t supply_time(const struct supply *supply)
{
    int64_t now = (int64_t)time(NULL), floor = supply_floor(supply);
    return now > floor ? now : floor;
}

static enum ladder_step step_of(const struct supply *supply)
{
    return supply->settings.ladder ? supply->settings.ladder->step : LADDER_FULL;
}

static void store_take(struct supply *supply, bool first)
{
    store_show_finish(&supply->show);
    if (supply->store)
        store_kiosk_take(supply->store, supply_time(supply), &supply->show);
    supply->trial = supply->show.kind == STORE_SHOW_TRIAL;
    supply->held = !supply->trial && step_of(supply) != LADDER_FULL;
    /* The safe screen is where nothing was shown before: it cannot take the place of content. */
    supply->below = supply->held && step_of(supply) == LADDER_SAFE && (first || supply->below);
    supply->given_back = false;
    supply->taken = supply->since = supply->pending = 0;
    supply->changes++;
}

struct supply *supply_create(const struct supply_settings *settings)
{
    struct supply *supply = calloc(1, sizeof *supply);
    if (!supply)
        return NULL;
    supply->settings = *settings;
    supply->store = settings->state ? store_kiosk_open(settings->state) : NULL;
    if (settings->state && !supply->store) {
        free(supply);
        return NULL;
    }
    supply->number = 1;
    store_take(supply, true);
    return supply;
}

void supply_destroy(struct supply *supply)
{
    if (!supply)
        return;
    bell_destroy(supply->bell);
    store_show_finish(&supply->show);
    if (supply->store)
        store_kiosk_close(supply->store);
    free(supply);
}

const char *supply_folder(const struct supply *supply)
{
    if (supply->held && supply->below)
        return NULL;
    return supply->held || !supply->show.path ? supply->settings.installed : supply->show.path;
}

int64_t supply_floor(const struct supply *supply)
{
    return supply->store ? store_kiosk_floor(supply->store) : 0;
}

static const char *name_of(const struct supply *supply)
{
    if (!supply_folder(supply))
        return "the safe screen";
    return supply->held || supply->show.kind == STORE_SHOW_NOTHING ? "the installed content"
                                                                   : supply->show.name;
}

void supply_begin(struct supply *supply)
{
    int fd = supply->store ? store_kiosk_fd(supply->store) : -1;
    if (fd >= 0)
        supply->bell = bell_create(fd, supply->settings.wake, supply->settings.user);
    if (supply->store && !supply->bell)
        log_warning("%s: new content is looked for once a minute only", supply->settings.state);
    log_info("showing %s%s", name_of(supply), supply->trial ? ", on trial" : "");
}

/* What is to be shown from now on; what is on the glass stays until it is read. */
static void take(struct supply *supply)
{
    const char *now = supply_folder(supply);
    AUTO_FREE char *before = now ? strdup(now) : NULL;
    store_take(supply, false);
    const char *folder = supply_folder(supply);
    if (!folder || (before && strcmp(before, folder) == 0))
        return;
    unsigned number = supply->settings.move(supply->settings.user, folder);
    if (number == 0) { /* no memory: what is on the glass stays, and is not what the verdict would be about */
        if (supply->store)
            store_kiosk_give_back(supply->store);
        supply->trial = false;
        return;
    }
    supply->loaded = false;
    supply->number = number;
    log_info("now comes %s%s", name_of(supply), supply->trial ? ", on trial" : "");
}

void supply_release(struct supply *supply)
{
    if (supply->held)
        take(supply);
}

/* Only what is on disk outlives this kiosk, but it goes by its verdict anyway. */
static void judge(struct supply *supply, enum store_verdict verdict, const char *reason)
{
    struct err err;
    if (verdict == STORE_GOOD)
        log_info("%s is good", supply->show.name);
    else
        log_error("%s is bad: %s; correct it and publish again", supply->show.name, reason);
    if (!store_kiosk_judge(supply->store, verdict, reason, supply_time(supply), &err))
        log_warning("%s", err.text);
    supply->trial = false;
    supply->changes++;
    if (verdict == STORE_BAD) {
        take(supply);
        return;
    }
    if (step_of(supply) != LADDER_FULL)
        ladder_forget(supply->settings.ladder);
    supply->show.kind = STORE_SHOW_GOOD;
    if (supply->on_number == supply->number)
        supply->on.kind = STORE_SHOW_GOOD;
}

static void describe_first(struct diag_list *diags, char text[STORE_REASON_TEXT])
{
    size_t count = 0;
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].level != DIAG_ERROR)
            continue;
        snprintf(text, STORE_REASON_TEXT, "%s:%u: %s", items[i].place.file ? items[i].place.file : "",
                 items[i].place.line, items[i].text);
        return;
    }
    text[0] = '\0';
}

bool supply_loaded(struct supply *supply, struct diag_list *diags)
{
    unsigned number = supply->number;
    if (supply->given_back)
        take(supply); /* the display is there again */
    if (supply->number != number)
        return false;
    bool errors = diags && diag_errors(diags) > 0;
    char problem[STORE_REASON_TEXT] = "";
    if (errors)
        describe_first(diags, problem);
    supply->changes += strcmp(problem, supply->problem) != 0;
    memcpy(supply->problem, problem, sizeof problem);
    supply->loaded = supply->loaded || (diags && !errors);
    if (!errors || supply->loaded || supply->held || supply->show.kind == STORE_SHOW_NOTHING)
        return false;
    judge(supply, STORE_BAD, problem);
    return true;
}

/* A display that is waited for says nothing of the content. */
static void wait_for_display(struct supply *supply)
{
    if (!supply->trial || supply->given_back)
        return;
    store_kiosk_give_back(supply->store);
    supply->given_back = true;
}

static void note_glass(struct supply *supply, const struct player_pass *pass)
{
    bool here = pass->folder == supply->number && pass->frames > 0;
    if (here && supply->on_number != supply->number) {
        supply->on = supply->held ? (struct store_show){.kind = STORE_SHOW_NOTHING} : supply->show;
        supply->on.path = NULL;
        supply->on_number = supply->number;
        supply->changes++;
    }
    if (!here || pass->trouble != PLAYER_FINE)
        supply->since = 0;
    else if (supply->since == 0)
        supply->since = pass->now;
}

/* Returns when there is more to be said. */
static uint64_t consider(struct supply *supply, const struct player_pass *pass)
{
    if (!supply->trial)
        return UINT64_MAX;
    if (supply->taken == 0)
        supply->taken = pass->now;
    uint64_t proved = supply->since ? supply->since + SUPPLY_PROOF_MS : UINT64_MAX;
    uint64_t over = supply->taken + SUPPLY_MOST_MS;
    if (pass->now >= proved)
        judge(supply, STORE_GOOD, "");
    else if (pass->folder == supply->number && pass->trouble == PLAYER_NO_LAYOUT)
        judge(supply, STORE_BAD, "its first screen could not be laid out");
    else if (pass->now >= over)
        judge(supply, STORE_BAD, "it did not come to stand on the screen within a minute");
    else
        return proved < over ? proved : over;
    return pass->now + 1;
}

/* Whether the updater has left something new. Returns when to ask again. */
static uint64_t look(struct supply *supply, const struct player_pass *pass)
{
    if (!supply->store)
        return UINT64_MAX;
    bool rang = supply->bell ? bell_rang(supply->bell) : pass->now >= supply->look;
    if (rang) {
        bool pending = store_kiosk_pending(supply->store);
        if (supply->bell)
            bell_listen(supply->bell);
        supply->look = pass->now + LOOK_MS;
        supply->pending = !pending ? 0 : supply->pending ? supply->pending : pass->now;
    }
    return supply->bell ? UINT64_MAX : supply->look;
}

/* A trial is taken when it disturbs nobody. */
static uint64_t take_new(struct supply *supply, const struct player_pass *pass)
{
    if (supply->pending == 0 || supply->trial || pass->trouble != PLAYER_FINE)
        return UINT64_MAX;
    uint64_t latest = supply->pending + SUPPLY_DEFER_MS;
    if (pass->session && pass->now < latest)
        return latest;
    take(supply);
    return pass->now + 1;
}

void supply_tell(const struct supply *supply, struct supply_news *news)
{
    *news = (struct supply_news){
        .store = supply->store, .on = supply->on, .problem = supply->problem, .changes = supply->changes};
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

uint64_t supply_passed(struct supply *supply, const struct player_pass *pass)
{
    if (!pass->device) {
        wait_for_display(supply);
        return UINT64_MAX;
    }
    if (supply->given_back)
        take(supply);
    note_glass(supply, pass);
    uint64_t again = consider(supply, pass);
    again = least(again, look(supply, pass));
    return least(again, take_new(supply, pass));
}

void supply_end(struct supply *supply)
{
    bell_destroy(supply->bell);
    supply->bell = NULL;
    if (supply->store)
        store_kiosk_give_back(supply->store);
}

#include "ground.h"

#include "store/kiosk.h"

#include <stdio.h>

enum { NOW = 1795475460 };

struct store_kiosk *ground_kiosk(const char *state)
{
    return store_kiosk_open(state);
}

void ground_take(struct store_kiosk *kiosk, struct ground_shown *shown)
{
    static const enum ground_kind kinds[] = {[STORE_SHOW_NOTHING] = GROUND_NOTHING,
                                             [STORE_SHOW_GOOD] = GROUND_GOOD,
                                             [STORE_SHOW_TRIAL] = GROUND_TRIAL};
    struct store_show show;
    store_kiosk_take(kiosk, NOW, &show);
    *shown = (struct ground_shown){.kind = kinds[show.kind], .id = show.id};
    snprintf(shown->path, sizeof shown->path, "%s", show.path ? show.path : "");
    store_show_finish(&show);
}

bool ground_judge(struct store_kiosk *kiosk, enum store_verdict verdict)
{
    struct err err;
    return store_kiosk_judge(kiosk, verdict, verdict == STORE_BAD ? "it cannot be laid out" : "", NOW, &err);
}

bool ground_pending(struct store_kiosk *kiosk)
{
    return store_kiosk_pending(kiosk);
}

void ground_end(struct store_kiosk *kiosk, bool orderly)
{
    if (kiosk && orderly)
        store_kiosk_give_back(kiosk);
    store_kiosk_close(kiosk);
}

int64_t ground_show(const char *state, enum store_verdict verdict)
{
    struct ground_shown shown;
    struct store_kiosk *kiosk = ground_kiosk(state);
    if (!kiosk)
        return -1;
    ground_take(kiosk, &shown);
    bool good = shown.kind != GROUND_TRIAL || verdict == STORE_UNJUDGED || ground_judge(kiosk, verdict);
    ground_end(kiosk, false);
    return !good ? -1 : shown.kind == GROUND_NOTHING ? 0 : shown.id.version;
}

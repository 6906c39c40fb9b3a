#include "ground.h"

#include "store/kiosk.h"

enum { NOW = 1795475460 };

int64_t ground_show(const char *state, enum store_verdict verdict)
{
    struct store_show show;
    struct store_kiosk *kiosk = store_kiosk_open(state);
    if (!kiosk)
        return -1;
    store_kiosk_take(kiosk, NOW, &show);
    struct err err;
    if (show.kind == STORE_SHOW_TRIAL && verdict != STORE_UNJUDGED &&
        !store_kiosk_judge(kiosk, verdict, verdict == STORE_BAD ? "it cannot be laid out" : "", NOW, &err))
        return -1;
    int64_t version = show.kind == STORE_SHOW_NOTHING ? 0 : show.id.version;
    store_show_finish(&show);
    store_kiosk_close(kiosk);
    return version;
}

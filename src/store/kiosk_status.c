/* kiosk.json. */
#include "store/kiosk_verdicts.h"
#include "store/status.h"

static void write_screen(struct status *status, const struct store_kiosk_status *told)
{
    static const char *const kinds[] = {
        [STORE_SHOW_NOTHING] = "installed", [STORE_SHOW_GOOD] = "good", [STORE_SHOW_TRIAL] = "trial"};
    enum store_kind kind = told->on && !told->instead ? told->on->kind : STORE_SHOW_NOTHING;
    status_open(status, "screen", '{');
    status_text(status, "kind", told->instead ? told->instead : kinds[kind]);
    status_text(status, "generation", kind == STORE_SHOW_NOTHING ? NULL : told->on->name);
    if (kind != STORE_SHOW_NOTHING) {
        status_number(status, "epoch", told->on->id.epoch);
        status_number(status, "version", told->on->id.version);
    }
    status_time(status, "since", told->since);
    status_close(status, '}');
}

static void write_verdicts(struct status *status, const struct state_verdicts *verdicts)
{
    static const char *const words[] = {"none", "good", "bad"};
    status_open(status, "verdicts", '[');
    for (size_t i = verdicts ? verdicts->count : 0; i-- > 0;) {
        const struct state_verdict *item = &verdicts->items[i];
        char name[STORE_NAME_TEXT];
        store_id_name(&item->id, name);
        status_open(status, NULL, '{');
        status_text(status, "generation", name);
        status_text(status, "verdict", words[item->verdict]);
        status_number(status, "attempts", item->attempts);
        status_text(status, "reason", item->reason);
        status_time(status, "when", item->when);
        status_close(status, '}');
    }
    status_close(status, ']');
}

static void write_figures(struct status *status, const struct store_kiosk_status *told)
{
    status_open(status, "frames", '{');
    status_number(status, "presented", (int64_t)told->frames);
    status_number(status, "missed", (int64_t)told->missed);
    status_close(status, '}');
    status_open(status, "taps", '[');
    for (size_t i = 0; i < told->tap_count; i++) {
        status_open(status, NULL, '{');
        if (told->taps[i].most_ms > 0)
            status_number(status, "most_ms", told->taps[i].most_ms);
        else
            status_text(status, "most_ms", NULL);
        status_number(status, "count", (int64_t)told->taps[i].count);
        status_close(status, '}');
    }
    status_close(status, ']');
}

bool store_kiosk_write_status(const struct store_kiosk *kiosk, const char *run,
                              const struct store_kiosk_status *told, struct err *err)
{
    struct status status;
    if (!status_begin(&status))
        return err_set(err, "kiosk.json: out of memory");
    status_text(&status, "program", told->program);
    status_time(&status, "written", told->now);
    write_screen(&status, told);
    write_verdicts(&status, kiosk ? kiosk_verdicts(kiosk) : NULL);
    status_text(&status, "display", told->display);
    status_text(&status, "touch", told->touch);
    write_figures(&status, told);
    status_open(&status, "problems", '[');
    for (size_t i = 0; i < told->problem_count; i++)
        status_text(&status, NULL, told->problems[i]);
    status_close(&status, ']');
    return status_end(&status, run, "kiosk.json", err);
}

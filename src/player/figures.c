#include "player/figures.h"

#define INK    0xffffff
#define GROUND 0x101418

#define TAPS_PERCENT 95

static const char *tell(struct arena *arena, const struct meter *meter, const struct look *look,
                        const char *display)
{
    const char *frames = arena_printf(
        arena, "%s, %d x %d\nframe %llu, %.1f ms, worst %.1f ms, %llu missed\n%llu wake-ups, ", display,
        look->w, look->h, (unsigned long long)meter->presented, meter->last_us / 1000.0,
        meter->worst_us / 1000.0, (unsigned long long)meter->missed, (unsigned long long)meter->wakes);
    unsigned long long taps = meter_taps(meter);
    unsigned most = meter_within(meter, TAPS_PERCENT);
    if (!frames)
        return "";
    const char *text = taps == 0  ? arena_printf(arena, "%sno taps", frames)
                       : most > 0 ? arena_printf(arena, "%s%llu taps, 95 %% within %u ms", frames, taps, most)
                                  : arena_printf(arena, "%s%llu taps, 95 %% take longer than %u ms", frames,
                                                 taps, meter_bins_ms[METER_BINS - 2]);
    return text ? text : "";
}

void figures_add(struct figures *figures, const struct meter *meter, struct fonts *fonts,
                 const struct look *look, const char *display, struct frame *frame)
{
    if (frame->count == FRAME_LAYERS_MAX)
        return;
    int pad = look->gap / 2, w = look->w / 2;
    struct scene *scene = scene_create(NULL, fonts, "en", false, w, 1, GROUND);
    if (!scene)
        return;
    const char *text = tell(scene->arena, meter, look, display);
    struct text_para para = scene_plain(scene, text, FONT_REGULAR, look->small * 4 / 5, INK);
    scene->h = scene_text(scene, (struct rect){pad, pad, w - 2 * pad, 0}, &para) + 2 * pad;
    if (scene->failed) {
        scene_destroy(scene);
        return;
    }
    scene_destroy(figures->before);
    figures->before = figures->scene;
    figures->scene = scene;
    frame->layers[frame->count++] = (struct layer){.scene = scene,
                                                   .clip = {0, 0, w, scene->h},
                                                   .alpha = 255,
                                                   .pressed = FRAME_NO_TARGET,
                                                   .focused = FRAME_NO_TARGET};
}

void figures_finish(struct figures *figures)
{
    scene_destroy(figures->before);
    scene_destroy(figures->scene);
    figures->before = NULL;
    figures->scene = NULL;
}

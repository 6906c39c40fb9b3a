#include "player/figures.h"

#define INK    0xffffff
#define GROUND 0x101418

void figures_add(struct figures *figures, struct fonts *fonts, const struct look *look, const char *display,
                 struct frame *frame)
{
    if (frame->count == FRAME_LAYERS_MAX)
        return;
    int pad = look->gap / 2, w = look->w / 2;
    struct scene *scene = scene_create(NULL, fonts, "en", false, w, 1, GROUND);
    if (!scene)
        return;
    const char *text =
        arena_printf(scene->arena, "%s, %d x %d\nframe %llu, %.1f ms, worst %.1f ms, %llu wake-ups", display,
                     look->w, look->h, (unsigned long long)figures->presented, figures->last_us / 1000.0,
                     figures->worst_us / 1000.0, (unsigned long long)figures->wakes);
    struct text_para para = scene_plain(scene, text ? text : "", FONT_REGULAR, look->small * 4 / 5, INK);
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

/* ui/stage: the layers of a frame, one by one: a place, the bar, the question. Only the ui room's own files
 * use it; see view.h. */
#ifndef LOBBY_UI_STAGE_H
#define LOBBY_UI_STAGE_H

#include "ui/cache.h"

struct view {
    struct fonts *fonts;
    struct cache *cache;
    struct content *content;
    struct look look;
    double panel_inches;
};

/* What is shown in one language between a notice band and the bar. */
struct stage {
    struct view *view;
    size_t lang;
    struct due_clock clock;
    const struct scene *band; /* or NULL */
    struct rect box;
    struct rect slot; /* of the scene that the next one lies over */
};

struct stage stage_open(struct view *view, size_t lang, const struct due_clock *clock);

/* The scene of a key, laid out when it is not in the cache; the key's language, size and content are filled
 * in. NULL when memory is out. */
const struct scene *stage_scene(const struct stage *stage, struct scene_key key);

/* The scene of a place. NULL when memory is out. */
const struct scene *stage_place(const struct stage *stage, const struct ui_place *place);

/* A new layer over all the others, opaque and deaf; scene may be NULL. */
struct layer *stage_layer(struct frame *frame, const struct scene *scene, struct rect clip);

/* Each adds its layers; false when memory is out. */
bool stage_add_place(const struct stage *stage, struct frame *frame, const struct ui_place *place,
                     int scroll);
void stage_add_thumb(const struct stage *stage, struct frame *frame);
void stage_add_band(const struct stage *stage, struct frame *frame);
bool stage_add_bar(const struct stage *stage, struct frame *frame, const struct ui_place *place, bool paused);
bool stage_add_question(const struct stage *stage, struct frame *frame, unsigned seconds);
bool stage_add_whole(const struct stage *stage, struct frame *frame, enum view_kind kind);

#endif

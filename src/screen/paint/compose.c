#include "paint/compose.h"

#include "paint/blend.h"
#include "paint/paint.h"
#include "paint/turn.h"

/* Thickness of the focus ring: 4 px at 1080. */
#define RING_PART  270
#define RING_LEAST 3

static struct rect intersect(struct rect a, struct rect b)
{
    int x0 = a.x > b.x ? a.x : b.x, y0 = a.y > b.y ? a.y : b.y;
    int x1 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int y1 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}

static bool is_empty(struct rect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

static bool contains(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static struct rect screen_of(const struct frame *frame)
{
    return (struct rect){0, 0, frame->w, frame->h};
}

/* What a layer paints on, on the screen. */
static struct rect painted(const struct frame *frame, const struct layer *layer)
{
    struct rect clip = intersect(layer->clip, screen_of(frame));
    if (!layer->scene)
        return clip;
    return intersect(clip, (struct rect){layer->x, layer->y, layer->scene->w, layer->scene->h});
}

bool compose_hidden(const struct frame *frame, size_t i)
{
    struct rect own = painted(frame, &frame->layers[i]);
    for (size_t j = i + 1; j < frame->count; j++) {
        if (frame->layers[j].alpha == 255 && contains(painted(frame, &frame->layers[j]), own))
            return true;
    }
    return is_empty(own);
}

bool compose_rows(const struct frame *frame, const struct layer *layer, int *y0, int *y1)
{
    struct rect own = painted(frame, layer);
    *y0 = own.y - layer->y;
    *y1 = own.y - layer->y + own.h;
    return layer->scene && !is_empty(own);
}

static SDL_Rect turned(const struct composer *composer, const struct frame *frame, struct rect rect)
{
    struct rect on_panel = turn_rect(composer->rotation, frame->w, frame->h, rect);
    return (SDL_Rect){on_panel.x, on_panel.y, on_panel.w, on_panel.h};
}

static void fill(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame,
                 struct rect box, uint32_t color, uint8_t alpha)
{
    SDL_Rect rect = turned(composer, frame, box);
    SDL_SetRenderDrawBlendMode(renderer, alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color, alpha);
    SDL_RenderFillRect(renderer, &rect);
}

/* The part of one band of a layer that shows. */
struct piece {
    SDL_Texture *texture; /* NULL: it cannot be had */
    struct rect part;     /* on the screen */
    SDL_Rect source, target;
};

static struct piece piece_of(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame,
                             const struct layer *layer, int y0, int *waiting)
{
    const struct scene *scene = layer->scene;
    int y1 = y0 + PAINT_BAND < scene->h ? y0 + PAINT_BAND : scene->h;
    struct rect band = {layer->x, layer->y + y0, scene->w, y1 - y0};
    struct piece piece = {.part = intersect(band, painted(frame, layer))};
    int lacks = 0;
    piece.texture = bands_get(composer->bands, renderer, scene, y0, y1, &lacks);
    *waiting += lacks;
    struct rect inside = {piece.part.x - band.x, piece.part.y - band.y, piece.part.w, piece.part.h};
    struct rect from = turn_rect(composer->rotation, band.w, band.h, inside);
    piece.source = (SDL_Rect){from.x, from.y, from.w, from.h};
    piece.target = turned(composer, frame, piece.part);
    return piece;
}

static bool copy_piece(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame,
                       const struct layer *layer, const struct piece *piece)
{
    if (!piece->texture) {
        fill(composer, renderer, frame, piece->part, layer->scene->ground, layer->alpha);
        return false;
    }
    if (layer->alpha < 255 && blend_textures(renderer, composer->surface, NULL, piece->texture,
                                             &piece->source, piece->target.x, piece->target.y, layer->alpha))
        return true;
    SDL_SetTextureBlendMode(piece->texture, layer->alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetTextureAlphaMod(piece->texture, layer->alpha);
    return SDL_RenderCopy(renderer, piece->texture, &piece->source, &piece->target) == 0;
}

/* The ring lies around the box, but inside of the layer's clip where the box itself does. */
static struct rect ring_box(struct rect box, struct rect clip, int grow)
{
    struct rect ring = {box.x - grow, box.y - grow, box.w + 2 * grow, box.h + 2 * grow};
    struct rect inside = intersect(ring, clip);
    int x0 = box.x < clip.x ? ring.x : inside.x, y0 = box.y < clip.y ? ring.y : inside.y;
    int x1 = box.x + box.w > clip.x + clip.w ? ring.x + ring.w : inside.x + inside.w;
    int y1 = box.y + box.h > clip.y + clip.h ? ring.y + ring.h : inside.y + inside.h;
    return (struct rect){x0, y0, x1 - x0, y1 - y0};
}

/* Where a target stands on the screen. */
static struct rect target_box(const struct layer *layer, const struct target *target)
{
    return (struct rect){target->mark.x + layer->x, target->mark.y + layer->y, target->mark.w,
                         target->mark.h};
}

static struct rect panel_box(const struct composer *composer, const struct frame *frame, struct rect box)
{
    return turn_rect(composer->rotation, frame->w, frame->h, box);
}

static void draw_marks(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame,
                       const struct layer *layer)
{
    const struct scene *scene = layer->scene;
    struct rect clip = painted(frame, layer);
    SDL_Rect on_panel = turned(composer, frame, clip);
    SDL_RenderSetClipRect(renderer, &on_panel);
    if (layer->pressed < scene->n_targets) {
        const struct target *target = &scene->targets[layer->pressed];
        struct rect box = target_box(layer, target);
        marks_pressed(composer->marks, renderer, panel_box(composer, frame, box), target->radius,
                      target->on_dark, layer->alpha);
    }
    if (layer->focused < scene->n_targets) {
        const struct target *target = &scene->targets[layer->focused];
        struct rect box = target_box(layer, target);
        int least = frame->w < frame->h ? frame->w : frame->h;
        int thickness = least / RING_PART > RING_LEAST ? least / RING_PART : RING_LEAST;
        int width = marks_ring_width(thickness);
        struct rect ring = ring_box(box, clip, width);
        marks_focused(composer->marks, renderer, panel_box(composer, frame, ring), target->radius + width,
                      thickness, scene->content ? scene->content->theme.accent : content_default_theme.accent,
                      layer->alpha);
    }
    SDL_RenderSetClipRect(renderer, NULL);
}

static bool draw_layer(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame,
                       const struct layer *layer, int *waiting)
{
    int y0, y1;
    bool ok = true;
    if (!layer->scene) {
        fill(composer, renderer, frame, painted(frame, layer), layer->color, layer->alpha);
        return true;
    }
    if (!compose_rows(frame, layer, &y0, &y1))
        return true;
    for (int y = y0 - y0 % PAINT_BAND; y < y1; y += PAINT_BAND) {
        struct piece piece = piece_of(composer, renderer, frame, layer, y, waiting);
        ok = copy_piece(composer, renderer, frame, layer, &piece) && ok;
    }
    draw_marks(composer, renderer, frame, layer);
    return ok;
}

static bool same_rect(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* An opaque layer without marks, and exactly over it one that shows it through: their bands lie over each
 * other. */
static bool is_fade(const struct frame *frame, size_t i)
{
    const struct layer *below = &frame->layers[i], *above = below + 1;
    return i + 1 < frame->count && below->scene && above->scene && below->alpha == 255 && above->alpha > 0 &&
           above->alpha < 255 && below->pressed == FRAME_NO_TARGET && below->focused == FRAME_NO_TARGET &&
           below->x == above->x && below->y == above->y && below->scene->w == above->scene->w &&
           below->scene->h == above->scene->h && same_rect(painted(frame, below), painted(frame, above));
}

/* Both at once: each pixel of the glass is written once instead of twice, and not read back. */
static bool draw_fade(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame, size_t i,
                      int *waiting)
{
    const struct layer *below = &frame->layers[i], *above = below + 1;
    int y0, y1;
    bool ok = true;
    if (!compose_rows(frame, below, &y0, &y1))
        return true;
    for (int y = y0 - y0 % PAINT_BAND; y < y1; y += PAINT_BAND) {
        struct piece lower = piece_of(composer, renderer, frame, below, y, waiting);
        struct piece upper = piece_of(composer, renderer, frame, above, y, waiting);
        if (lower.texture && upper.texture &&
            blend_textures(renderer, composer->surface, lower.texture, upper.texture, &upper.source,
                           upper.target.x, upper.target.y, above->alpha))
            continue;
        ok = copy_piece(composer, renderer, frame, below, &lower) && ok;
        ok = copy_piece(composer, renderer, frame, above, &upper) && ok;
    }
    draw_marks(composer, renderer, frame, above);
    return ok;
}

/* How far down opaque layers of the full width cover the screen without a gap, from the top. */
static int covered_rows(const struct frame *frame)
{
    int y = 0;
    for (size_t i = 0; i < frame->count; i++) {
        struct rect box = painted(frame, &frame->layers[i]);
        if (frame->layers[i].alpha < 255 || box.x > 0 || box.w < frame->w || box.y > y || box.y + box.h <= y)
            continue;
        y = box.y + box.h;
        i = (size_t)-1; /* one that was passed by may go on from here */
    }
    return y;
}

/* Nothing shows through: the whole target is drawn over. */
static bool is_covered(const struct frame *frame, const struct composer *composer, SDL_Renderer *renderer)
{
    int w, h;
    bool sideways = composer->rotation % 180;
    if (SDL_GetRendererOutputSize(renderer, &w, &h) != 0 || w > (sideways ? frame->h : frame->w) ||
        h > (sideways ? frame->w : frame->h))
        return false;
    return covered_rows(frame) >= frame->h;
}

bool compose(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame, int *waiting)
{
    bool ok = true;
    *waiting = 0;
    if (!is_covered(frame, composer, renderer)) {
        SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255);
        SDL_RenderClear(renderer);
    }
    for (size_t i = 0; i < frame->count; i++) {
        if (frame->layers[i].alpha == 0 || compose_hidden(frame, i))
            continue;
        if (is_fade(frame, i))
            ok = draw_fade(composer, renderer, frame, i++, waiting) && ok;
        else
            ok = draw_layer(composer, renderer, frame, &frame->layers[i], waiting) && ok;
    }
    return ok;
}

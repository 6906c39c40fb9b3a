#include "ui/inspect.h"

struct inspection {
    const struct scene *scene;
    void (*found)(void *user, const struct flaw *flaw);
    void *user;
    size_t count;
};

static void report(struct inspection *inspection, struct flaw flaw)
{
    inspection->count++;
    if (inspection->found)
        inspection->found(inspection->user, &flaw);
}

static bool intersect(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool within(struct rect box, struct rect room)
{
    bool across = box.x >= room.x && box.x + box.w <= room.x + room.w;
    return across && box.y >= room.y && (room.h == 0 || box.y + box.h <= room.y + room.h);
}

static void inspect_text(struct inspection *inspection, const struct placed_text *text)
{
    struct rect all = {0, 0, inspection->scene->w, inspection->scene->h};
    bool drawn = text->count > 0;
    if (drawn && (!within(text->box, all) || !within(text->box, text->room)))
        report(inspection, (struct flaw){.defect = DEFECT_OUTSIDE, .text = text});
    if (text->overflow)
        report(inspection, (struct flaw){.defect = DEFECT_BROKEN, .text = text});
    if (text->cut)
        report(inspection, (struct flaw){.defect = DEFECT_CUT, .text = text});
    if (text->missing)
        report(inspection, (struct flaw){.defect = DEFECT_MISSING, .text = text});
}

static bool overlap(const struct placed_text *a, const struct placed_text *b)
{
    return a->count > 0 && b->count > 0 && intersect(a->box, b->box);
}

size_t inspect_scene(const struct scene *scene, const struct look *look,
                     void (*found)(void *user, const struct flaw *flaw), void *user)
{
    struct inspection inspection = {.scene = scene, .found = found, .user = user};
    for (size_t i = 0; i < scene->n_texts; i++) {
        const struct placed_text *text = &scene->texts[i];
        inspect_text(&inspection, text);
        for (size_t j = 0; j < i; j++) {
            if (overlap(text, &scene->texts[j]))
                report(&inspection,
                       (struct flaw){.defect = DEFECT_OVERLAP, .text = text, .other = &scene->texts[j]});
        }
    }
    for (size_t i = 0; i < scene->n_targets; i++) {
        const struct target *target = &scene->targets[i];
        if (target->inline_text)
            continue;
        if (target->box.w < look->touch || target->box.h < look->touch)
            report(&inspection, (struct flaw){.defect = DEFECT_SMALL, .target = target});
    }
    return inspection.count;
}

size_t inspect_shown(const struct scene *scene, const struct placed_text *text)
{
    size_t shown = 0;
    for (size_t i = text->first; i < text->first + text->count; i++) {
        const struct item *item = &scene->items[i];
        shown += i > text->first && item->baseline != item[-1].baseline;
        for (const char *at = item->run->text; *at; at++)
            shown += ((unsigned char)*at & 0xc0) != 0x80;
    }
    return shown > 0 && text->cut ? shown - 1 : shown;
}

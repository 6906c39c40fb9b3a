#include "ui/inspect.h"

struct inspection {
    const struct scene *scene;
    void (*found)(void *user, enum defect defect, const char *text, const char *other);
    void *user;
    size_t count;
};

static void report(struct inspection *inspection, enum defect defect, const char *text, const char *other)
{
    inspection->count++;
    if (inspection->found)
        inspection->found(inspection->user, defect, text, other);
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
    if (!within(text->box, all) || !within(text->box, text->room))
        report(inspection, DEFECT_OUTSIDE, text->text, NULL);
    if (text->overflow)
        report(inspection, DEFECT_BROKEN, text->text, NULL);
    if (text->cut)
        report(inspection, DEFECT_CUT, text->text, NULL);
    if (text->missing)
        report(inspection, DEFECT_MISSING, text->text, NULL);
}

size_t inspect_scene(const struct scene *scene, const struct look *look,
                     void (*found)(void *user, enum defect defect, const char *text, const char *other),
                     void *user)
{
    struct inspection inspection = {.scene = scene, .found = found, .user = user};
    for (size_t i = 0; i < scene->n_texts; i++) {
        inspect_text(&inspection, &scene->texts[i]);
        for (size_t j = 0; j < i; j++) {
            if (intersect(scene->texts[i].box, scene->texts[j].box))
                report(&inspection, DEFECT_OVERLAP, scene->texts[j].text, scene->texts[i].text);
        }
    }
    for (size_t i = 0; i < scene->n_targets; i++) {
        const struct target *target = &scene->targets[i];
        if (target->inline_text)
            continue;
        if (target->box.w < look->touch || target->box.h < look->touch)
            report(&inspection, DEFECT_SMALL, target->label, NULL);
    }
    return inspection.count;
}

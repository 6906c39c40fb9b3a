#include "ctl/shots.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* Far more than the 64 kB of a page's text can fill at the smallest size. */
#define SCREENS_MAX 1000u

struct list {
    struct shots *shots;
    size_t capacity;
    struct arena *arena;
};

/* How long places are, depends on this. */
struct look_at {
    struct view *view;
    const struct ui_world *world;
    size_t lang;
};

/* Adds "KIND-ID" or, without an id, "KIND". */
static struct shot *add(struct list *list, const char *prefix, const char *id, enum view_kind kind,
                        size_t index)
{
    struct shots *shots = list->shots;
    if (shots->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 64;
        struct shot *larger = ARENA_ARRAY(list->arena, capacity, struct shot);
        if (!larger)
            return NULL;
        if (shots->count)
            memcpy(larger, shots->items, shots->count * sizeof *larger);
        shots->items = larger;
        list->capacity = capacity;
    }
    const char *name = id ? arena_printf(list->arena, "%s-%s", prefix, id) : prefix;
    if (!name)
        return NULL;
    struct shot *shot = &shots->items[shots->count++];
    *shot = (struct shot){.name = name, .group = name, .id = id ? id : name, .kind = kind, .index = index};
    return shot;
}

static bool add_slides(struct list *list, const struct ui_world *world)
{
    for (size_t i = 0; i < world->content->n_slides; i++) {
        const struct slide *slide = &world->content->slides[i];
        struct shot *shot = add(list, "slide", slide->id, VIEW_SLIDE, i);
        if (!shot)
            return false;
        enum due due = due_slide(slide, &world->clock);
        if (due != DUE_NOW)
            shot->not_due = due_explain(&slide->show, due, list->arena);
    }
    return true;
}

/* A place that may be longer than the screen: a shot for each screen of scrolling. */
static bool add_place(struct list *list, const char *prefix, const char *id, enum view_kind kind,
                      size_t index, const struct look_at *from)
{
    struct frame frame;
    unsigned screens = 1;
    if (!view_still(from->view, kind, index, from->lang, 0, from->world, &frame, &screens))
        return false;
    const char *group = NULL;
    for (unsigned screen = 0; screen < screens && screen < SCREENS_MAX; screen++) {
        struct shot *shot = add(list, prefix, id, kind, index);
        if (!shot)
            return false;
        shot->screen = screen;
        if (screen == 0)
            group = shot->name;
        else
            shot->name = arena_printf(list->arena, "%s-%u", group, screen + 1);
        shot->group = group;
    }
    return true;
}

static bool add_pages(struct list *list, const struct look_at *from)
{
    const struct content *content = from->world->content;
    for (size_t i = 0; i < content->n_pages; i++)
        if (!add_place(list, "page", content->pages[i].id, VIEW_PAGE, i, from))
            return false;
    return true;
}

static bool add_notice(struct list *list, const struct ui_world *world)
{
    const struct notice *notice = world->content->notice;
    if (!notice || notice->level != NOTICE_EMERGENCY)
        return true;
    struct shot *shot = add(list, "emergency", NULL, VIEW_EMERGENCY, 0);
    if (!shot)
        return false;
    enum due due = due_show(&notice->show, &world->clock);
    if (due != DUE_NOW)
        shot->not_due = due_explain(&notice->show, due, list->arena);
    return true;
}

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

/* A page "visit-2" and the second screen of a page "visit" would be one file. */
static bool names_differ(const struct shots *shots, struct arena *arena, struct err *err)
{
    const char **names = ARENA_ARRAY(arena, shots->count, const char *);
    if (!names)
        return err_set(err, "out of memory");
    for (size_t i = 0; i < shots->count; i++)
        names[i] = shots->items[i].name;
    qsort(names, shots->count, sizeof *names, compare_names);
    for (size_t i = 1; i < shots->count; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            return err_set(err, "two screens would be %s.png; give that page another name", names[i]);
    return true;
}

/* With one or two languages no visitor ever meets the sheet to choose one from. */
static bool add_languages(struct list *list, const struct ui_world *world)
{
    return world->content->n_langs < 3 || add(list, "languages", NULL, VIEW_LANGUAGES, 0);
}

bool shots_list(struct shots *shots, struct view *view, const struct ui_world *world, size_t lang,
                struct arena *arena, struct err *err)
{
    *shots = (struct shots){0};
    struct list list = {shots, 0, arena};
    struct look_at from = {view, world, lang};
    if (!add_slides(&list, world) || !add_place(&list, "menu", NULL, VIEW_MENU, 0, &from) ||
        !add_pages(&list, &from) || !add_languages(&list, world) ||
        !add(&list, "still-there", NULL, VIEW_STILL, 0) || !add(&list, "safe", NULL, VIEW_SAFE, 0) ||
        !add_notice(&list, world) || arena_failed(arena))
        return err_set(err, "out of memory");
    return names_differ(shots, arena, err);
}

static bool is_called(const struct shot *shot, const char *name)
{
    return strcmp(shot->name, name) == 0 || strcmp(shot->group, name) == 0 || strcmp(shot->id, name) == 0;
}

static bool suggest(const struct shots *shots, const char *name, struct err *err)
{
    const char **names = calloc(shots->count * 2, sizeof *names);
    const char *nearest = NULL;
    if (names) {
        for (size_t i = 0; i < shots->count; i++) {
            names[2 * i] = shots->items[i].name;
            names[2 * i + 1] = shots->items[i].id;
        }
        nearest = str_nearest(name, names, shots->count * 2);
    }
    if (nearest)
        err_set(err, "there is no screen \"%s\"; did you mean %s?", name, nearest);
    else
        err_set(err,
                "there is no screen \"%s\"; write menu, still-there, safe, or the name of a slide or page",
                name);
    free(names);
    return false;
}

bool shots_choose(struct shots *shots, const char *name, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < shots->count; i++)
        if (is_called(&shots->items[i], name))
            kept++;
    if (kept == 0)
        return suggest(shots, name, err);
    kept = 0;
    for (size_t i = 0; i < shots->count; i++)
        if (is_called(&shots->items[i], name))
            shots->items[kept++] = shots->items[i];
    shots->count = kept;
    return true;
}

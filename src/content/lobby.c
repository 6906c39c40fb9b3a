/* lobby.yaml: what holds for the whole lobby. */
#include "content/tables.h"

#include "base/str.h"

#include <stddef.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND };

struct id_list {
    const size_t *items;
    size_t count;
    bool given;
};

struct raw_slideshow {
    unsigned fade_ms;
    struct id_list order;
};

struct raw_menu {
    struct tr title, intro;
    struct id_list pages;
};

struct raw_lobby {
    struct tr name;
    struct theme theme;
    struct session session;
    struct raw_slideshow slideshow;
    struct raw_menu menu;
};

static bool read_format(struct bind_context *context, const struct bind_key *key,
                        const struct yaml_node *node, void *field)
{
    (void)field;
    int64_t format;
    if (!bind_is_text(context, key, node, "a number"))
        return false;
    if (num_parse(node->text, CONTENT_FORMAT, CONTENT_FORMAT, &format))
        return true;
    diag_error(context->diags, node->place, "there is no format \"%s\"; write format: %d", node->text,
               CONTENT_FORMAT);
    return false;
}

bool lobby_is_newer(struct loader *loader, const struct yaml_node *root)
{
    const struct yaml_node *node = yaml_get(root, "format");
    int64_t format;
    if (!node || node->kind != YAML_TEXT || !num_parse(node->text, CONTENT_FORMAT + 1, INT64_MAX, &format))
        return false;
    diag_error(
        loader->bind.diags, node->place,
        "this content needs Lobby %s, and this is Lobby %d; update Lobby, or publish content of format %d",
        node->text, CONTENT_FORMAT, CONTENT_FORMAT);
    return true;
}

/* languages and fallback were read before everything else, because every text needs them. */
static bool read_already(struct bind_context *context, const struct bind_key *key,
                         const struct yaml_node *node, void *field)
{
    (void)context, (void)key, (void)node, (void)field;
    return true;
}

static bool read_ids(struct bind_context *context, const struct ids *ids, const struct yaml_node *node,
                     const char *what, struct id_list *list)
{
    list->given = true;
    if (node->kind == YAML_LIST && node->count == 0) {
        diag_error(context->diags, node->place,
                   "%s is empty; name at least one %s, or remove the line for all", what, ids->kind);
        return false;
    }
    return ids_read_list(loader_of(context), ids, node, what, CONTENT_NONE, &list->items, &list->count);
}

static bool read_order(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    return read_ids(context, &loader_of(context)->slides, node, key->name, field);
}

static bool read_menu_pages(struct bind_context *context, const struct bind_key *key,
                            const struct yaml_node *node, void *field)
{
    return read_ids(context, &loader_of(context)->pages, node, key->name, field);
}

static const struct bind_key theme_keys[] = {
    {.name = "deep",
     .offset = offsetof(struct theme, deep),
     .read = bind_color,
     .type = "color",
     .fallback = "\"#0b3b33\"",
     .example = "\"#0b3b33\"",
     .help = "The dark ground of bar, menu and scrims."},
    {.name = "paper",
     .offset = offsetof(struct theme, paper),
     .read = bind_color,
     .type = "color",
     .fallback = "\"#f7f5ef\"",
     .example = "\"#f7f5ef\"",
     .help = "The ground of pages."},
    {.name = "ink",
     .offset = offsetof(struct theme, ink),
     .read = bind_color,
     .type = "color",
     .fallback = "\"#16241f\"",
     .example = "\"#16241f\"",
     .help = "Text on paper."},
    {.name = "light",
     .offset = offsetof(struct theme, light),
     .read = bind_color,
     .type = "color",
     .fallback = "\"#f6f3ea\"",
     .example = "\"#f6f3ea\"",
     .help = "Text on deep and on pictures."},
    {.name = "accent",
     .offset = offsetof(struct theme, accent),
     .read = bind_color,
     .type = "color",
     .fallback = "\"#f2b84b\"",
     .example = "\"#f2b84b\"",
     .help = "One bright color, for what should catch the eye."},
};
const struct bind_table table_theme = {"theme", theme_keys, COUNT_OF(theme_keys)};

static const struct bind_key session_keys[] = {
    {.name = "inactivity",
     .offset = offsetof(struct session, inactivity_ms),
     .read = bind_duration,
     .min = 20 * SECOND,
     .max = 30 * MINUTE,
     .type = "duration",
     .fallback = "60s",
     .example = "90s",
     .help = "How long after the last touch the question \"Are you still there?\" comes; 20s to 30min."},
    {.name = "warning",
     .offset = offsetof(struct session, warning_ms),
     .read = bind_duration,
     .min = 20 * SECOND,
     .max = 2 * MINUTE,
     .type = "duration",
     .fallback = "20s",
     .example = "30s",
     .help = "How long the question waits for an answer; 20s to 2min."},
};
const struct bind_table table_session = {"session", session_keys, COUNT_OF(session_keys)};

static const struct bind_key slideshow_keys[] = {
    {.name = "fade",
     .offset = offsetof(struct raw_slideshow, fade_ms),
     .read = bind_duration,
     .min = 0,
     .max = 2 * SECOND,
     .type = "duration",
     .fallback = "600ms",
     .example = "600ms",
     .help = "How long one slide takes to become the next; 0s to 2s."},
    {.name = "order",
     .offset = offsetof(struct raw_slideshow, order),
     .read = read_order,
     .type = "list of slides",
     .fallback = "all, by file name",
     .example = "[welcome, accolades]",
     .help =
         "Which slides are shown, in this order. A slide that is left out is only reached through links."},
};
const struct bind_table table_slideshow = {"slideshow", slideshow_keys, COUNT_OF(slideshow_keys)};

static const struct bind_key menu_keys[] = {
    {.name = "title",
     .offset = offsetof(struct raw_menu, title),
     .read = read_tr,
     .type = "text",
     .fallback = "the lobby's name",
     .example = "Explore the residency",
     .help = "The heading of the menu."},
    {.name = "intro",
     .offset = offsetof(struct raw_menu, intro),
     .read = read_tr,
     .type = "text",
     .example = "Touch a tile to read more",
     .help = "A line below the heading."},
    {.name = "pages",
     .offset = offsetof(struct raw_menu, pages),
     .read = read_menu_pages,
     .type = "list of pages",
     .fallback = "all, by file name",
     .example = "[highlights, accolades]",
     .help = "The tiles, in this order."},
};
const struct bind_table table_menu = {"menu", menu_keys, COUNT_OF(menu_keys)};

/* A map inside lobby.yaml with a table of its own. */
static bool read_theme(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    (void)key;
    return bind_map(context, &table_theme, node, field);
}

static bool read_session(struct bind_context *context, const struct bind_key *key,
                         const struct yaml_node *node, void *field)
{
    (void)key;
    return bind_map(context, &table_session, node, field);
}

static bool read_slideshow(struct bind_context *context, const struct bind_key *key,
                           const struct yaml_node *node, void *field)
{
    (void)key;
    return bind_map(context, &table_slideshow, node, field);
}

static bool read_menu(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    (void)key;
    return bind_map(context, &table_menu, node, field);
}

static const struct bind_key lobby_keys[] = {
    {.name = "format",
     .read = read_format,
     .required = true,
     .type = "number",
     .example = "1",
     .help = "The version of this format. A Lobby that is too old for it says so."},
    {.name = "name",
     .offset = offsetof(struct raw_lobby, name),
     .read = read_tr,
     .required = true,
     .type = "text",
     .example = "Diagnostic Radiology Residency",
     .help = "What this lobby is about."},
    {.name = "languages",
     .read = read_already,
     .type = "list of codes, or map of codes to names",
     .fallback = "[en]",
     .example = "[en, es, ar]",
     .help = "The languages that visitors can choose, the first one first; at most 16. A language that Lobby "
             "does not know by name is written with what it calls itself, in at most 30 characters: `{en: "
             "English, tlh: tlhIngan Hol}`."},
    {.name = "fallback",
     .read = read_already,
     .type = "code of a language",
     .example = "en",
     .help = "The language that stands in for missing translations. Without it a missing translation is an "
             "error."},
    {.name = "theme",
     .offset = offsetof(struct raw_lobby, theme),
     .read = read_theme,
     .type = "map",
     .help = "The colors."},
    {.name = "session",
     .offset = offsetof(struct raw_lobby, session),
     .read = read_session,
     .type = "map",
     .help = "When a visitor is thought to have gone."},
    {.name = "slideshow",
     .offset = offsetof(struct raw_lobby, slideshow),
     .read = read_slideshow,
     .type = "map",
     .help = "Which slides run, and how."},
    {.name = "menu",
     .offset = offsetof(struct raw_lobby, menu),
     .read = read_menu,
     .type = "map",
     .help = "What a touch on a slide or on Home leads to."},
};
const struct bind_table table_lobby = {"lobby.yaml", lobby_keys, COUNT_OF(lobby_keys)};

void lobby_init(struct content *content)
{
    content->theme = content_default_theme;
    content->session = (struct session){.inactivity_ms = MINUTE, .warning_ms = 20 * SECOND};
    content->fade_ms = 600;
}

/* The slides of the order first, the others behind them; what is not in the order is not in the show. */
static void set_order(struct loader *loader, const struct id_list *order, struct slide *slides)
{
    struct ids *ids = &loader->slides;
    size_t next = order->count;
    for (size_t i = 0; i < ids->count; i++)
        ids->index[i] = CONTENT_NONE;
    for (size_t i = 0; i < order->count; i++)
        ids->index[order->items[i]] = i; /* until now an index was a position in the sorted list */
    for (size_t i = 0; i < ids->count; i++) {
        bool listed = ids->index[i] != CONTENT_NONE;
        if (!listed)
            ids->index[i] = next++;
        slides[ids->index[i]].in_order = listed || !order->given;
    }
}

static bool all_pages(struct loader *loader, struct menu *menu)
{
    struct ids *ids = &loader->pages;
    size_t *pages = ARENA_ARRAY(loader->bind.arena, ids->count + 1, size_t);
    for (size_t i = 0; pages && i < ids->count; i++) {
        pages[i] = i;
        ids->linked[i] = true;
    }
    menu->pages = pages;
    menu->n_pages = pages ? ids->count : 0;
    return pages;
}

void lobby_load(struct loader *loader, const struct yaml_node *root, struct slide *slides)
{
    struct content *content = loader->content;
    struct raw_lobby raw = {
        .theme = content->theme, .session = content->session, .slideshow = {.fade_ms = content->fade_ms}};
    bool good = bind_map(&loader->bind, &table_lobby, root, &raw);
    tr_fill_empty(&raw.name);
    tr_fill_empty(&raw.menu.title);
    tr_fill_empty(&raw.menu.intro);
    content->name = raw.name;
    content->theme = raw.theme;
    content->session = raw.session;
    content->fade_ms = raw.slideshow.fade_ms;
    content->menu = (struct menu){.title = *raw.menu.title.text[0] ? raw.menu.title : raw.name,
                                  .intro = raw.menu.intro,
                                  .pages = raw.menu.pages.items,
                                  .n_pages = raw.menu.pages.count};
    if (good && yaml_get(root, "theme"))
        theme_check(loader, yaml_get(root, "theme"));
    set_order(loader, &raw.slideshow.order, slides);
    if (!raw.menu.pages.given)
        all_pages(loader, &content->menu);
}

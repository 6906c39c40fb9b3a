/* slides/NAME.yaml: one slide. */
#include "content/tables.h"

#include "base/str.h"
#include "content/due.h"

#include <stddef.h>

enum { ITEMS_MAX = 6, SECOND = 1000 };

static const char *const layout_names[] = {"statement", "list", "figure", "photo", NULL};

struct raw_items {
    const struct list_item *items;
    size_t count;
};

struct raw_slide {
    int layout;
    struct tr eyebrow, title, text, figure, unit;
    struct raw_items items;
    const struct picture *picture;
    struct link opens;
    struct show show;
    unsigned dwell_ms;
};

static const struct bind_key item_keys[] = {
    {.name = "lead",
     .offset = offsetof(struct list_item, lead),
     .read = read_tr,
     .type = "text",
     .example = "\"#17\"",
     .help = "What stands out before the text: a rank, a number, a word."},
    {.name = "text",
     .offset = offsetof(struct list_item, text),
     .read = read_tr,
     .type = "text",
     .example = "overall hospital, U.S. News & World Report honor roll",
     .help = "The line itself. An item has a lead, a text, or both."},
};
const struct bind_table table_item = {"an item", item_keys, COUNT_OF(item_keys)};

static bool is_text(const struct loader *loader, const struct yaml_node *node)
{
    bool in_languages = node->kind == YAML_MAP && node->count > 0 &&
                        content_find_lang(loader->content, node->pairs[0].key) != CONTENT_NONE;
    return node->kind == YAML_TEXT || in_languages;
}

/* "- some text" is an item without a lead, and so is "- {en: some text, es: un texto}". */
static bool read_item(struct bind_context *context, const struct yaml_node *node, struct list_item *item)
{
    const struct bind_key *text = &item_keys[COUNT_OF(item_keys) - 1];
    bool good = is_text(loader_of(context), node) ? read_tr(context, text, node, &item->text)
                                                  : bind_map(context, &table_item, node, item);
    if (good && !item->lead.text && !item->text.text) {
        diag_error(context->diags, node->place, "this item is empty; write lead: ..., text: ..., or both");
        good = false;
    }
    tr_fill_empty(&item->lead);
    tr_fill_empty(&item->text);
    return good;
}

static bool read_items(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    if (node->kind != YAML_LIST || node->count == 0) {
        diag_error(context->diags, node->place, "%s must be a list; write a line \"- text: ...\" for each",
                   key->name);
        return false;
    }
    if (node->count > ITEMS_MAX) {
        diag_error(context->diags, node->items[ITEMS_MAX]->place,
                   "there are %zu items and a slide has room for %d; make two slides of it", node->count,
                   ITEMS_MAX);
        return false;
    }
    struct list_item *items = ARENA_ARRAY(context->arena, node->count, struct list_item);
    bool good = items;
    for (size_t i = 0; items && i < node->count; i++)
        good = read_item(context, node->items[i], &items[i]) && good;
    if (good)
        *(struct raw_items *)field = (struct raw_items){items, node->count};
    return good;
}

static const struct bind_key slide_keys[] = {
    {.name = "layout",
     .offset = offsetof(struct raw_slide, layout),
     .read = bind_choice,
     .required = true,
     .choices = layout_names,
     .type = "one of statement, list, figure, photo",
     .example = "list",
     .help = "`statement`: a title and a few words. `list`: up to six items. `figure`: one large number. "
             "`photo`: the "
             "picture, with title and text as its caption."},
    {.name = "eyebrow",
     .offset = offsetof(struct raw_slide, eyebrow),
     .read = read_tr,
     .type = "text",
     .example = "Recognition",
     .help = "A word or two above the title."},
    {.name = "title",
     .offset = offsetof(struct raw_slide, title),
     .read = read_tr,
     .type = "text",
     .example = "{en: Ranked among the best, es: Entre los mejores}",
     .help = "The one idea of the slide. A statement needs it."},
    {.name = "text",
     .offset = offsetof(struct raw_slide, text),
     .read = read_tr,
     .type = "text",
     .example = "Four years, one-on-one teaching throughout",
     .help = "A sentence below it."},
    {.name = "items",
     .offset = offsetof(struct raw_slide, items),
     .read = read_items,
     .type = "list of 1 to 6",
     .help = "For `list`, which needs it: each `{lead: ..., text: ...}`, or the text alone."},
    {.name = "figure",
     .offset = offsetof(struct raw_slide, figure),
     .read = read_tr,
     .type = "text",
     .example = "\"368,000+\"",
     .help = "For `figure`, which needs it: the number, as it should look."},
    {.name = "unit",
     .offset = offsetof(struct raw_slide, unit),
     .read = read_tr,
     .type = "text",
     .example = "examinations a year",
     .help = "For `figure`: what the number counts."},
    {.name = "image",
     .offset = offsetof(struct raw_slide, picture),
     .read = pictures_read,
     .type = "map",
     .help = "The picture behind the slide. A photo needs it."},
    {.name = "opens",
     .offset = offsetof(struct raw_slide, opens),
     .read = links_read,
     .type = "link",
     .fallback = "the menu",
     .example = "page:accolades",
     .help = "Where a touch on the slide leads: `page:NAME`, `slide:NAME`, or `https:`, `tel:`, `mailto:` as "
             "a QR code."},
    {.name = "show",
     .offset = offsetof(struct raw_slide, show),
     .read = read_show,
     .type = "map",
     .help = "When it is shown."},
    {.name = "dwell",
     .offset = offsetof(struct raw_slide, dwell_ms),
     .read = read_dwell,
     .min = 3 * SECOND,
     .max = 120 * SECOND,
     .type = "auto, or a duration",
     .fallback = "auto",
     .example = "12s",
     .help =
         "How long it stands, 3s to 120s. `auto` is 3 s and 1 s for every 2.5 words (5 Chinese or Japanese "
         "characters), between 8 and 30 s."},
};
const struct bind_table table_slide = {"a slide", slide_keys, COUNT_OF(slide_keys)};

/* What a layout cannot do without, and what only it shows. */
static void check_layout(struct loader *loader, const struct yaml_node *root, enum slide_layout layout)
{
    static const struct {
        const char *key;
        enum slide_layout layout;
        bool needed, alone;
        const char *advice;
    } rules[] = {
        {"title", SLIDE_STATEMENT, true, false, "title: the one idea of the slide"},
        {"items", SLIDE_LIST, true, true, "items: with a line \"- text: ...\" for each"},
        {"figure", SLIDE_FIGURE, true, true, "figure: \"368,000+\" or the like"},
        {"unit", SLIDE_FIGURE, false, true, NULL},
        {"image", SLIDE_PHOTO, true, false, "image: {file: images/NAME.jpg, alt: what there is to see}"}};
    struct diag_list *diags = loader->bind.diags;
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        const struct yaml_node *value = yaml_get(root, rules[i].key);
        if (rules[i].needed && !value && rules[i].layout == layout)
            diag_error(diags, yaml_get(root, "layout")->place, "a slide with the layout %s needs %s; add %s",
                       layout_names[layout], rules[i].key, rules[i].advice);
        if (rules[i].alone && value && rules[i].layout != layout)
            diag_warning(diags, value->place,
                         "the layout %s does not show %s; write layout: %s, or remove it",
                         layout_names[layout], rules[i].key, layout_names[rules[i].layout]);
    }
}

/* One warning, for the language that needs longest. */
static void check_dwell(struct loader *loader, const struct yaml_node *root, const struct slide *slide)
{
    const struct content *content = loader->content;
    unsigned needed = 0;
    size_t slowest = 0;
    for (size_t lang = 0; lang < content->n_langs; lang++) {
        unsigned ms = due_reading_ms(slide, lang);
        if (ms > needed) {
            needed = ms;
            slowest = lang;
        }
    }
    if (slide->dwell_ms == 0 || needed <= slide->dwell_ms)
        return;
    diag_warning(loader->bind.diags, yaml_get(root, "dwell")->place,
                 "reading this slide in %s takes about %us; write dwell: %us or dwell: auto",
                 content->langs[slowest].name, (needed + SECOND - 1) / SECOND,
                 (needed + SECOND - 1) / SECOND);
}

void slide_load(struct loader *loader, const struct yaml_node *root, struct slide *slide)
{
    struct raw_slide raw = {.layout = -1};
    show_init(&raw.show);
    bool good = bind_names(&loader->bind, &table_slide, root);
    good = bind_map(&loader->bind, &table_slide, root, &raw) && good;
    struct tr *texts[] = {&raw.eyebrow, &raw.title, &raw.text, &raw.figure, &raw.unit};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        tr_fill_empty(texts[i]);
    slide->eyebrow = raw.eyebrow;
    slide->title = raw.title;
    slide->text = raw.text;
    slide->figure = raw.figure;
    slide->unit = raw.unit;
    slide->items = raw.items.items;
    slide->n_items = raw.items.count;
    slide->picture = raw.picture;
    slide->opens = raw.opens;
    slide->show = raw.show;
    slide->dwell_ms = raw.dwell_ms;
    if (raw.layout < 0)
        return;
    slide->layout = (enum slide_layout)raw.layout;
    check_layout(loader, root, slide->layout);
    if (good)
        check_dwell(loader, root, slide);
}

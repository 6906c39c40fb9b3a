#include "ui/layout.h"

#include <string.h>

struct scene *layout_scene(const struct layout *layout, int w, int h, uint32_t ground)
{
    const struct lang *lang = layout->content ? &layout->content->langs[layout->lang] : NULL;
    return scene_create(layout->content, layout->fonts, lang ? lang->code : "en", lang && lang->rtl, w, h,
                        ground);
}

const char *layout_text(const struct layout *layout, const struct tr *tr)
{
    return tr->text[layout->lang];
}

const char *layout_word(const struct layout *layout, enum word word)
{
    return content_word(layout->content, layout->lang, word);
}

const struct theme *layout_theme(const struct layout *layout)
{
    /* The safe screen has no content to take its colors from. */
    return layout->content ? &layout->content->theme : &content_default_theme;
}

void layout_ground(const struct layout *layout, struct scene *scene, struct rect box)
{
    const struct theme *theme = layout_theme(layout);
    uint32_t dark = color_mix(theme->deep, 0x000000, 110), lit = color_mix(theme->deep, theme->light, 26);
    scene_gradient(scene, box, lit, 255, dark, 255, false);
    scene_gradient(scene, box, dark, 0, dark, 150, true);
}

#define NO_BREAK_SPACE "\u00a0"
#define ISOLATE        "\u2068" /* by its first strong character, from left to right without one (UAX #9, X5c) */
#define ISOLATE_END    "\u2069"

const char *layout_isolated(struct scene *scene, const char *text)
{
    if (!scene->rtl)
        return text;
    const char *isolated = arena_printf(scene->arena, ISOLATE "%s" ISOLATE_END, text);
    scene->failed = scene->failed || !isolated;
    return isolated ? isolated : text;
}

const char *layout_verbatim(struct scene *scene, const char *text)
{
    size_t blanks = 0;
    for (const char *at = text; *at; at++)
        blanks += *at == ' ';
    char *copy = arena_alloc(scene->arena, strlen(text) + blanks * (sizeof NO_BREAK_SPACE - 2) + 1);
    if (!copy) {
        scene->failed = true;
        return text;
    }
    char *end = copy;
    for (const char *at = text; *at; at++) {
        if (*at == ' ')
            end = stpcpy(end, NO_BREAK_SPACE);
        else
            *end++ = *at;
    }
    *end = '\0';
    return layout_isolated(scene, copy);
}

/* Space around a button's content, as a share of its height. */
static int button_pad(int h)
{
    return h * 9 / 20;
}

static int button_icon(int h)
{
    return h / 2;
}

static int label_width(const struct layout *layout, struct scene *scene, const struct button *button)
{
    if (!button->label || !button->label[0])
        return 0;
    struct text_para para = scene_plain(scene, button->label, FONT_MEDIUM, layout->look->button, button->ink);
    return scene_measure(scene, &para, layout->look->w).width;
}

/* Icon and label; 0 without a label. */
static int button_content(const struct layout *layout, struct scene *scene, int h,
                          const struct button *button)
{
    int label = label_width(layout, scene, button);
    int icon = button->icon == ICON_COUNT ? 0 : button_icon(h) + h / 5;
    return label ? label + icon : 0;
}

int layout_button_width(const struct layout *layout, struct scene *scene, int h, const struct button *button)
{
    int content = button_content(layout, scene, h, button), w = content + 2 * button_pad(h);
    if (content == 0)
        return h;
    return w > button->min_w ? w : button->min_w;
}

int layout_button(const struct layout *layout, struct scene *scene, int x, int y, int h,
                  const struct button *button)
{
    int w = layout_button_width(layout, scene, h, button);
    int label = label_width(layout, scene, button);
    struct rect box = {x, y - h / 2, w, h};
    if (button->fill_alpha)
        scene_fill(scene, box, button->fill, button->fill_alpha, h / 2);
    int icon = button_icon(h);
    int at = x + (w - (label ? button_content(layout, scene, h, button) : icon)) / 2;
    if (button->icon != ICON_COUNT) {
        scene_icon(scene, (struct rect){at, y - icon / 2, icon, icon}, button->icon, button->ink);
        at += icon + h / 5;
    }
    if (label) {
        struct text_para para =
            scene_plain(scene, button->label, FONT_MEDIUM, layout->look->button, button->ink);
        /* One px of slack: a box of exactly the measured width must not break the line. */
        struct text_lines lines = scene_measure(scene, &para, label + 1);
        scene_lines(scene, (struct rect){at, y - lines.height / 2, label + 1, 0}, &para, &lines);
    }
    if (button->action.kind != ACTION_NONE)
        scene_target(scene, box, h / 2, button->on_dark, button->action, button->label);
    return w;
}

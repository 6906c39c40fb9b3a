/* The bar at the bottom: always there, always the same height, within reach. */
#include "ui/layout.h"

static int bar_side(const struct look *look)
{
    return look->touch > look_px(look, 84) ? look->touch : look_px(look, 84);
}

static struct button quiet_button(const struct layout *layout, enum icon icon, const char *label,
                                  struct action action)
{
    const struct theme *theme = layout_theme(layout);
    return (struct button){.icon = icon,
                           .label = label,
                           .action = action,
                           .fill = theme->light,
                           .fill_alpha = 26,
                           .ink = theme->light,
                           .on_dark = true};
}

static struct button bright_button(const struct layout *layout, enum icon icon, enum word word,
                                   enum action_kind action)
{
    const struct theme *theme = layout_theme(layout);
    return (struct button){.icon = icon,
                           .label = layout_word(layout, word),
                           .action = {.kind = action},
                           .fill = theme->accent,
                           .fill_alpha = 255,
                           .ink = color_mix(theme->deep, 0x000000, 120)};
}

/* What stands in the bar, from its start to its end; it is narrowed until it fits. */
#define BAR_BUTTONS_MAX 8

struct row {
    const struct layout *layout;
    struct scene *scene;
    struct button buttons[BAR_BUTTONS_MAX];
    const char *names[BAR_BUTTONS_MAX]; /* for those without a label, too */
    size_t count;
    size_t ends; /* this button and those behind it stand at the end */
};

static void add_button(struct row *row, struct button button, const char *name)
{
    row->names[row->count] = name;
    row->buttons[row->count++] = button;
}

static int space(const struct row *row)
{
    return row->layout->look->gap / 2;
}

static int row_width(const struct row *row, size_t from, size_t to)
{
    int w = 0;
    for (size_t i = from; i < to; i++)
        w += layout_button_width(row->layout, row->scene, bar_side(row->layout->look), &row->buttons[i]) +
             (i > from ? space(row) : 0);
    return w;
}

static int bar_margin(const struct look *look)
{
    return look->compact && look->tall ? look->gap : look->margin;
}

static int room_left(const struct row *row)
{
    const struct look *look = row->layout->look;
    return look->w - 2 * bar_margin(look) - row_width(row, 0, row->ends) -
           row_width(row, row->ends, row->count) - space(row);
}

static void remove_button(struct row *row, size_t at)
{
    for (size_t i = at; i + 1 < row->count; i++) {
        row->buttons[i] = row->buttons[i + 1];
        row->names[i] = row->names[i + 1];
    }
    row->count--;
    row->ends -= at < row->ends;
}

/* A button's label when there is a name to put there (true), or not. */
static bool set_label(struct row *row, size_t i, bool shown)
{
    const char *before = row->buttons[i].label;
    row->buttons[i].label = shown ? row->names[i] : NULL;
    return before != row->buttons[i].label;
}

/* Takes away what is needed least until the rest has room: first the labels that an icon can stand for, then
 * the buttons for which there are swipes, and the names of languages, which no icon can say, only then. */
static void narrow(struct row *row)
{
    static const struct {
        enum action_kind kind;
        bool whole; /* the button, not only its label */
    } order[] = {{ACTION_HOME, false},    {ACTION_TOP, false}, {ACTION_MORE, false},
                 {ACTION_PREVIOUS, true}, {ACTION_NEXT, true}, {ACTION_LANGUAGES, false},
                 {ACTION_LANGUAGE, false}};
    enum icon icon = row->buttons[0].icon;
    bool unlabeled[BAR_BUTTONS_MAX] = {false};
    for (size_t step = 0; step < sizeof order / sizeof order[0] && room_left(row) < 0; step++) {
        /* Beside a label an icon is an ornament. */
        if (order[step].kind == ACTION_LANGUAGES)
            row->buttons[0].icon = ICON_COUNT;
        if (room_left(row) >= 0)
            break;
        for (size_t i = row->count; i-- > 1;) {
            if (row->buttons[i].action.kind != order[step].kind)
                continue;
            if (order[step].whole)
                remove_button(row, i);
            else
                unlabeled[i] = set_label(row, i, false);
        }
    }
    if (room_left(row) < 0) {
        set_label(row, 0, false);
        row->buttons[0].icon = icon;
    }
    /* A short label may fit after a long one has gone. */
    for (size_t i = 1; i < row->count; i++) {
        if (unlabeled[i] && set_label(row, i, true) && room_left(row) < 0)
            set_label(row, i, false);
    }
}

/* Places the buttons; *left and *right are what stays free between them. */
static void place_row(struct row *row, int *left, int *right)
{
    const struct look *look = row->layout->look;
    int h = bar_side(look), x = bar_margin(look);
    narrow(row);
    *left = x;
    for (size_t i = 0; i < row->count; i++) {
        if (i == row->ends)
            x = look->w - bar_margin(look) - row_width(row, row->ends, row->count);
        if (i == row->ends)
            *right = x - look->gap;
        size_t target = row->scene->n_targets;
        x += layout_button(row->layout, row->scene, x, look->bar / 2, h, &row->buttons[i]) + space(row);
        if (row->scene->n_targets > target)
            row->scene->targets[target].label = row->names[i];
        if (i < row->ends)
            *left = x - space(row) + look->gap;
    }
    if (row->ends == row->count)
        *right = look->w - bar_margin(look);
}

static void add_quiet(struct row *row, enum icon icon, enum word word, bool labelled, enum action_kind action)
{
    const char *name = layout_word(row->layout, word);
    add_button(row, quiet_button(row->layout, icon, labelled ? name : NULL, (struct action){.kind = action}),
               name);
}

static void add_bright(struct row *row, enum icon icon, enum word word, enum action_kind action)
{
    add_button(row, bright_button(row->layout, icon, word, action), layout_word(row->layout, word));
}

/* Up to this many languages besides the shown one have a button each in the bar; more get a sheet. */
#define LANGUAGES_DIRECT 2

/* Every other language in its own name, or, where there are many or no room, one button for all of them. */
static void add_languages(struct row *row, const struct bar *bar)
{
    const struct content *content = row->layout->content;
    size_t others = content->n_langs - 1;
    if (others == 0 || bar->languages)
        return;
    size_t before = row->count;
    for (size_t i = 1; i <= others && others <= LANGUAGES_DIRECT; i++) {
        size_t lang = (row->layout->lang + i) % content->n_langs;
        const char *own_name = content->langs[lang].name;
        struct action action = {.kind = ACTION_LANGUAGE, .index = lang};
        add_button(row, quiet_button(row->layout, i == 1 ? ICON_LANGUAGE : ICON_COUNT, own_name, action),
                   own_name);
    }
    if (others == 1 || (others <= LANGUAGES_DIRECT && room_left(row) >= 0))
        return;
    row->count = before;
    add_quiet(row, ICON_LANGUAGE, WORD_LANGUAGE, true, ACTION_LANGUAGES);
}

static void slides_bar(const struct layout *layout, struct scene *scene, const struct bar *bar)
{
    struct row row = {.layout = layout, .scene = scene};
    int left = 0, right = 0;
    add_bright(&row, ICON_TOUCH, WORD_TOUCH_TO_EXPLORE, ACTION_HOME);
    row.ends = row.count;
    add_quiet(&row, ICON_PREVIOUS, WORD_PREVIOUS, false, ACTION_PREVIOUS);
    add_quiet(&row, bar->paused ? ICON_PLAY : ICON_PAUSE, bar->paused ? WORD_PLAY : WORD_PAUSE, false,
              ACTION_PAUSE);
    add_quiet(&row, ICON_NEXT, WORD_NEXT, false, ACTION_NEXT);
    add_languages(&row, bar);
    place_row(&row, &left, &right);
    scene->slot = layout_position_slot(layout, scene, bar->count, left, right);
    if (scene->rtl)
        scene->slot.x = scene->w - scene->slot.x - scene->slot.w; /* nobody else turns it around */
}

/* The house's name, quietly, where nothing else stands. */
static void name(const struct layout *layout, struct scene *scene, int left, int right)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    uint32_t ink = color_mix(theme->deep, theme->light, 190);
    struct text_para para =
        scene_plain(scene, layout_text(layout, &layout->content->name), FONT_REGULAR, look->small, ink);
    para.align = TEXT_END;
    para.max_lines = 2;
    para.line_px = look->small * 5 / 4;
    para.balance = true;
    if (right - left < look_px(look, 300))
        return;
    struct text_lines lines = scene_measure(scene, &para, right - left);
    if (!lines.cut && !lines.overflow)
        scene_lines(scene, (struct rect){left, (look->bar - lines.height) / 2, right - left, 0}, &para,
                    &lines);
}

/* At the end of a page the way down becomes the way up, in the same place: whoever goes on pressing Enter or
 * the same spot of the glass meets no other button there. */
static void way_up(struct row *row)
{
    struct row up = {.layout = row->layout, .scene = row->scene};
    add_quiet(&up, ICON_UP, WORD_TO_TOP, true, ACTION_TOP);
    row->buttons[row->ends] = up.buttons[0];
    row->names[row->ends] = up.names[0];
}

static void page_bar(const struct layout *layout, struct scene *scene, const struct bar *bar)
{
    struct row row = {.layout = layout, .scene = scene};
    int left = 0, right = 0;
    add_quiet(&row, ICON_BACK, WORD_BACK, true, ACTION_BACK);
    if (!bar->home)
        add_quiet(&row, ICON_HOME, WORD_HOME, true, ACTION_HOME);
    row.ends = row.count;
    if (bar->more || bar->end)
        add_bright(&row, ICON_DOWN, WORD_MORE_BELOW, ACTION_MORE);
    add_languages(&row, bar);
    int way = row_width(&row, row.ends, row.count);
    if (bar->end)
        way_up(&row);
    way -= row_width(&row, row.ends, row.count);
    place_row(&row, &left, &right);
    name(layout, scene, left, right - (way > 0 ? way : 0));
}

struct scene *layout_bar(const struct layout *layout, const struct bar *bar)
{
    const struct look *look = layout->look;
    struct scene *scene = layout_scene(layout, look->w, look->bar, layout_bar_color(layout));
    if (!scene)
        return NULL;
    layout_bar_edge(layout, scene);
    if (bar->slides)
        slides_bar(layout, scene, bar);
    else
        page_bar(layout, scene, bar);
    return scene;
}

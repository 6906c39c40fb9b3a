/* Screens that are not content's own: notices, the question, an outside link, the safe screen. */
#include "ui/layout.h"

#include <string.h>

/* The color of danger (ISO 3864 red, darkened until white text on it has a contrast of 8). */
#define EMERGENCY_RED 0x8f1a14
#define WHITE         0xffffff

/* A notice that needs more lines than this is no notice but a page. */
#define NOTICE_LINES_MAX 6

struct scene *layout_notice(const struct layout *layout, const struct notice *notice)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    uint32_t ink = color_mix(theme->deep, 0x000000, 150);
    struct scene *scene = layout_scene(layout, look->w, 1, theme->accent);
    if (!scene)
        return NULL;
    int icon = look->h1, indent = icon + look->gap * 2 / 3;
    int x = look->margin + indent, w = look->w - look->margin - x;
    struct text_span spans[3] = {
        {.text = layout_text(layout, &notice->title), .style = FONT_BOLD, .color = ink, .tag = -1},
        {.text = look->tall || look->compact ? "\n" : "  ", .style = FONT_REGULAR, .color = ink, .tag = -1},
        {.text = layout_text(layout, &notice->body), .style = FONT_REGULAR, .color = ink, .tag = -1}};
    struct text_para para = {.spans = spans, .count = 3, .max_lines = NOTICE_LINES_MAX, .balance = true};
    struct text_lines lines = {0};
    /* Smaller type before an instruction is cut. */
    for (int percent = 100; percent >= 80; percent -= 10) {
        para.px = look->small * percent / 100;
        para.line_px = para.px * 132 / 100;
        lines = scene_measure(scene, &para, w);
        if (!lines.cut)
            break;
    }
    int pad = look->gap / 2;
    scene->h = lines.height + 2 * pad > icon + 2 * pad ? lines.height + 2 * pad : icon + 2 * pad;
    scene_icon(scene, (struct rect){look->margin, (scene->h - icon) / 2, icon, icon}, ICON_INFO, ink);
    scene_lines(scene, (struct rect){x, (scene->h - lines.height) / 2, w, 0}, &para, &lines);
    return scene;
}

/* What no size of type makes fit ends with an ellipsis: a title in half of h px, the body in the rest. */
static void cut_emergency(struct scene *scene, int w, int h, struct text_para paras[2],
                          struct text_lines lines[2])
{
    for (int i = 0; i < 2; i++) {
        int most = (i == 0 ? h / 2 : h) / paras[i].line_px;
        paras[i].max_lines = most > 1 ? most : 1;
        lines[i] = scene_measure(scene, &paras[i], w);
        h -= lines[i].height;
    }
}

struct scene *layout_emergency(const struct layout *layout, const struct notice *notice)
{
    const struct look *look = layout->look;
    struct scene *scene = layout_scene(layout, look->w, look->h, EMERGENCY_RED);
    if (!scene)
        return NULL;
    int w = look->w - 2 * look->margin;
    w = look->tall ? w : w * 4 / 5;
    enum { TITLE, BODY, PARAS };
    struct text_para paras[PARAS];
    struct text_lines lines[PARAS];
    int icon = 0, gap = look->gap, h = 0, room = look->h - 2 * look->margin;
    bool broken = true;
    for (int percent = 170; percent >= 40 && (broken || h > room); percent -= 10) {
        icon = look->display * 3 / 2 * percent / 100;
        paras[TITLE] = scene_plain(scene, layout_text(layout, &notice->title), FONT_DISPLAY,
                                   look->display * percent / 100, WHITE);
        paras[TITLE].line_px = paras[TITLE].px * 112 / 100;
        paras[BODY] = scene_plain(scene, layout_text(layout, &notice->body), FONT_MEDIUM,
                                  look->lead * 4 / 5 * percent / 100, WHITE);
        paras[BODY].line_px = paras[BODY].px * 136 / 100;
        for (int i = 0; i < PARAS; i++) {
            paras[i].balance = true;
            lines[i] = scene_measure(scene, &paras[i], w);
        }
        broken = lines[TITLE].overflow || lines[BODY].overflow;
        h = icon + gap + lines[TITLE].height + gap + lines[BODY].height;
    }
    if (h > room) {
        cut_emergency(scene, w, room - icon - 2 * gap, paras, lines);
        h = icon + gap + lines[TITLE].height + gap + lines[BODY].height;
    }
    int y = (look->h - h) / 2 > 0 ? (look->h - h) / 2 : 0;
    scene_icon(scene, (struct rect){look->margin, y, icon, icon}, ICON_ALERT, WHITE);
    y += icon + gap;
    for (int i = 0; i < PARAS; i++) {
        scene_lines(scene, (struct rect){look->margin, y, w, 0}, &paras[i], &lines[i]);
        y += lines[i].height + gap;
    }
    return scene;
}

/* A band over the whole width: it needs no corners, and the one big button cannot be missed. */
struct scene *layout_still(const struct layout *layout)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct scene *scene = layout_scene(layout, look->w, 1, theme->paper);
    if (!scene)
        return NULL;
    int pad = look->gap * 5 / 2, w = look->w, inner = w - 2 * look->margin, y = pad;
    scene_fill(scene, (struct rect){0, 0, w, look->rule}, theme->accent, 255, 0);
    struct text_para title =
        scene_plain(scene, layout_word(layout, WORD_STILL_THERE), FONT_DISPLAY, look->title, theme->deep);
    title.align = TEXT_CENTER;
    title.balance = true;
    y += scene_text(scene, (struct rect){look->margin, y, inner, 0}, &title) + look->gap / 2;
    struct text_para text =
        scene_plain(scene, layout_word(layout, WORD_STILL_THERE_TEXT), FONT_REGULAR, look->h3, theme->ink);
    text.align = TEXT_CENTER;
    text.balance = true;
    y += scene_text(scene, (struct rect){look->margin, y, inner, 0}, &text) + look->gap;
    scene->slot = (struct rect){look->margin, y, inner, look->lead * 3 / 2};
    y += scene->slot.h + look->gap;
    struct button stay = {.icon = ICON_TOUCH,
                          .label = layout_word(layout, WORD_STAY),
                          .action = {.kind = ACTION_STAY},
                          .fill = theme->deep,
                          .fill_alpha = 255,
                          .ink = theme->light,
                          .on_dark = true,
                          .min_w = inner < look_px(look, 640) ? inner : look_px(look, 640)};
    int h = look->touch * 13 / 10, button = layout_button_width(layout, scene, h, &stay);
    layout_button(layout, scene, (w - button) / 2, y + h / 2, h, &stay);
    scene->h = y + h + pad;
    return scene;
}

struct scene *layout_seconds(const struct layout *layout, struct rect slot, unsigned seconds)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct scene *scene = layout_scene(layout, slot.w, slot.h, theme->paper);
    if (!scene)
        return NULL;
    char *text = arena_printf(scene->arena, "%u %s", seconds, layout_word(layout, WORD_SECONDS));
    struct text_para para = scene_plain(scene, text ? text : "", FONT_DISPLAY, look->lead, theme->deep);
    para.align = TEXT_CENTER;
    struct text_lines lines = scene_measure(scene, &para, slot.w);
    scene_lines(scene, (struct rect){0, (slot.h - lines.height) / 2, slot.w, 0}, &para, &lines);
    return scene;
}

/* What the phone will do with it, and what a person reads of it. */
static enum word scan_word(const char *uri, const char **shown)
{
    static const struct {
        const char *scheme;
        enum word word;
    } schemes[] = {{"tel:", WORD_SCAN_PHONE}, {"mailto:", WORD_SCAN_MAIL}, {"https://", WORD_SCAN_LINK}};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t length = strlen(schemes[i].scheme);
        if (strncmp(uri, schemes[i].scheme, length) == 0) {
            *shown = uri + length;
            return schemes[i].word;
        }
    }
    *shown = uri;
    return WORD_SCAN_LINK;
}

struct scene *layout_link(const struct layout *layout, const char *uri)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct scene *scene = layout_scene(layout, look->w, layout->stage, theme->paper);
    if (!scene)
        return NULL;
    int room_h = layout->stage - 4 * look->gap, room_w = look->w - 2 * look->margin;
    int side = look->tall ? room_w * 7 / 10 : room_h < room_w / 2 ? room_h : room_w / 2;
    int text_w = look->tall ? room_w : room_w - side - look->gap * 3;
    const char *shown;
    struct text_para title = scene_plain(scene, layout_word(layout, scan_word(uri, &shown)), FONT_DISPLAY,
                                         look->h1 * 6 / 5, theme->deep);
    title.line_px = title.px * 118 / 100;
    title.balance = true;
    title.align = look->tall ? TEXT_CENTER : TEXT_START;
    struct text_para address = scene_plain(scene, shown, FONT_MEDIUM, look->body, theme->ink);
    address.align = title.align;
    address.max_lines = 4;
    struct text_lines title_lines = scene_measure(scene, &title, text_w);
    struct text_lines address_lines = scene_measure(scene, &address, text_w);
    int text_h = title_lines.height + look->gap + address_lines.height;
    int top = look->tall ? (layout->stage - side - text_h - look->gap * 2) / 2 : (layout->stage - side) / 2;
    int x = look->margin, y = look->tall ? top + side + look->gap * 2 : (layout->stage - text_h) / 2;
    struct rect code = {look->tall ? (look->w - side) / 2 : look->margin, top, side, side};
    if (scene_qr(scene, code, uri) && !look->tall)
        x += side + look->gap * 3;
    scene_lines(scene, (struct rect){x, y, text_w, 0}, &title, &title_lines);
    y += title_lines.height + look->gap;
    scene_lines(scene, (struct rect){x, y, text_w, 0}, &address, &address_lines);
    return scene;
}

struct scene *layout_safe(const struct layout *layout)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct scene *scene = layout_scene(layout, look->w, look->h, theme->deep);
    if (!scene)
        return NULL;
    layout_ground(layout, scene, (struct rect){0, 0, look->w, look->h});
    int w = look->w - 2 * look->margin, gap = look->gap;
    w = look->tall ? w : w * 2 / 3;
    struct text_para title =
        scene_plain(scene, layout_word(layout, WORD_SAFE_TITLE), FONT_DISPLAY, look->display, theme->light);
    struct text_para text = scene_plain(scene, layout_word(layout, WORD_SAFE_TEXT), FONT_REGULAR, look->h2,
                                        color_mix(theme->light, theme->deep, 20));
    text.line_px = look->h2 * 140 / 100;
    text.balance = true;
    struct text_lines title_lines = scene_measure(scene, &title, w);
    struct text_lines text_lines = scene_measure(scene, &text, w);
    int y = (look->h - title_lines.height - text_lines.height - 2 * gap) * 46 / 100;
    scene_fill(scene, (struct rect){look->margin, y, look_px(look, 84), look->rule}, theme->accent, 255,
               look->rule / 2);
    y += look->rule + gap;
    scene_lines(scene, (struct rect){look->margin, y, w, 0}, &title, &title_lines);
    y += title_lines.height + gap;
    scene_lines(scene, (struct rect){look->margin, y, w, 0}, &text, &text_lines);
    return scene;
}

/* The contact card: whom to ask, and a QR code that saves it in a phone. */
#include "ui/layout.h"

struct card {
    const struct layout *layout;
    struct scene *scene;
    int x, y, w; /* of the text column; y moves down */
};

static void line(struct card *card, const char *text, enum font_style style, int px, uint32_t color,
                 int before)
{
    if (!text[0])
        return;
    struct text_para para = scene_plain(card->scene, text, style, px, color);
    para.line_px = px * 130 / 100;
    card->y += before;
    card->y += scene_text(card->scene, (struct rect){card->x, card->y, card->w, 0}, &para);
}

static void icon_line(struct card *card, enum icon icon, const char *text)
{
    const struct look *look = card->layout->look;
    const struct theme *theme = layout_theme(card->layout);
    int side = look->small * 6 / 5, indent = side + look->gap / 2;
    struct text_para para = scene_plain(card->scene, text, FONT_REGULAR,
                                        look->compact ? look->small : look->small * 14 / 15, theme->ink);
    para.line_px = look->small * 124 / 100;
    struct text_lines lines = scene_measure(card->scene, &para, card->w - indent);
    card->y += look->gap / 2;
    scene_icon(card->scene, (struct rect){card->x, card->y + (para.line_px - side) / 2, side, side}, icon,
               theme->deep);
    scene_lines(card->scene, (struct rect){card->x + indent, card->y, card->w - indent, 0}, &para, &lines);
    card->y += lines.height;
}

static void text_column(struct card *card, const struct contact *contact)
{
    const struct layout *layout = card->layout;
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    uint32_t quiet = color_mix(theme->ink, theme->paper, 70);
    line(card, layout_word(layout, WORD_CONTACT), FONT_BOLD, look->small,
         color_mix(theme->deep, theme->paper, 40), 0);
    line(card, layout_text(layout, &contact->name), FONT_DISPLAY, look->h2, theme->deep, look->gap / 4);
    line(card, layout_text(layout, &contact->role), FONT_REGULAR, look->small, quiet, 0);
    card->y += look->gap / 3;
    if (contact->phone[0])
        icon_line(card, ICON_PHONE, layout_verbatim(card->scene, contact->phone));
    if (contact->email[0])
        icon_line(card, ICON_MAIL, layout_verbatim(card->scene, contact->email));
    const char *address = layout_text(layout, &contact->address);
    if (address[0])
        icon_line(card, ICON_PLACE, address);
}

/* Adds the code in a square of side px in the middle of the box, with its caption below; returns the height.
 */
static int code(const struct layout *layout, struct scene *scene, struct rect box, int side, const char *text)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct rect square = {box.x + (box.w - side) / 2, box.y, side, side};
    if (!text || !scene_qr(scene, square, text))
        return 0;
    struct text_para para = scene_plain(scene, layout_word(layout, WORD_SCAN_CONTACT), FONT_MEDIUM,
                                        look->small * 9 / 10, color_mix(theme->ink, theme->paper, 50));
    para.align = TEXT_CENTER;
    para.balance = true;
    int h = scene_text(scene, (struct rect){box.x, box.y + side, box.w, 0}, &para);
    return side + h;
}

int layout_contact(const struct layout *layout, struct scene *scene, int x, int y, int w,
                   const struct contact *contact)
{
    const struct look *look = layout->look;
    int pad = look->gap;
    int side = look_px(look, look->compact ? 380 : 300);
    bool beside = w > side + pad * 3 + look_px(look, 480);
    /* The card goes behind what stands on it, so its place among the items is taken first. */
    size_t ground = scene->n_items;
    scene_fill(scene, (struct rect){x, y, w, 1}, 0xffffff, 255, look->radius);
    struct card card = {.layout = layout, .scene = scene, .x = x + pad, .y = y + pad, .w = w - 2 * pad};
    if (beside)
        card.w -= side + pad;
    text_column(&card, contact);
    const char *vcard = layout_vcard(contact, layout->lang, scene->arena);
    int h;
    if (beside) {
        int code_h = code(layout, scene, (struct rect){x + w - pad - side, y + pad, side, 0}, side, vcard);
        int text_h = card.y - y - pad;
        h = (code_h > text_h ? code_h : text_h) + 2 * pad;
    } else {
        int code_h =
            code(layout, scene, (struct rect){x + pad, card.y + look->gap, w - 2 * pad, 0}, side, vcard);
        h = card.y - y + (code_h ? code_h + look->gap : 0) + pad;
    }
    if (ground < scene->n_items)
        scene->items[ground].box.h = h;
    return h;
}

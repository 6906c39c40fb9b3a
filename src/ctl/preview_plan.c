#include "ctl/preview_plan.h"

#include "ui/look.h"

/* Text of 16 px on a desktop whose shorter side has 1080, as in its other windows; more on finer ones. */
#define TYPE_PART  67
#define TYPE_LEAST 14
#define TYPE_MOST  32

/* The panel in heights of its text: about 45 characters wide; or as wide as the screen, and low, but higher
 * where there is room for it. */
#define PANEL_W      26
#define PANEL_H      19
#define PANEL_MOST_H 34

static int within(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

/* The same shape inside of a room. */
static void shrink(int room_w, int room_h, int *w, int *h)
{
    double across = (double)room_w / *w, down = (double)room_h / *h;
    double part = across < down ? across : down;
    part = part < 1 ? part : 1;
    *w = within((int)(*w * part), LOOK_W_MIN, *w);
    *h = within((int)(*h * part), LOOK_H_MIN, *h);
}

struct preview_plan preview_plan(int room_w, int room_h, int w, int h)
{
    int type = within((room_w < room_h ? room_w : room_h) / TYPE_PART, TYPE_LEAST, TYPE_MOST);
    int beside_w = w, beside_h = h, below_w = w, below_h = h;
    shrink(room_w - PANEL_W * type, room_h, &beside_w, &beside_h);
    shrink(room_w, room_h - PANEL_H * type, &below_w, &below_h);
    bool below = below_w > beside_w;
    struct preview_plan plan = {.w = below ? below_w : beside_w,
                                .h = below ? below_h : beside_h,
                                .below = below,
                                .panel = PANEL_W * type,
                                .type = type};
    if (below)
        plan.panel = within(room_h - below_h, PANEL_H * type, PANEL_MOST_H * type);
    plan.smaller = plan.w < w || plan.h < h;
    return plan;
}

void preview_window(const struct preview_plan *plan, int *w, int *h)
{
    *w = plan->w + (plan->below ? 0 : plan->panel);
    *h = plan->h + (plan->below ? plan->panel : 0);
}

void preview_divide(const struct preview_plan *plan, int *w, int *h)
{
    int *side = plan->below ? h : w;
    *side -= plan->panel < *side / 2 ? plan->panel : *side / 2;
}

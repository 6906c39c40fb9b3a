#include "ui/look.h"

#include <math.h>

/* The design was drawn for a shorter side of this many px. */
#define DESIGN_SIDE 1080.0

/* A small panel is read from nearer, but not in proportion: its type never shrinks below this share. */
#define SCALE_MIN 0.58

/* A finger pad; below it people miss (Parhi, Karlson, Bederson 2006; ADA 309.4). */
#define TOUCH_INCHES    0.75
#define TOUCH_DESIGN_PX 72
#define TOUCH_FLOOR_PX  52

/* What a panel of a mistaken size must leave for everything else: half of the shorter side. */
#define TOUCH_SIDE_PART 2

int look_px(const struct look *look, int design)
{
    return (int)lround(design * look->scale);
}

static int panel_touch(int w, int h, double inches)
{
    if (inches <= 0)
        return 0;
    return (int)lround(hypot(w, h) / inches * TOUCH_INCHES);
}

static int at_least(int value, int floor)
{
    return value > floor ? value : floor;
}

/* The type scale: a fifth between neighbors near reading size, more between titles. */
static void set_type(struct look *look)
{
    look->figure = look_px(look, look->tall ? 236 : 264);
    look->display = look_px(look, look->compact ? 88 : look->tall ? 92 : 100);
    look->title = look_px(look, 72);
    look->lead = look_px(look, 64);
    look->h1 = look_px(look, 50);
    look->h2 = look_px(look, 42);
    look->h3 = look_px(look, 36);
    look->body = look_px(look, 35);
    look->small = look_px(look, 30);
    look->eyebrow = look_px(look, 32);
    look->button = look_px(look, 34);
}

struct look look_make(int w, int h, double panel_inches)
{
    struct look look = {.w = at_least(w, LOOK_W_MIN), .h = at_least(h, LOOK_H_MIN)};
    int shorter = look.w < look.h ? look.w : look.h;
    look.tall = look.h > look.w;
    look.compact = shorter < LOOK_COMPACT_SIDE;
    look.scale = shorter / DESIGN_SIDE;
    if (look.scale < SCALE_MIN)
        look.scale = SCALE_MIN;
    set_type(&look);
    look.margin = look_px(&look, look.compact ? 56 : look.tall ? 80 : 112);
    look.gap = look_px(&look, 28);
    look.radius = look_px(&look, 22);
    look.rule = look_px(&look, 7);
    look.touch = at_least(look_px(&look, TOUCH_DESIGN_PX), TOUCH_FLOOR_PX);
    int panel = panel_touch(look.w, look.h, panel_inches), most = shorter / TOUCH_SIDE_PART;
    look.touch = at_least(look.touch, panel < most ? panel : most);
    look.bar = at_least(look_px(&look, 124), look.touch + look_px(&look, 24));
    look.measure = look.body * 30;
    return look;
}

/* ui/look: the grid and the type scale that a screen of a given size gets. Pure.
 *
 * Everything is measured in px of the upright screen. One factor, taken from the shorter side, scales the
 * design that was drawn for 1080; small panels get relatively larger type, since people stand closer. */
#ifndef LOBBY_UI_LOOK_H
#define LOBBY_UI_LOOK_H

#include "base/color.h"
#include "ui/scene.h"

enum shape {
    SHAPE_LANDSCAPE,
    SHAPE_PORTRAIT,
    SHAPE_COMPACT,      /* landscape with less than COMPACT_SIDE px of height */
    SHAPE_COMPACT_TALL, /* portrait with less than COMPACT_SIDE px of width */
};

#define LOOK_COMPACT_SIDE 640
#define LOOK_W_MIN        320
#define LOOK_H_MIN        320

struct look {
    int w, h;
    double scale; /* px for each px of the 1080 design */
    enum shape shape;
    bool tall;    /* portrait or compact tall */
    bool compact; /* either compact shape */
    int margin;   /* from the edge of the screen to text */
    int gap;      /* between things that belong together; 2 gaps between things that do not */
    int radius;   /* of cards, tiles */
    int touch;    /* smallest side of a target */
    int bar;      /* height of the bar at the bottom */
    int rule;     /* thickness of the accent rule */
    /* type sizes */
    int figure, display, title, lead, h1, h2, h3, body, small, eyebrow, button;
    int measure; /* widest text column: about 65 characters of body */
};

/* panel_inches: diagonal of the panel, 0 when unknown; targets are then at least 0.75 in (ADA-sized fingers;
 * MIL-STD-1472 and ISO 9241-411 ask for 0.6 to 0.9). */
struct look look_make(int w, int h, double panel_inches);

/* px of the 1080 design at this look. */
int look_px(const struct look *look, int design);

#endif

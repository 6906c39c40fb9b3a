#include "window/turn.h"

void turn_size(int rotation, int w, int h, int *turned_w, int *turned_h)
{
    const int quarter = rotation == 90 || rotation == 270;
    *turned_w = quarter ? h : w;
    *turned_h = quarter ? w : h;
}

void turn_back(int rotation, int panel_w, int panel_h, int px, int py, int *x, int *y)
{
    switch (rotation) {
    case 90:
        *x = py;
        *y = panel_w - 1 - px;
        break;
    case 180:
        *x = panel_w - 1 - px;
        *y = panel_h - 1 - py;
        break;
    case 270:
        *x = panel_h - 1 - py;
        *y = px;
        break;
    default:
        *x = px;
        *y = py;
        break;
    }
}

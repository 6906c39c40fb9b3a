/* window/turn: between the pixels of the panel and those of the upright screen.
 *
 * A panel that is driven with a rotation of 90 degrees shows the upright picture turned clockwise by a
 * quarter: its first row is the upright screen's first column, read from the bottom. Input goes the way back.
 */
#ifndef LOBBY_SCREEN_WINDOW_TURN_H
#define LOBBY_SCREEN_WINDOW_TURN_H

/* The size of one from the size of the other; it is the same both ways. rotation: 0, 90, 180 or 270. */
void turn_size(int rotation, int w, int h, int *turned_w, int *turned_h);

/* The upright point under the panel's point px, py. Points outside of the panel are allowed. */
void turn_back(int rotation, int panel_w, int panel_h, int px, int py, int *x, int *y);

#endif

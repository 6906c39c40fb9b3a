/* ctl/shrink: pictures made small. */
#ifndef LOBBY_CTL_SHRINK_H
#define LOBBY_CTL_SHRINK_H

#include <stdbool.h>
#include <stdint.h>

/* Averages each area of source (w * h * 3 bytes) into one pixel of target (to_w * to_h * 3 bytes). Sides are
 * 1 to 65536 px, the target's not larger than the source's. False when memory is out. */
bool shrink_box(const uint8_t *source, int w, int h, uint8_t *target, int to_w, int to_h);

#endif

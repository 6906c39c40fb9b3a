/* ctl/sheet: the contact sheet: all screens small on one picture, each with its name. */
#ifndef LOBBY_CTL_SHEET_H
#define LOBBY_CTL_SHEET_H

#include "ctl/shots.h"
#include "paint/paint.h"

struct sheet {
    int thumb_w, thumb_h; /* px of one screen on the sheet */
    int columns, rows;
    int w, h;
};

/* The measures of a sheet of count screens of w * h px. */
struct sheet sheet_plan(size_t count, int w, int h);

/* Paints the sheet and writes it as a PNG of 256 colors. thumbs: one picture of thumb_w * thumb_h * 3 bytes
 * for each shot. title stands above them. */
bool sheet_write(const struct sheet *sheet, const struct shots *shots, uint8_t *const *thumbs,
                 const char *title, struct paint *paint, const char *path, struct err *err) MUST_USE;

#endif

/* paint/raster: the items of a scene into a strip. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_RASTER_H
#define LOBBY_SCREEN_PAINT_RASTER_H

#include "paint/fontset.h"
#include "paint/icons.h"
#include "paint/pictures.h"
#include "paint/stamps.h"
#include "paint/strip.h"

struct raster {
    struct fonts *fonts;
    struct icons *icons;
    struct pictures *pictures;
    struct stamps *stamps;
    uint64_t stamp; /* of the frame being drawn, for the caches' order of use */
};

/* Paints the strip's rows. A picture that is not there yet, or cannot be had, is a calm gradient. Returns how
 * many pictures of these rows are still waited for. */
int raster_paint(struct raster *raster, const struct scene *scene, struct strip *strip);

/* Draws the runs of these rows, as many as are kept, so that painting them finds them drawn. */
void raster_draw_runs(struct raster *raster, const struct scene *scene, int y0, int y1);

/* How many pictures that show in the rows y0..y1 are waited for; they are asked for according to need. */
int raster_waiting(struct raster *raster, const struct scene *scene, int y0, int y1, enum picture_need need);

#endif

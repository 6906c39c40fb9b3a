/* paint: frames into pixels.
 *
 * Scenes are painted once, by the processor, into opaque bands (full width, PAINT_BAND px high), the same for
 * every display; a frame is then only copies of bands, with an offset and an alpha, plus marks for what is
 * pressed or focused. So every back end shows the same picture, a fade is two copies, and text is never
 * rasterized twice. Pictures are decoded and scaled by a worker, ahead of need; a band whose picture is not
 * there yet is painted without it and painted again when it is.
 *
 * One thread draws; only the callback of paint_on_picture comes from another. */
#ifndef LOBBY_SCREEN_PAINT_H
#define LOBBY_SCREEN_PAINT_H

#include "base/err.h"
#include "text/fonts.h"
#include "ui/frame.h"

#define PAINT_BAND 256
/* Bands and decoded pictures together are kept for this many screens, and never for more bytes than these:
 * the slide that is shown, the one that follows and the one before, with a picture each on its way. */
#define PAINT_SCREENS      5
#define PAINT_BUDGET_BYTES (96u * 1024u * 1024u)

struct paint;

/* rotation in degrees clockwise: 0, 90, 180 or 270; scenes stay upright, bands are turned when uploaded. */
struct paint *paint_create(int rotation, struct err *err);
void paint_destroy(struct paint *paint);

/* Begins with what takes its time and is needed for sure, beside the calling thread: for while a display is
 * opened. */
void paint_begin(struct paint *paint);

/* The fonts that layouts measure with. They belong to paint. */
struct fonts *paint_fonts(struct paint *paint);

/* Called from the worker when a picture is ready, to wake the loop. */
void paint_on_picture(struct paint *paint, void (*call)(void *user), void *user);

/* Asks the worker for the pictures of a frame that will be needed soon, where it is not painted yet. */
void paint_prefetch(struct paint *paint, const struct frame *frame);

/* Draws the texts of a frame whose pictures are on their way: painting it finds them drawn, if it is what
 * comes next. */
void paint_draw_runs(struct paint *paint, const struct frame *frame);

/* Paints one band of the frame before it is needed, so that a fade, a scroll or a tap begins without a pause:
 * a few ms. For moments in which nothing moves. False when there is nothing left that could be painted now (a
 * band whose picture is not there yet is left alone), or no frame was drawn yet. */
bool paint_ahead(struct paint *paint, const struct frame *frame);

/* Lets go of everything but what the last frame shows and next will, when both are painted: for when nobody
 * is there who might go back. */
void paint_settle(struct paint *paint, const struct frame *next);

/* True when every picture that the frame shows is there (or could not be decoded), so that drawing it would
 * show it whole. */
bool paint_complete(struct paint *paint, const struct frame *frame);

/* True when something that a frame showed incompletely could now be drawn better. Cleared by drawing. */
bool paint_stale(struct paint *paint);

/* Forgets what was painted of a scene; to be called before scene_destroy. */
void paint_forget(struct paint *paint, const struct scene *scene);

/* A picture of a frame, without any display; upright, whatever the panel's rotation. Waits for the pictures
 * it needs. rgb is malloced, frame->w * frame->h * 3 bytes, and belongs to the caller. */
bool paint_shot(struct paint *paint, const struct frame *frame, uint8_t **rgb, struct err *err) MUST_USE;

#endif

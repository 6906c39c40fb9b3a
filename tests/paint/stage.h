/* Scenes, frames and pictures by hand, and the pixels that come of them. */
#ifndef LOBBY_TESTS_PAINT_STAGE_H
#define LOBBY_TESTS_PAINT_STAGE_H

#include "paint/paint.h"

#include <stdint.h>

struct stage {
    char folder[64];
    struct content *content;
    struct paint *paint;
};

/* Everything here fails the test when it cannot. */
void stage_open(struct stage *stage, int rotation);
void stage_close(struct stage *stage);

/* Writes a file of the content folder. */
void stage_write(const struct stage *stage, const char *name, const void *bytes, size_t length);

/* Writes a PNG of w * h px: red grows to the right, green downwards, blue is 40. */
void stage_write_ramp(const struct stage *stage, const char *name, int w, int h);

/* An empty scene with the stage's content. */
struct scene *stage_scene(const struct stage *stage, int w, int h, uint32_t ground);

/* Something of everything: gradients, fills, text, icons, a QR code, a picture and targets. */
struct scene *stage_rich_scene(const struct stage *stage, int w, int h);

/* The whole screen filled by one scene. */
struct frame stage_frame(const struct scene *scene);

/* 0xRRGGBB of each pixel of a shot; malloced. */
uint32_t *stage_shot(const struct stage *stage, const struct frame *frame);

/* Waits until paint_complete, at most ten seconds. */
void stage_wait(const struct stage *stage, const struct frame *frame);

/* Largest difference of a channel. */
int stage_difference(const uint32_t *a, const uint32_t *b, size_t pixels);

/* Peak signal to noise ratio in dB; 99 when they are equal. */
double stage_psnr(const uint32_t *a, const uint32_t *b, size_t pixels);

#endif

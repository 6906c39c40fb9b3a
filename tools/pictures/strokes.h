/* Lines and dots of light, drawn into a plane with smooth edges; where they cross, the brighter one counts.
 */
#ifndef PICTURES_STROKES_H
#define PICTURES_STROKES_H

#include "pixels.h"

struct stroke {
    float width; /* pixels */
    float value;
};

void plane_line(struct plane *p, struct vec2 a, struct vec2 b, struct stroke s);
void plane_dot(struct plane *p, struct vec2 center, float radius, float value);
/* A part of a circle from angle start to end, in radians, y down. */
void plane_arc(struct plane *p, struct vec2 center, float radius, float start, float end, struct stroke s);

/* Adds color * plane * k to a canvas of the same size. */
void canvas_light(struct canvas *c, const struct plane *p, struct rgb color, float k);

#endif

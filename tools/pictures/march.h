/*
 * Solid things in a room: distance fields, walked along each ray until the surface is near (J. C. Hart,
 * "Sphere tracing", 1996), lit by one warm lamp and the soft light of the room, on a floor that mirrors a
 * little.
 */
#ifndef PICTURES_MARCH_H
#define PICTURES_MARCH_H

#include "pixels.h"

struct hit {
    float distance;
    int material;
};

struct material {
    struct rgb color;
    struct rgb glow; /* light of its own */
    float shine;     /* strength of the highlight */
    float mirror;    /* share of what it mirrors */
};

struct scene {
    struct hit (*map)(struct vec3 p); /* the true distance or a little less, without jumps */
    struct hit (*coarse)(
        struct vec3 p); /* the same near things, far from them any smaller distance: faster */
    const struct material *materials;
    /* Light of a picture on a surface, or NULL; asked for materials whose glow is not black. */
    struct rgb (*screen)(const void *data, int material, struct vec3 p);
    const void *data;
    struct rgb (*glow)(struct vec3 p, struct vec3 n); /* what lines of light nearby give to a surface */
    struct vec3 eye, at;
    float lens, cx, cy; /* focal length in picture heights; where `at` falls on the canvas, pixels */
    struct vec3 lamp;   /* direction towards the lamp */
    struct rgb lamp_light, room_light, haze;
    float haze_distance;
};

/* Distances; half sizes, radius of rounded edges included. */
float solid_box(struct vec3 p, struct vec3 half, float round);
float solid_cylinder(struct vec3 p, float radius, float half_height, float round); /* along y */
struct hit hit_nearer(struct hit a, struct hit b);

void march_scene(struct canvas *c, const struct scene *s);

/* Direction of the ray through a pixel. */
struct vec3 march_ray(const struct scene *s, float x, float y);

#endif

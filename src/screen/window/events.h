/* window/events: SDL's events into ours, and a queue that keeps a flood of them short.
 *
 * Pure: it calls nothing of SDL, so that tables of hand-made events can test it. Mouse and fingers become
 * pointers of the upright screen; only contacts that are down are reported, each from its DOWN to exactly one
 * UP or CANCEL. */
#ifndef LOBBY_SCREEN_WINDOW_EVENTS_H
#define LOBBY_SCREEN_WINDOW_EVENTS_H

#include "window/window.h"

#include <SDL_events.h>

#define EVENTS_CONTACTS 16 /* fingers at once, all screens together, and the mouse */
#define EVENTS_QUEUE    256

struct pointer {
    bool down;
    SDL_TouchID touch; /* which screen */
    SDL_FingerID finger;
    uint64_t pointer; /* never used twice; the mouse is 0 */
    int x, y;         /* where it was last */
};

struct events {
    /* What events_measure set. */
    int rotation;
    int panel_w, panel_h;    /* px */
    double scale_x, scale_y; /* px in a unit of the window system */

    bool kiosk;
    struct pointer contacts[EVENTS_CONTACTS]; /* the first is the mouse */
    uint64_t pointers;                        /* how many fingers there were so far */
    double wheel_rest;                        /* fractions of a px that a fine wheel has turned */
    struct window_event queue[EVENTS_QUEUE];
    size_t count;
};

/* What the window has to do about an event, beside handing it on. */
enum events_need {
    EVENTS_NOTHING,
    EVENTS_FULLSCREEN,   /* go to fullscreen, or back */
    EVENTS_LOST_TEXTURES /* the renderer lost what was uploaded to it */
};

void events_init(struct events *events, int rotation, bool kiosk);

/* The size of the panel in px, and of the window in the units in which SDL reports the mouse. */
void events_measure(struct events *events, int panel_w, int panel_h, int window_w, int window_h);

/* True when the queue takes whatever any one event means. */
bool events_room(const struct events *events);

/* Puts what an event means at the end of the queue, which must have room for it. A move of a contact whose
 * last move is still waiting, or a turn of the wheel after another, replaces it. */
enum events_need events_translate(struct events *events, const SDL_Event *event);

/* Every contact is lost: with the focus, or with the touchscreen that was pulled out. */
void events_cancel(struct events *events);

/* Moves the first events, at most max, out of the queue. Returns how many. */
size_t events_take(struct events *events, struct window_event *into, size_t max);

#endif

#include "window/events.h"

#include "window/keys.h"
#include "window/turn.h"

#include <math.h>
#include <string.h>

#define MOUSE 0 /* index of the mouse's contact */

/* One notch of a wheel moves a page by a ninth of the screen's height: 120 px at 1080p. */
#define WHEEL_NOTCHES 9

void events_init(struct events *events, int rotation, bool kiosk)
{
    *events = (struct events){.rotation = rotation, .scale_x = 1, .scale_y = 1, .kiosk = kiosk};
}

void events_measure(struct events *events, int panel_w, int panel_h, int window_w, int window_h)
{
    events->panel_w = panel_w;
    events->panel_h = panel_h;
    events->scale_x = window_w > 0 ? (double)panel_w / window_w : 1;
    events->scale_y = window_h > 0 ? (double)panel_h / window_h : 1;
}

bool events_room(const struct events *events)
{
    /* The most that one event can become: the end of every contact, and one more. */
    return events->count + EVENTS_CONTACTS + 1 <= EVENTS_QUEUE;
}

size_t events_take(struct events *events, struct window_event *into, size_t max)
{
    const size_t n = events->count < max ? events->count : max;
    memcpy(into, events->queue, n * sizeof into[0]);
    memmove(events->queue, events->queue + n, (events->count - n) * sizeof into[0]);
    events->count -= n;
    return n;
}

/* True when an event that is already waiting says the same, or could be made to. */
static bool merge(struct events *events, const struct window_event *event)
{
    if (event->kind == WINDOW_EXPOSED || event->kind == WINDOW_RESIZED) {
        for (size_t i = 0; i < events->count; i++) {
            if (events->queue[i].kind == event->kind) {
                return true;
            }
        }
        return false;
    }
    if (event->kind != WINDOW_INPUT || events->count == 0) {
        return false;
    }
    if (event->input.kind == INPUT_WHEEL) {
        struct window_event *last = &events->queue[events->count - 1];
        if (last->kind != WINDOW_INPUT || last->input.kind != INPUT_WHEEL) {
            return false;
        }
        last->input.dy += event->input.dy;
        return true;
    }
    if (event->input.kind != INPUT_MOVE) {
        return false;
    }
    for (size_t i = events->count; i-- > 0;) {
        struct window_event *old = &events->queue[i];
        const bool pointing =
            old->kind == WINDOW_INPUT && old->input.kind >= INPUT_DOWN && old->input.kind <= INPUT_CANCEL;
        if (pointing && old->input.pointer == event->input.pointer) {
            if (old->input.kind != INPUT_MOVE) {
                return false;
            }
            *old = *event;
            return true;
        }
    }
    return false;
}

static void push(struct events *events, const struct window_event *event)
{
    if (!merge(events, event) && events->count < EVENTS_QUEUE) {
        events->queue[events->count++] = *event;
    }
}

static void push_kind(struct events *events, enum window_event_kind kind)
{
    push(events, &(struct window_event){.kind = kind});
}

static void push_contact(struct events *events, enum input_kind kind, const struct pointer *contact)
{
    push(events, &(struct window_event){
                     .kind = WINDOW_INPUT,
                     .input = {.kind = kind, .x = contact->x, .y = contact->y, .pointer = contact->pointer}});
}

static void contact_down(struct events *events, struct pointer *contact, int px, int py)
{
    contact->down = true;
    turn_back(events->rotation, events->panel_w, events->panel_h, px, py, &contact->x, &contact->y);
    push_contact(events, INPUT_DOWN, contact);
}

static void contact_move(struct events *events, struct pointer *contact, int px, int py)
{
    int x, y;
    turn_back(events->rotation, events->panel_w, events->panel_h, px, py, &x, &y);
    if (contact->down && (x != contact->x || y != contact->y)) {
        contact->x = x;
        contact->y = y;
        push_contact(events, INPUT_MOVE, contact);
    }
}

static void contact_end(struct events *events, struct pointer *contact, enum input_kind kind)
{
    if (contact->down) {
        contact->down = false;
        push_contact(events, kind, contact);
    }
}

void events_cancel(struct events *events)
{
    for (size_t i = 0; i < EVENTS_CONTACTS; i++) {
        contact_end(events, &events->contacts[i], INPUT_CANCEL);
    }
}

/* The mouse in px of the panel. While a button is held it may be outside of the window, and stays there: an
 * edge must not hold on to a pointer that has left. */
static int mouse_px(double scale, int at)
{
    return (int)floor((at + 0.5) * scale);
}

static void mouse_button(struct events *events, const SDL_MouseButtonEvent *button)
{
    if (button->which == SDL_TOUCH_MOUSEID || button->button != SDL_BUTTON_LEFT) {
        return;
    }
    struct pointer *mouse = &events->contacts[MOUSE];
    const int px = mouse_px(events->scale_x, button->x);
    const int py = mouse_px(events->scale_y, button->y);
    if (button->type == SDL_MOUSEBUTTONDOWN) {
        contact_end(events, mouse, INPUT_CANCEL); /* its release was lost */
        contact_down(events, mouse, px, py);
    } else {
        contact_move(events, mouse, px, py);
        contact_end(events, mouse, INPUT_UP);
    }
}

static void mouse_motion(struct events *events, const SDL_MouseMotionEvent *motion)
{
    if (motion->which != SDL_TOUCH_MOUSEID) {
        contact_move(events, &events->contacts[MOUSE], mouse_px(events->scale_x, motion->x),
                     mouse_px(events->scale_y, motion->y));
    }
}

static void mouse_wheel(struct events *events, const SDL_MouseWheelEvent *wheel)
{
    if (wheel->which == SDL_TOUCH_MOUSEID) {
        return;
    }
    int w, h;
    turn_size(events->rotation, events->panel_w, events->panel_h, &w, &h);
    /* SDL counts away from the user as positive, which is towards the top of a page. */
    const double turned = events->wheel_rest - (double)wheel->preciseY * h / WHEEL_NOTCHES;
    const double whole = trunc(turned);
    events->wheel_rest = turned - whole;
    if (whole == 0) {
        return;
    }
    struct window_event event = {.kind = WINDOW_INPUT, .input = {.kind = INPUT_WHEEL, .dy = (int)whole}};
    turn_back(events->rotation, events->panel_w, events->panel_h, mouse_px(events->scale_x, wheel->mouseX),
              mouse_px(events->scale_y, wheel->mouseY), &event.input.x, &event.input.y);
    push(events, &event);
}

static struct pointer *finger_find(struct events *events, const SDL_TouchFingerEvent *finger)
{
    for (size_t i = MOUSE + 1; i < EVENTS_CONTACTS; i++) {
        struct pointer *contact = &events->contacts[i];
        if (contact->down && contact->touch == finger->touchId && contact->finger == finger->fingerId) {
            return contact;
        }
    }
    return NULL;
}

static struct pointer *finger_new(struct events *events, const SDL_TouchFingerEvent *finger)
{
    for (size_t i = MOUSE + 1; i < EVENTS_CONTACTS; i++) {
        struct pointer *contact = &events->contacts[i];
        if (!contact->down) {
            *contact = (struct pointer){
                .touch = finger->touchId, .finger = finger->fingerId, .pointer = ++events->pointers};
            return contact;
        }
    }
    return NULL; /* a seventeenth finger */
}

/* Fingers come as a fraction of the panel, both ends included. */
static int finger_px(float fraction, int size)
{
    const int px = (int)floorf(fraction * (float)size);
    return px < 0 ? 0 : px < size ? px : size - 1;
}

static void touch(struct events *events, const SDL_TouchFingerEvent *finger)
{
    const int px = finger_px(finger->x, events->panel_w);
    const int py = finger_px(finger->y, events->panel_h);
    struct pointer *contact = finger_find(events, finger);
    if (finger->type == SDL_FINGERDOWN) {
        if (contact) {
            contact_end(events, contact, INPUT_CANCEL); /* its release was lost */
        }
        contact = finger_new(events, finger);
        if (contact) {
            contact_down(events, contact, px, py);
        }
    } else if (contact) {
        contact_move(events, contact, px, py);
        if (finger->type == SDL_FINGERUP) {
            contact_end(events, contact, INPUT_UP);
        }
    }
}

static void window_event(struct events *events, const SDL_WindowEvent *window)
{
    switch (window->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_RESTORED:
        push_kind(events, WINDOW_EXPOSED);
        break;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        push_kind(events, WINDOW_RESIZED);
        break;
    case SDL_WINDOWEVENT_LEAVE:
        contact_end(events, &events->contacts[MOUSE], INPUT_CANCEL);
        break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        events_cancel(events);
        break;
    default:
        break;
    }
}

static enum events_need press_key(struct events *events, const SDL_KeyboardEvent *key)
{
    struct window_event event;
    if (!keys_translate(key, events->kiosk, &event)) {
        return EVENTS_NOTHING;
    }
    push(events, &event);
    return event.kind == WINDOW_FULLSCREEN ? EVENTS_FULLSCREEN : EVENTS_NOTHING;
}

enum events_need events_translate(struct events *events, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        mouse_button(events, &event->button);
        break;
    case SDL_MOUSEMOTION:
        mouse_motion(events, &event->motion);
        break;
    case SDL_MOUSEWHEEL:
        mouse_wheel(events, &event->wheel);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        touch(events, &event->tfinger);
        break;
    case SDL_KEYDOWN:
        return press_key(events, &event->key);
    case SDL_WINDOWEVENT:
        window_event(events, &event->window);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        push_kind(events, WINDOW_EXPOSED);
        return EVENTS_LOST_TEXTURES;
    case SDL_QUIT:
        push_kind(events, WINDOW_QUIT);
        break;
    default:
        break;
    }
    return EVENTS_NOTHING;
}

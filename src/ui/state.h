/* ui/state: where the visitor is, and what an input or the passing of time does to that.
 *
 * ui_step is the whole behavior: pure, no clock, no files. What it needs to know of the glass it takes from
 * the frame that was last presented, so that a touch acts on what was seen. */
#ifndef LOBBY_UI_STATE_H
#define LOBBY_UI_STATE_H

#include "content/due.h"
#include "ui/frame.h"
#include "ui/gesture.h"
#include "ui/input.h"

enum ui_screen { UI_SLIDES, UI_MENU, UI_PAGE, UI_LINK, UI_LANGUAGES };

/* One place that a visitor can be at and come back to. */
struct ui_place {
    enum ui_screen screen;
    size_t index;    /* UI_SLIDES: slide; UI_PAGE: page */
    const char *uri; /* UI_LINK; belongs to the content */
    int scroll;      /* px from the top */
    size_t focus;    /* as of frame_focus_index; FRAME_NO_TARGET: nothing is focused */
};

#define UI_TRAIL_MAX 16

/* The finger on the glass, and what it went down on. */
struct ui_press {
    struct gesture finger;
    uint64_t scene;       /* serial of the pressed target's scene */
    size_t target;        /* FRAME_NO_TARGET: none */
    bool inside;          /* the finger is still on it */
    struct action action; /* of the target */
    struct rect box;      /* of the target on the screen, with the slop around it */
    int scroll;           /* px: of the place when the finger went down */
};

/* A screen that a finger pushes to the side, with the one that comes after it. */
struct ui_push {
    bool active;
    int side;              /* where other stands: 1 to the right, -1 to the left, 0: there is none */
    struct ui_place other; /* what comes, or after the finger let go, what leaves */
    int x;                 /* px to the right: of the shown screen, when it was let go */
    uint64_t start;        /* ms: when it was let go */
    unsigned ms;           /* until it is at rest; 0: a finger holds it */
};

struct ui_state {
    struct ui_place here;
    struct ui_place trail[UI_TRAIL_MAX]; /* where Back leads, oldest first */
    size_t trail_count;
    size_t lang;
    bool paused;
    uint64_t slide_since; /* ms: when the slide came */

    uint64_t came; /* ms: when this place did; 0: it has always been there */

    struct ui_place from; /* what fades out */
    uint64_t motion_start;
    unsigned motion_ms; /* 0: nothing fades */

    struct ui_push push;

    int scroll_from, scroll_to; /* px: a scroll that a key, the wheel or a throw has started */
    uint64_t scroll_start;
    unsigned scroll_ms; /* 0: it does not move */
    int scroll_throw;   /* px that a thrown page would glide if it had no ends; 0: it is eased */

    bool session;         /* somebody has touched it */
    uint64_t last_action; /* ms: last touch, scroll or key */
    bool asking;          /* "Are you still there?" is shown */
    uint64_t asked;       /* ms: since when, or when a finger was last on it */

    struct ui_press press;
};

/* What the state is judged against. */
struct ui_world {
    const struct content *content; /* NULL: the safe screen */
    struct due_clock clock;
    const struct frame *shown; /* the last presented frame, or NULL */
    size_t start_lang;         /* of a new session */
    bool patient;              /* a desktop at work: no session ever ends */
};

/* What somebody asks for is there in the next frame; what comes by itself fades: slides for as long as the
 * content says, and the end of a session for this. */
#define UI_RESET_FADE_MS  220
#define UI_SCROLL_EASE_MS 260 /* one page or arrow step */

/* Nobody has seen and aimed at what came less than this ago: such a press was meant for what was there
 * before, or it is the second half of a double tap. */
#define UI_AIM_MS 300

/* A thrown page loses speed as if by friction: v = v0 exp(-t / UI_GLIDE_MS), so that it glides v0 *
 * UI_GLIDE_MS in all. 325 ms is what people know from their phones. */
#define UI_GLIDE_MS 325.0
/* At most this many screens of speed in a second: text that flies by faster can not be followed. */
#define UI_GLIDE_SCREENS 8
/* Below this speed (px of the 1080 design per ms) a lifted finger has stopped the page, not thrown it. */
#define UI_GLIDE_LEAST 0.15

/* A pushed screen comes to rest in this time when it has the whole width to go; less when it has less. */
#define UI_PUSH_MS 320
/* Where nothing comes, the screen follows the finger by this part: it says "no" and does not tear off. */
#define UI_PUSH_RESIST 5

/* The state before the first touch: the first due slide (or the menu when none is due). */
void ui_start(struct ui_state *state, const struct ui_world *world, uint64_t now);

/* Takes one input (INPUT_TIME for a deadline that passed). */
void ui_step(struct ui_state *state, const struct ui_world *world, const struct input *input, uint64_t now);

/* When ui_step has to be called next with INPUT_TIME although nothing happens; UINT64_MAX: never. While
 * something moves this is now: the next frame. */
uint64_t ui_deadline(const struct ui_state *state, const struct ui_world *world, uint64_t now);

/* True while something moves, so that frames should follow each other. */
bool ui_moving(const struct ui_state *state, uint64_t now);

/* The scroll of the place at this moment, with its easing. */
int ui_scroll(const struct ui_state *state, uint64_t now);

/* How far the shown screen is pushed to the right, px; 0 at rest. */
int ui_push_x(const struct ui_state *state, uint64_t now);

/* True while a finger is on the glass that may still mean something. */
bool ui_pressing(const struct ui_state *state);

/* Seconds left of the question, rounded up; 0 when it is not asked. */
unsigned ui_seconds_left(const struct ui_state *state, const struct ui_world *world, uint64_t now);

/* What the state will be next, as far as anybody can tell, and at rest: after the tap of the finger that is
 * on its target, with the slide that follows, a screen further down the page. For whoever prepares it ahead
 * of need; nothing happens. False when nothing in particular comes. */
bool ui_foresee(const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct ui_state *next);

/* Carries a state over to another generation of content, with all that a visitor sees of it: scroll, focus,
 * the question, a fade. Places that vanished go to their parent; a finger must press anew. */
void ui_reload(struct ui_state *state, const struct content *before, const struct ui_world *after,
               uint64_t now);

#endif

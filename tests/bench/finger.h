/* finger: a hand on the mouse and the keys of an X display (XTEST). Each call returns the time right before
 * the event goes to the server, ms as glass_now. */
#ifndef LOBBY_TESTS_BENCH_FINGER_H
#define LOBBY_TESTS_BENCH_FINGER_H

struct finger;

/* To the display that DISPLAY names; ends the program when there is none. */
struct finger *finger_create(void);
void finger_destroy(struct finger *finger);

/* Gives the keys to the largest window: without a window manager nobody else does. */
void finger_focus(struct finger *finger);

double finger_move(struct finger *finger, int x, int y);
double finger_press(struct finger *finger);
double finger_release(struct finger *finger);

/* A key by its X name: "Right", "space", "Home". */
double finger_key(struct finger *finger, const char *name);

#endif

/* visitor: somebody who stands before a real lobby-kiosk, or another program with such a window, under X,
 * with real fingers (XTEST) and real eyes (the window's pixels). */
#ifndef LOBBY_TESTS_KIOSK_VISITOR_H
#define LOBBY_TESTS_KIOSK_VISITOR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <cmocka.h>

struct visitor;

/* Starts the program with these arguments (NULL-terminated, without the program's name) and waits until its
 * window shows something, at most 10 s; fails the test otherwise. */
struct visitor *visitor_enter(const char *const *arguments);

/* Presses q, waits for the end and fails the test unless the exit code is 0. */
void visitor_leave(struct visitor *visitor);

pid_t visitor_process(const struct visitor *visitor);
bool visitor_kiosk_lives(struct visitor *visitor);

/* Milliseconds from the start of the program to the first pixels. */
double visitor_first_picture(const struct visitor *visitor);

/* Window coordinates. */
void visitor_down(struct visitor *visitor, int x, int y);
void visitor_move(struct visitor *visitor, int x, int y);
void visitor_up(struct visitor *visitor);
void visitor_tap(struct visitor *visitor, int x, int y);
/* A finger goes from one x to another at that height, quickly, and is lifted. */
void visitor_swipe(struct visitor *visitor, int from_x, int y, int to_x);
/* A key by its X name: "Right", "space", "BackSpace", "q". */
void visitor_key(struct visitor *visitor, const char *name);

void visitor_wait(unsigned ms);

/* What the window shows now: w * h * 3 bytes, to be freed. */
uint8_t *visitor_look(struct visitor *visitor, int *w, int *h);

/* Only that part of it. */
uint8_t *visitor_look_at(struct visitor *visitor, int x, int y, int w, int h);

/* Peak signal-to-noise ratio of two pictures in dB; 100 when they are the same. */
double picture_psnr(const uint8_t *a, const uint8_t *b, size_t bytes);

/* Waits up to ms for the window to show this picture (at least 38 dB); fails the test when it does not and
 * leaves both pictures as NAME_err.png. */
void visitor_expect(struct visitor *visitor, const uint8_t *rgb, int w, int h, unsigned ms, const char *name);

/* The same for the part of the window whose upper left corner that is. */
void visitor_expect_at(struct visitor *visitor, int x, int y, const uint8_t *rgb, int w, int h, unsigned ms,
                       const char *name);

#endif

/* A desk with keys and content, a publication and a kiosk, in a temporary folder. */
#ifndef LOBBY_TESTS_PUBLISH_STAND_H
#define LOBBY_TESTS_PUBLISH_STAND_H

#include <stdbool.h>
#include <stddef.h>

extern char stand_said[65536]; /* what the last command printed, both streams */

/* Makes the folder, with keys for the site "test" (no passphrase) and a small content, and goes there. The
 * shell knows $ctl, $update and $content (the shipped one). */
int stand_set_up(void **state);
int stand_tear_down(void **state);

/* The same in a folder that is there, and is the current one. */
void stand_move_in(const char *path);

/* Runs a line of shell in the folder; its exit code, and stand_said. */
int shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Fails unless the line ends with that code; says what was printed. */
#define runs(code, ...) runs_(code, __FILE__, __LINE__, __VA_ARGS__)
void runs_(int code, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Fails unless the last command said that. */
void said(const char *text);

/* Writes kiosk.yaml for a publication (a path relative to the folder). */
void kiosk_settings(const char *publication);

#endif

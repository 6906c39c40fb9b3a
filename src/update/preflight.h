/* update/preflight: lobby-preflight as a child: a look at a generation before anybody sees it. */
#ifndef LOBBY_UPDATE_PREFLIGHT_H
#define LOBBY_UPDATE_PREFLIGHT_H

#include "base/refusal.h"

/* How long it may take on the clock, and how much it may say. The README of src/preflight says why. */
#define PREFLIGHT_SECONDS    1800
#define PREFLIGHT_BYTES_MAX  (1024 * 1024)
#define PREFLIGHT_LINES_KEPT 100 /* go on to our log */

/* Runs PROGRAM FOLDER to its end, at most so many seconds, and ends what it leaves behind. Its words go to
 * our log. Refuses as
 *
 *   "preflight"  it found errors: the content's fault
 *   "unclear"    it crashed, broke off, took too long or said too much: perhaps the content's fault
 *   "machine"    it could not be run, or was ended from outside: not the content's fault */
bool preflight_run(const char *program, const char *folder, unsigned seconds, struct refusal *why) MUST_USE;

#endif

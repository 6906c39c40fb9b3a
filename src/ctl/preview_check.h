/* ctl/preview_check: what "lobbyctl check" has to say, from a process of its own: it draws every screen,
 * which takes longer than a preview may wait, and must not stand in its way. */
#ifndef LOBBY_CTL_PREVIEW_CHECK_H
#define LOBBY_CTL_PREVIEW_CHECK_H

#include "base/diag.h"

struct preview_check;

/* folder as the person wrote it; at for --at, or NULL. ready is called from a thread when a check has ended.
 * The strings must outlive it. NULL when it cannot be had. */
struct preview_check *preview_check_create(const char *folder, const char *at, void (*ready)(void *user),
                                           void *user);

/* Ends what runs; ready is not called any more. */
void preview_check_destroy(struct preview_check *check);

/* Starts to check; what runs already is ended, and what it found is forgotten. */
void preview_check_begin(struct preview_check *check);

/* The same without a new one. */
void preview_check_cancel(struct preview_check *check);

/* The problems of the check that was begun last, once it has ended; then they belong to the caller. NULL
 * before that, and after they were taken. */
struct diag_list *preview_check_take(struct preview_check *check);

/* Adds one line of the output of "lobbyctl check FOLDER" when it tells of a problem. */
void preview_check_line(const char *folder, const char *line, struct diag_list *diags);

#endif

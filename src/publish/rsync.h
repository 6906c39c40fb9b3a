/* rsync: runs rsync, which reaches a web server through ssh. For this room only. */
#ifndef LOBBY_PUBLISH_RSYNC_H
#define LOBBY_PUBLISH_RSYNC_H

#include "base/refusal.h"

#include <stddef.h>

/* Called with how much of it is done, in percent. */
typedef void rsync_percent_fn(void *arg, int percent);

/* words: the options, NULL-terminated; from and to stand behind them, where no word of theirs can be taken
 * for an option and no shell looks at them. input (may be NULL) goes to its standard input. Refuses with
 * "not-found" when what it is to fetch is not there, and with "rsync" and the last line that it said
 * otherwise. */
bool rsync_run(const char *const *words, const char *from, const char *to, const char *input, size_t length,
               rsync_percent_fn *percent, void *arg, struct refusal *why) MUST_USE;

#endif

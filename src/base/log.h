/* log: what a program says while it runs, one line each, on stderr.
 *
 * Under systemd (JOURNAL_STREAM is set) lines carry the <N> priority of sd-daemon(3) and no time. */
#ifndef LOBBY_BASE_LOG_H
#define LOBBY_BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* name stands before each line and must outlive the program; level is the last one that is printed. */
void log_start(const char *name, enum log_level level);

void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);
#define log_error(...)   log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_info(...)    log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...)   log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif

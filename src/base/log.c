#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct {
    const char *name;
    enum log_level level;
    bool journal;
} the_log = {.name = "lobby", .level = LOG_LEVEL_INFO};

void log_start(const char *name, enum log_level level)
{
    the_log.name = name;
    the_log.level = level;
    the_log.journal = getenv("JOURNAL_STREAM") != NULL;
}

/* What stands before the text: "<4>lobby-kiosk: " or "19:02:07 lobby-kiosk: warning: ". */
static int write_head(char *line, size_t size, enum log_level level)
{
    static const int priorities[] = {3, 4, 6, 7}; /* sd-daemon(3): error, warning, info, debug */
    static const char *const words[] = {"error: ", "warning: ", "", "debug: "};
    if (the_log.journal)
        return snprintf(line, size, "<%d>%s: ", priorities[level], the_log.name);
    time_t now = time(NULL);
    struct tm local;
    char clock[16] = "";
    if (localtime_r(&now, &local))
        strftime(clock, sizeof clock, "%H:%M:%S ", &local);
    return snprintf(line, size, "%s%s: %s", clock, the_log.name, words[level]);
}

void log_line(enum log_level level, const char *format, ...)
{
    if (level > the_log.level)
        return;
    char line[2048];
    size_t room = sizeof line - 1; /* for the line feed */
    int head = write_head(line, room, level);
    if (head < 0 || (size_t)head >= room)
        return;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line + head, room - (size_t)head, format, args);
    va_end(args);
    if (length < 0)
        return;
    size_t end = (size_t)(head + length) < room ? (size_t)(head + length) : room - 1;
    /* A line feed in the text would start a line without a priority. */
    for (size_t i = (size_t)head; i < end; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
            line[i] = ' ';
    line[end++] = '\n';
    /* One write a line, so that threads and children do not mix theirs. A log that cannot be written has
     * nobody to tell. */
    if (write(STDERR_FILENO, line, end) < 0)
        return;
}

/* rows: what is measured, and the bar that each row has to meet. */
#ifndef LOBBY_TESTS_BENCH_ROWS_H
#define LOBBY_TESTS_BENCH_ROWS_H

#include <stddef.h>

enum summary { MEDIAN, P95 };

struct row {
    const char *measure; /* as in the samples */
    const char *title, *unit;
    enum summary summary;
};

/* Lobby's summary is at most (or at least) times what it is compared with, and plus. */
struct bar {
    const char *measure;
    const char *program; /* NULL: no program, plus alone; "lobby": itself, */
    const char *other;   /* in this measure; NULL: the same */
    double times, plus;
    int least; /* at least instead of at most */
};

extern const struct row rows[];
extern const size_t rows_count;
extern const struct bar bars[];
extern const size_t bars_count;

#endif

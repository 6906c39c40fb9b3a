/* lobby-preflight as whoever calls it meets it. */
#ifndef LOBBY_TESTS_PREFLIGHT_LOOKER_H
#define LOBBY_TESTS_PREFLIGHT_LOOKER_H

#include <stddef.h>
#include <stdint.h>

struct looked {
    int code;         /* or the negative signal */
    char *out, *said; /* stdout and stderr; malloced */
    double seconds;   /* on the clock */
    double cpu;       /* of all its processes */
    long kb;          /* resident, of the largest of its processes */
};

struct order {
    const char *trouble;        /* what goes wrong in it (trouble.c), or NULL */
    uint64_t address_bytes;     /* a stricter limit than its own; 0: none */
    uint64_t cpu_seconds;       /* the same */
    void (*meanwhile)(int out); /* is called while it runs, with its stdout; may be NULL */
};

/* Runs it with one argument. order may be NULL. */
struct looked look_at(const char *folder, const struct order *order);
void looked_finish(struct looked *looked);

/* Runs it with these words, which end with NULL. */
struct looked look_with(const char *const *words, const struct order *order);

/* Fails, and says what it said, unless it ended with code and said that. */
void expect_look(const char *shows, const char *folder, const struct order *order, int code,
                 const char *said);

#endif

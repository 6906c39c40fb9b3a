/* Many mutants, one after the other, in a process of their own: which one it was that crashed, leaked or
 * would not end, what the slowest took, and how many were refused. */
#ifndef TESTS_HOSTILE_HERD_H
#define TESTS_HOSTILE_HERD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fate {
    FATE_REFUSED, /* by what checks */
    FATE_FAILED,  /* by what decodes, behind the check */
    FATE_TAKEN,
    FATES
};

#define HERD_KINDS_MAX 4

struct herd {
    const char *name;
    size_t count;
    const char *kinds[HERD_KINDS_MAX]; /* for the figures; the first may be the only one */
    void (*begin)(void);               /* in the child */
    enum fate (*meet)(uint64_t seed, size_t number,
                      size_t *kind); /* one mutant, from its making to its end */
    void (*end)(void);
};

/* Of one mutant's own processor time, with its file. Under sanitizers too. */
#define MUTANT_MS_MAX 200

/* Prints the figures. False and why when a mutant crashes, leaks, hangs or takes more than MUTANT_MS_MAX at
 * its best of three times; and when less than a twentieth of a kind is refused, or taken. HOSTILE_SEED,
 * HOSTILE_COUNT and HOSTILE_MUTANT (one number) choose others than the usual ones. */
bool herd_try(const struct herd *herd, char *why, size_t size);

/* Fails the test with it. */
void herd_run(const struct herd *herd);

#endif

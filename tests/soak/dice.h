/* dice: chance that can be repeated (Knuth, MMIX). */
#ifndef LOBBY_TESTS_SOAK_DICE_H
#define LOBBY_TESTS_SOAK_DICE_H

#include <stdint.h>

static inline unsigned dice(uint64_t *state, unsigned sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % sides;
}

#endif

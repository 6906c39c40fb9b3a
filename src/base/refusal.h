/* refusal: why something from outside was not taken over: a short code for programs, a sentence for people.
 *
 * A code is one of a few fixed words that the README of its room lists with what to do about each; it stands
 * in update.json and in tests. The sentence says "what is wrong; what to do" and may change. */
#ifndef LOBBY_BASE_REFUSAL_H
#define LOBBY_BASE_REFUSAL_H

#include "base/err.h"

struct refusal {
    const char *code; /* a literal: it lives as long as the program */
    struct err err;
};

/* Sets both. refusal may be NULL. Always returns false, so that "return refuse(...)" reads well. */
bool refuse(struct refusal *refusal, const char *code, const char *format, ...) PRINTF_LIKE(3, 4);

/* True when refusal has that code. */
bool refused_for(const struct refusal *refusal, const char *code);

#endif

/* What the fuzz targets of src/trust share: a key, and how to sign any bytes with it. */
#ifndef LOBBY_TESTS_FUZZ_STATEMENTS_H
#define LOBBY_TESTS_FUZZ_STATEMENTS_H

#include "trust/sign.h"

#define REQUIRE(condition) statements_require(condition, #condition)
void statements_require(bool condition, const char *what); /* aborts and says what is not so */

/* Made once in each run; no verdict depends on which it is. */
const struct sign_key *statements_key(void);

/* The bytes, signed with that key. Lives in arena. */
struct trust_files statements_sign(const char *bytes, size_t length, struct arena *arena);

/* A refusal is complete, and its sentence is one printable line. */
void statements_check(const struct refusal *refusal);

#endif

#include "statements.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void statements_require(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz: not so: %s\n", what);
        abort();
    }
}

const struct sign_key *statements_key(void)
{
    static struct sign_key *key;
    if (!key)
        key = sign_key_make(NULL);
    REQUIRE(key);
    return key;
}

struct trust_files statements_sign(const char *bytes, size_t length, struct arena *arena)
{
    const char *signature = sign_bytes(statements_key(), bytes, length, "fuzz", arena, NULL);
    REQUIRE(signature);
    return (struct trust_files){bytes, length, signature, strlen(signature)};
}

void statements_check(const struct refusal *refusal)
{
    const char *text = refusal->err.text;
    size_t length = strlen(text);
    REQUIRE(refusal->code && *refusal->code && length > 0);
    /* What is cut off at the end of a long sentence may be cut in a character. */
    REQUIRE(length + 1 == sizeof refusal->err.text || utf8_valid(text, length, NULL));
    for (size_t i = 0; i < length; i++)
        REQUIRE((unsigned char)text[i] >= 0x20 && text[i] != 0x7f);
}

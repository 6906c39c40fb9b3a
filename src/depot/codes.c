#include "depot/codes.h"

#include "base/str.h"

#include <string.h>

static const char *const codes[] = {
    "address", "captive-portal", "content",    "crash", "file",    "http-status", "network",   "not-found",
    "object",  "redirect",       "repository", "space", "timeout", "tls",         "too-large", "truncated",
};

const char *depot_code(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (strcmp(codes[i], text) == 0)
            return codes[i];
    return "crash";
}

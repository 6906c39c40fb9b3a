#include "depot/source.h"

#include <string.h>

bool depot_checksum_ok(const char *text)
{
    return strlen(text) == DEPOT_CHECKSUM - 1 && strspn(text, "0123456789abcdef") == DEPOT_CHECKSUM - 1;
}

#include "base/refusal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool refuse(struct refusal *refusal, const char *code, const char *format, ...)
{
    if (!refusal)
        return false;
    char text[sizeof refusal->err.text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    refusal->code = code;
    return err_set(&refusal->err, "%s", text);
}

bool refused_for(const struct refusal *refusal, const char *code)
{
    return refusal->code && strcmp(refusal->code, code) == 0;
}

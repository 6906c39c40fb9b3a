#include "store/text.h"

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Those that neither a line nor YAML can hold. */
static bool is_blank(uint32_t code)
{
    bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    return control || code == 0x2028 || code == 0x2029 || code == 0xfeff || code == 0xfffe || code == 0xffff;
}

/* One character of text and the bytes to write for it; false at the end. */
static bool next(const char **text, size_t *left, uint32_t *code, const char **bytes, size_t *length)
{
    if (*left == 0)
        return false;
    *bytes = *text;
    *code = utf8_decode(*text, *left, length);
    *text += *length;
    *left -= *length;
    if (*code == 0xfffd) { /* meant or made */
        *bytes = REPLACEMENT;
        *length = sizeof REPLACEMENT - 1;
    }
    return true;
}

void text_clean(char *into, size_t size, const char *text)
{
    size_t left = strlen(text), used = 0, length;
    uint32_t code;
    const char *bytes;
    while (next(&text, &left, &code, &bytes, &length)) {
        if (is_blank(code)) {
            bytes = " ";
            length = 1;
        }
        if (used + length >= size)
            break;
        memcpy(into + used, bytes, length);
        used += length;
    }
    into[used] = '\0';
}

void text_quote(FILE *out, const char *text)
{
    if (!text) {
        fputs("null", out);
        return;
    }
    size_t left = strlen(text), length;
    uint32_t code;
    const char *bytes;
    fputc('"', out);
    while (next(&text, &left, &code, &bytes, &length)) {
        if (code == '"' || code == '\\')
            fprintf(out, "\\%c", (char)code);
        else if (code == '\n')
            fputs("\\n", out);
        else if (is_blank(code))
            fprintf(out, "\\u%04x", code);
        else
            fwrite(bytes, 1, length, out);
    }
    fputc('"', out);
}

#include "ui/layout.h"

#include <stdio.h>
#include <stdlib.h>

/* RFC 2426, 4: backslash, comma, semicolon and line break are escaped in text values. */
static void put(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n')
            fputs("\\n", out);
        else if (*text == '\\' || *text == ',' || *text == ';')
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
}

static void field(FILE *out, const char *name, const char *value)
{
    if (!value[0])
        return;
    fputs(name, out);
    put(out, value);
    fputs("\r\n", out);
}

const char *layout_vcard(const struct contact *contact, size_t lang, struct arena *arena)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    fputs("BEGIN:VCARD\r\nVERSION:3.0\r\n", out);
    /* The parts of a name are not known: it stands whole as the family name. */
    field(out, "N:", contact->name.text[lang]);
    field(out, "FN:", contact->name.text[lang]);
    field(out, "TITLE:", contact->role.text[lang]);
    field(out, "TEL;TYPE=WORK,VOICE:", contact->phone);
    field(out, "EMAIL:", contact->email);
    field(out, "ADR;TYPE=WORK:;;", contact->address.text[lang]);
    fputs("END:VCARD\r\n", out);
    fclose(out);
    char *kept = text ? arena_strndup(arena, text, length) : NULL;
    free(text);
    return kept;
}

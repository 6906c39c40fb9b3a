#include "proof/detail.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>

/* This many characters that no font has are named in one message. */
#define MISSING_NAMED 4

void detail_copy(char *to, size_t size, const char *text)
{
    size_t length = strlen(text);
    length = length < size ? length : size - 1;
    while (length > 0 && text[length] && (text[length] & 0xc0) == 0x80)
        length--;
    memcpy(to, text, length);
    to[length] = '\0';
}

void detail_broken_word(const struct content *content, struct finding *finding, const char *drawn)
{
    const struct origin *origin = &finding->origin;
    const struct body *body = origin->owner == OWNER_PAGE && origin->field == FIELD_BODY
                                  ? &content->pages[origin->index].body[finding->lang]
                                  : NULL;
    size_t n = body ? body->blocks[origin->part].n_spans : 1, longest = 0;
    for (size_t i = 0; i < n; i++) {
        const char *text = body ? body->blocks[origin->part].spans[i].text : drawn;
        for (const char *at = text + strspn(text, " \n"); *at; at += strspn(at, " \n")) {
            size_t length = strcspn(at, " \n");
            char copy[FINDING_DETAIL];
            snprintf(copy, sizeof copy, "%.*s", (int)(length < sizeof copy ? length : sizeof copy), at);
            if (length > longest)
                detail_copy(finding->detail, sizeof finding->detail, copy);
            longest = length > longest ? length : longest;
            at += length;
        }
    }
}

void detail_missing(struct fonts *fonts, const struct scene *scene, const struct placed_text *text,
                    char names[FINDING_DETAIL])
{
    uint32_t named[MISSING_NAMED];
    size_t count = 0, used = 0, more = 0;
    for (size_t i = text->first; i < text->first + text->count; i++) {
        const struct text_run *run = scene->items[i].run;
        size_t length = strlen(run->text);
        for (size_t at = 0, step; at < length; at += step) {
            uint32_t code = utf8_decode(run->text + at, length - at, &step);
            bool missing, again = false;
            (void)fonts_pick(fonts, FONT_REGULAR, run->lang, run->text + at, step, &missing);
            for (size_t j = 0; j < count; j++)
                again = again || named[j] == code;
            if (!missing || again)
                continue;
            if (count == MISSING_NAMED) {
                more++;
                continue;
            }
            named[count++] = code;
            used += (size_t)snprintf(names + used, FINDING_DETAIL - used, "%s\"%.*s\" (U+%04X)",
                                     used ? ", " : "", (int)step, run->text + at, (unsigned)code);
        }
    }
    if (more)
        snprintf(names + used, FINDING_DETAIL - used, " and more");
}

void detail_last_words(const struct scene *scene, const struct placed_text *text, char words[FINDING_DETAIL])
{
    static const char ellipsis[] = "\u2026";
    enum { WORDS_MAX = 28 }; /* bytes */
    for (size_t i = text->first; i < text->first + text->count; i++) {
        const char *drawn = scene->items[i].run->text;
        size_t length = strlen(drawn), mark = sizeof ellipsis - 1;
        if (length < mark || strcmp(drawn + length - mark, ellipsis) != 0)
            continue;
        length -= mark;
        if (length == 0 && i > text->first) { /* an ellipsis in a font of its own, behind emoji */
            drawn = scene->items[i - 1].run->text;
            length = strlen(drawn);
        }
        size_t from = length > WORDS_MAX ? length - WORDS_MAX : 0;
        while (from > 0 && from < length && drawn[from - 1] != ' ')
            from++;
        if (from > 0 && from == length) /* one long word */
            from -= WORDS_MAX;
        while ((drawn[from] & 0xc0) == 0x80)
            from++;
        snprintf(words, FINDING_DETAIL, "%.*s", (int)(length - from), drawn + from);
    }
}

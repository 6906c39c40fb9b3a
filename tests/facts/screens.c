#include "screens.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_BREAK_SPACE "\xc2\xa0"

static void *allocated(void *memory)
{
    assert(memory);
    return memory;
}

/* Appends a text. Every run of blanks, those that forbid a break among them, becomes one blank. */
static void append(char **out, const char *text)
{
    size_t used = *out ? strlen(*out) : 0;
    *out = allocated(realloc(*out, used + strlen(text) + 1));
    char *end = *out + used;
    while (*text) {
        size_t blanks = strspn(text, " \n");
        if (strncmp(text, NO_BREAK_SPACE, strlen(NO_BREAK_SPACE)) == 0)
            blanks = strlen(NO_BREAK_SPACE);
        if (!blanks)
            *end++ = *text++;
        else if (end > *out && end[-1] != ' ')
            *end++ = ' ';
        text += blanks;
    }
    *end = '\0';
}

/* Phrases cannot reach from one text into the next: a line ends between them. */
static void append_line(char **out, const char *text)
{
    append(out, text);
    size_t used = strlen(*out);
    *out = allocated(realloc(*out, used + 2));
    memcpy(*out + used, "\n", 2);
}

static struct screen *add_screen(struct screens *screens, const char *folder, const char *id)
{
    screens->items = allocated(realloc(screens->items, (screens->count + 1) * sizeof *screens->items));
    struct screen *screen = &screens->items[screens->count++];
    *screen = (struct screen){0};
    append(&screen->name, folder);
    append(&screen->name, id);
    append(&screen->text, "");
    append(&screen->behind, "");
    return screen;
}

static void add_picture(struct screen *screen, const struct picture *picture, size_t lang)
{
    if (picture)
        append_line(&screen->behind, picture->alt.text[lang]);
}

static void add_pair(struct screen *screen, const struct tr *first, const struct tr *second, size_t lang)
{
    append(&screen->text, first->text[lang]);
    append(&screen->text, " ");
    append_line(&screen->text, second->text[lang]);
}

static void add_slide(struct screens *screens, const struct slide *slide, size_t lang)
{
    struct screen *screen = add_screen(screens, "slides/", slide->id);
    append_line(&screen->text, slide->eyebrow.text[lang]);
    append_line(&screen->text, slide->title.text[lang]);
    add_pair(screen, &slide->figure, &slide->unit, lang);
    append_line(&screen->text, slide->text.text[lang]);
    for (size_t i = 0; i < slide->n_items; i++)
        add_pair(screen, &slide->items[i].lead, &slide->items[i].text, lang);
    add_picture(screen, slide->picture, lang);
    if (slide->opens.kind == LINK_OUTSIDE)
        append_line(&screen->behind, slide->opens.uri);
}

static void add_body(struct screen *screen, const struct body *body)
{
    for (size_t i = 0; i < body->count; i++) {
        for (size_t s = 0; s < body->blocks[i].n_spans; s++) {
            const struct span *span = &body->blocks[i].spans[s];
            if (span->style & SPAN_BREAK)
                append(&screen->text, " ");
            append(&screen->text, span->text);
            if (span->link.kind == LINK_OUTSIDE)
                append_line(&screen->behind, span->link.uri);
        }
        append_line(&screen->text, "");
    }
}

static void add_page(struct screens *screens, const struct page *page, size_t lang)
{
    struct screen *screen = add_screen(screens, "pages/", page->id);
    append_line(&screen->text, page->title.text[lang]);
    append_line(&screen->text, page->summary.text[lang]);
    add_body(screen, &page->body[lang]);
    if (page->contact) {
        append_line(&screen->text, page->contact->name.text[lang]);
        append_line(&screen->text, page->contact->role.text[lang]);
        append_line(&screen->text, page->contact->phone);
        append_line(&screen->text, page->contact->email);
        append_line(&screen->text, page->contact->address.text[lang]);
    }
    add_picture(screen, page->picture, lang);
}

struct screens screens_read(const struct content *content, size_t lang)
{
    struct screens screens = {0};
    for (size_t i = 0; i < content->n_slides; i++)
        add_slide(&screens, &content->slides[i], lang);
    for (size_t i = 0; i < content->n_pages; i++)
        add_page(&screens, &content->pages[i], lang);
    struct screen *menu = add_screen(&screens, "menu", "");
    append_line(&menu->text, content->name.text[lang]);
    append_line(&menu->text, content->menu.title.text[lang]);
    append_line(&menu->text, content->menu.intro.text[lang]);
    return screens;
}

void screens_finish(struct screens *screens)
{
    for (size_t i = 0; i < screens->count; i++) {
        free(screens->items[i].name);
        free(screens->items[i].text);
        free(screens->items[i].behind);
    }
    free(screens->items);
    *screens = (struct screens){0};
}

struct screens screens_without(const struct screens *screens, const char *text)
{
    struct screens copy = {.items = allocated(calloc(screens->count, sizeof *copy.items)),
                           .count = screens->count};
    for (size_t i = 0; i < copy.count; i++) {
        copy.items[i].name = allocated(strdup(screens->items[i].name));
        copy.items[i].text = allocated(strdup(screens->items[i].text));
        copy.items[i].behind = allocated(strdup(screens->items[i].behind));
        for (char *at = copy.items[i].text; (at = strstr(at, text)); at += strlen(text))
            memset(at, '_', strlen(text));
    }
    return copy;
}

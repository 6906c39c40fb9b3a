#include "base/diag.h"

#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXT_MAX = 1000, /* bytes of one message: content quoted in it may be as long as a file */
    SLOTS = 4096     /* a power of two far above 2 * DIAG_MAX, so that a probe soon ends */
};
_Static_assert((int)SLOTS > 2 * DIAG_MAX, "a probe ends at a free slot: warnings that gave way keep theirs");

struct record {
    struct diag diag;
    char bytes[]; /* the file's name, then the text */
};

struct diag_list {
    struct record *slots[SLOTS]; /* owns the records; by hash of the whole problem, to find repeats */
    struct diag kept[DIAG_MAX];
    size_t count;
    size_t errors, warnings;
};

struct diag_list *diag_list_create(void)
{
    return calloc(1, sizeof(struct diag_list));
}

void diag_list_destroy(struct diag_list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        free(list->slots[i]);
    free(list);
}

static uint32_t hash_bytes(uint32_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * 16777619u; /* FNV-1a */
    return hash;
}

static bool same_name(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same(const struct diag *a, const struct diag *b)
{
    return a->level == b->level && a->place.line == b->place.line && a->place.col == b->place.col &&
           same_name(a->place.file, b->place.file) && strcmp(a->text, b->text) == 0;
}

/* The slot that holds this problem, or the free one where it belongs. */
static struct record **find_slot(struct diag_list *list, const struct diag *diag)
{
    uint32_t hash = 2166136261u;
    const char *file = diag->place.file ? diag->place.file : "";
    hash = hash_bytes(hash, file, strlen(file));
    hash = hash_bytes(hash, &diag->place.line, sizeof diag->place.line);
    hash = hash_bytes(hash, &diag->place.col, sizeof diag->place.col);
    hash = hash_bytes(hash, diag->text, strlen(diag->text));
    for (size_t i = hash % SLOTS;; i = (i + 1) % SLOTS)
        if (!list->slots[i] || same(&list->slots[i]->diag, diag))
            return &list->slots[i];
}

static struct record *make_record(const struct diag *diag)
{
    size_t file_size = diag->place.file ? strlen(diag->place.file) + 1 : 0;
    size_t text_size = strlen(diag->text) + 1;
    struct record *record = malloc(sizeof *record + file_size + text_size);
    if (!record)
        return NULL;
    record->diag = *diag;
    if (file_size) {
        memcpy(record->bytes, diag->place.file, file_size);
        utf8_make_printable(record->bytes); /* anybody can name a file in any bytes */
        record->diag.place.file = record->bytes;
    }
    memcpy(record->bytes + file_size, diag->text, text_size);
    record->diag.text = record->bytes + file_size;
    return record;
}

/* The next free place; in a full list that of a warning, for an error: nobody may search for why a folder is
 * refused. NULL when there is none. The record of that warning stays in its slot, so that its repeats are
 * known. */
static struct diag *room_for(struct diag_list *list, enum diag_level level)
{
    if (list->count < DIAG_MAX)
        return &list->kept[list->count++];
    for (size_t i = DIAG_MAX; i-- > 0 && level == DIAG_ERROR;)
        if (list->kept[i].level == DIAG_WARNING)
            return &list->kept[i];
    return NULL;
}

void diag_add(struct diag_list *list, enum diag_level level, struct place place, const char *format, ...)
{
    assert(list);
    static const char dots[] = "...";
    char text[TEXT_MAX + sizeof dots];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, TEXT_MAX, format, args);
    va_end(args);
    assert(length >= 0);
    utf8_make_printable(text);
    if ((size_t)length >= TEXT_MAX)
        strcat(text, dots);

    /* The record first: what is compared is what is printed. */
    const struct diag diag = {level, place, text};
    struct record *record = make_record(&diag);
    struct record **slot = record ? find_slot(list, &record->diag) : NULL;
    bool repeat = slot && *slot;
    if (!repeat && level == DIAG_ERROR)
        list->errors++;
    else if (!repeat)
        list->warnings++;
    struct diag *place_kept = slot && !repeat ? room_for(list, level) : NULL;
    if (!place_kept) {
        free(record);
        return;
    }
    *slot = record;
    *place_kept = record->diag;
}

size_t diag_errors(const struct diag_list *list)
{
    return list->errors;
}

size_t diag_warnings(const struct diag_list *list)
{
    return list->warnings;
}

static int compare_numbers(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    const struct diag *a = left, *b = right;
    int order = strcmp(a->place.file ? a->place.file : "", b->place.file ? b->place.file : "");
    if (order == 0)
        order = compare_numbers(a->place.line, b->place.line);
    if (order == 0)
        order = compare_numbers(a->place.col, b->place.col);
    if (order == 0)
        order = (b->level == DIAG_ERROR) - (a->level == DIAG_ERROR);
    return order ? order : strcmp(a->text, b->text);
}

const struct diag *diag_items(struct diag_list *list, size_t *count)
{
    qsort(list->kept, list->count, sizeof *list->kept, compare);
    *count = list->count;
    return list->kept;
}

void diag_print(struct diag_list *list, FILE *out, const char *prefix)
{
    size_t count;
    const struct diag *items = diag_items(list, &count);
    for (size_t i = 0; i < count; i++) {
        const struct place *place = &items[i].place;
        if (place->file)
            fprintf(out, "%s%s:", prefix, place->file);
        if (place->file && place->line)
            fprintf(out, "%u:", place->line);
        if (place->file && place->line && place->col)
            fprintf(out, "%u:", place->col);
        fprintf(out, "%s%s: %s\n", place->file ? " " : "", items[i].level == DIAG_ERROR ? "error" : "warning",
                items[i].text);
    }
    size_t total = list->errors + list->warnings;
    if (total > count)
        fprintf(out, "and %zu more\n", total - count);
}

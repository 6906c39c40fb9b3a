#include "screens.h"

#include "base/file.h"
#include "base/str.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX (1024u * 1024u)

static void *allocated(void *memory)
{
    assert(memory);
    return memory;
}

/* Settings hold numbers that no visitor sees. */
static bool is_setting(const char *line, size_t length)
{
    static const char *const keys[] = {"focus:", "file:", "dwell:", "show:", "from:", "days:", "hours:"};
    while (length && *line == ' ')
        line++, length--;
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (length >= strlen(keys[i]) && strncmp(line, keys[i], strlen(keys[i])) == 0)
            return true;
    return false;
}

/* The length of a YAML line without its comment. A "#" inside quotes has no blank before it in our content.
 */
static size_t uncommented(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] == '#' && (i == 0 || line[i - 1] == ' '))
            return i;
    return length;
}

void screens_fold(char **text, const char *bytes, bool yaml)
{
    size_t used = *text ? strlen(*text) : 0;
    *text = allocated(realloc(*text, used + strlen(bytes) + 2));
    char *out = *text + used;
    bool blank = used > 0;
    for (const char *line = bytes; *line;) {
        size_t whole = strcspn(line, "\n"), length = whole;
        if (yaml)
            length = is_setting(line, whole) ? 0 : uncommented(line, whole);
        for (size_t i = 0; i < length; i++) {
            if (isspace((unsigned char)line[i])) {
                blank = true;
            } else if (line[i] != '*') {
                if (blank && out > *text)
                    *out++ = ' ';
                blank = false;
                *out++ = line[i];
            }
        }
        blank = true;
        line += whole + (line[whole] == '\n');
    }
    *out = '\0';
}

static struct screen *screen_named(struct screens *screens, const char *folder, const char *file)
{
    char *name = NULL;
    int length = asprintf(&name, "%s/%.*s", folder, (int)strcspn(file, "."), file);
    assert(length > 0);
    for (size_t i = 0; i < screens->count; i++) {
        if (strcmp(screens->items[i].name, name) == 0) {
            free(name);
            return &screens->items[i];
        }
    }
    screens->items = allocated(realloc(screens->items, (screens->count + 1) * sizeof *screens->items));
    screens->items[screens->count] = (struct screen){.name = name};
    return &screens->items[screens->count++];
}

static bool read_kind(int dir, const char *folder, const char *suffix, struct screens *screens,
                      struct err *err)
{
    char **names = NULL;
    size_t count = 0;
    if (!file_list_below(dir, folder, suffix, &names, &count, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        char *path = NULL, *bytes = NULL;
        size_t length;
        int printed = asprintf(&path, "%s/%s", folder, names[i]);
        assert(printed > 0);
        good = file_read_below(dir, path, FILE_BYTES_MAX, &bytes, &length, err);
        if (good)
            screens_fold(&screen_named(screens, folder, names[i])->text, bytes, strcmp(suffix, ".yaml") == 0);
        free(bytes);
        free(path);
    }
    file_names_free(names, count);
    return good;
}

bool screens_read(const char *folder, struct screens *screens, struct err *err)
{
    *screens = (struct screens){0};
    AUTO_CLOSE int dir = file_open_folder(folder, err);
    return dir >= 0 && read_kind(dir, "slides", ".yaml", screens, err) &&
           read_kind(dir, "pages", ".yaml", screens, err) && read_kind(dir, "pages", ".en.md", screens, err);
}

void screens_finish(struct screens *screens)
{
    for (size_t i = 0; i < screens->count; i++) {
        free(screens->items[i].name);
        free(screens->items[i].text);
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
        for (char *at = copy.items[i].text; text && (at = strstr(at, text)); at += strlen(text))
            memset(at, '_', strlen(text));
    }
    return copy;
}

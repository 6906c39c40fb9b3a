/* Which files there are, and what each is for. */
#include "content/loader.h"

#include "base/file.h"
#include "base/str.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct place whole_file(const char *file)
{
    return (struct place){.file = file};
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);
    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

bool files_is_readme(const char *name)
{
    return strncmp(name, "README", 6) == 0 || strncmp(name, "LICENSE", 7) == 0;
}

static bool list(struct loader *loader, const char *folder, char ***names, size_t *count)
{
    struct err err;
    if (file_list_below(loader->content->folder, folder, "", names, count, &err))
        return true;
    diag_error(loader->bind.diags, whole_file(folder), "this cannot be read: %s", err.text);
    return false;
}

/* The top of the folder. */

static void warn_top(struct loader *loader, const char *name)
{
    static const char *const known[] = {"lobby.yaml", "notice.yaml", "slides", "pages", "words", "images"};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(name, known[i]) == 0)
            return;
    if (files_is_readme(name))
        return;
    const char *nearest = str_nearest(name, known, COUNT_OF(known));
    if (nearest)
        diag_warning(loader->bind.diags, whole_file(name), "nothing looks at this; did you mean \"%s\"?",
                     nearest);
    else
        diag_warning(loader->bind.diags, whole_file(name),
                     "nothing looks at this; move it into slides, pages, words or images, or remove it");
}

/* Slides and pages: names to ids. */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "Our Team!.yaml" -> "our-team" */
static const char *better_name(const char *name, struct arena *arena)
{
    char *better = arena_strdup(arena, name);
    size_t used = 0;
    for (const char *at = name; better && *at; at++) {
        char c = (char)tolower((unsigned char)*at);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            better[used++] = c;
        else if (used > 0 && better[used - 1] != '-')
            better[used++] = '-';
    }
    while (better && used > 0 && better[used - 1] == '-')
        used--;
    if (better)
        better[used] = '\0';
    return better && ids_name_ok(better) ? better : "my-page";
}

static void check_name(struct loader *loader, const char *folder, const char *id, const char *file)
{
    if (!ids_name_ok(id))
        diag_error(
            loader->bind.diags, whole_file(file),
            "a name has small letters a-z, digits and hyphens, at most %d; rename the file to %s/%s.yaml",
            IDS_NAME_MAX, folder, better_name(id, loader->bind.arena));
}

/* what: "a slide is" a file of such a name. */
static void warn_file(struct loader *loader, const char *folder, const char *name, const char *what)
{
    const char *file = arena_printf(loader->bind.arena, "%s/%s", folder, name);
    if (files_is_readme(name) || !file)
        return;
    if (ends_in(name, ".yml"))
        diag_warning(loader->bind.diags, whole_file(file), "nothing looks at this; rename it to %s/%.*s.yaml",
                     folder, (int)(strlen(name) - strlen(".yml")), name);
    else
        diag_warning(loader->bind.diags, whole_file(file),
                     "nothing looks at this; %s a file whose name ends in .yaml", what);
}

static const char suffix[] = ".yaml";

static bool add_ids(struct loader *loader, const char *folder, struct ids *ids, char **names, size_t count)
{
    struct arena *arena = loader->bind.arena;
    const char **found = ARENA_ARRAY(arena, count + 1, const char *);
    const char **files = ARENA_ARRAY(arena, count + 1, const char *);
    size_t n = 0;
    for (size_t i = 0; i < count && found; i++) {
        if (ends_in(names[i], suffix))
            found[n++] = arena_strndup(arena, names[i], strlen(names[i]) - strlen(suffix));
    }
    if (n > CONTENT_FILES_MAX) {
        diag_error(loader->bind.diags, whole_file(folder), "there are %zu files in it; at most %d are shown",
                   n, CONTENT_FILES_MAX);
        n = CONTENT_FILES_MAX;
    }
    ids->index = ARENA_ARRAY(arena, n + 1, size_t);
    ids->linked = ARENA_ARRAY(arena, n + 1, bool);
    if (arena_failed(arena))
        return false;
    qsort(found, n, sizeof *found, compare_names);
    for (size_t i = 0; i < n; i++) {
        ids->index[i] = i;
        files[i] = arena_printf(arena, "%s/%s%s", folder, found[i], suffix);
        if (files[i])
            check_name(loader, folder, found[i], files[i]);
    }
    ids->name = found;
    ids->file = files;
    ids->count = n;
    return !arena_failed(arena);
}

static bool list_slides(struct loader *loader, char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!ends_in(names[i], ".yaml"))
            warn_file(loader, "slides", names[i], "a slide is");
    return add_ids(loader, "slides", &loader->slides, names, count);
}

static bool list_pages(struct loader *loader, char **names, size_t count)
{
    struct arena *arena = loader->bind.arena;
    loader->texts = ARENA_ARRAY(arena, count + 1, const char *);
    loader->texts_used = ARENA_ARRAY(arena, count + 1, bool);
    for (size_t i = 0; i < count && !arena_failed(arena); i++) {
        if (ends_in(names[i], ".md") && !files_is_readme(names[i]))
            loader->texts[loader->n_texts++] = arena_printf(arena, "pages/%s", names[i]);
        else if (!ends_in(names[i], ".yaml"))
            warn_file(loader, "pages", names[i], "a page is");
    }
    return !arena_failed(arena) && add_ids(loader, "pages", &loader->pages, names, count);
}

static bool list_words(struct loader *loader, char **names, size_t count)
{
    struct arena *arena = loader->bind.arena;
    loader->words = ARENA_ARRAY(arena, count + 1, struct words_name);
    for (size_t i = 0; i < count && !arena_failed(arena); i++) {
        if (ends_in(names[i], suffix))
            loader->words[loader->n_words++] = (struct words_name){
                .file = arena_printf(arena, "words/%s", names[i]),
                .code = arena_strndup(arena, names[i], strlen(names[i]) - strlen(suffix))};
        else
            warn_file(loader, "words", names[i], "the words of a language are");
    }
    return !arena_failed(arena);
}

static bool list_top(struct loader *loader, char **names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        warn_top(loader, names[i]);
        loader->has_lobby = loader->has_lobby || strcmp(names[i], "lobby.yaml") == 0;
        loader->has_notice = loader->has_notice || strcmp(names[i], "notice.yaml") == 0;
    }
    return true;
}

bool files_list(struct loader *loader)
{
    static const struct {
        const char *folder;
        bool (*take)(struct loader *, char **names, size_t count);
    } folders[] = {{".", list_top},
                   {"slides", list_slides},
                   {"pages", list_pages},
                   {"words", list_words},
                   {"images", pictures_list}};
    loader->slides.kind = "slide";
    loader->pages.kind = "page";
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        char **names;
        size_t count;
        if (!list(loader, folders[i].folder, &names, &count))
            continue;
        bool taken = folders[i].take(loader, names, count);
        file_names_free(names, count);
        if (!taken)
            return false;
    }
    return true;
}

void files_warn_unused_texts(struct loader *loader)
{
    for (size_t i = 0; i < loader->n_texts; i++)
        if (!loader->texts_used[i])
            diag_warning(loader->bind.diags, whole_file(loader->texts[i]),
                         "no page shows this text; name it with body: in a page's file, or remove it");
}

/* Each file is bounded, and so are all together: nobody waits for gigabytes of comments. */
static bool is_too_much(const struct loader *loader)
{
    return loader->text_bytes > CONTENT_TEXT_MAX;
}

static bool within_total(struct loader *loader, size_t length)
{
    loader->text_bytes += length;
    if (!is_too_much(loader))
        return true;
    ahead_finish(loader->ahead);
    loader->ahead = NULL;
    diag_error(loader->bind.diags, whole_file(NULL),
               "all YAML and Markdown files together have more than %u MB; remove some",
               CONTENT_TEXT_MAX >> 20);
    return false;
}

const struct yaml_node *files_read_yaml(struct loader *loader, const char *file)
{
    struct err err;
    struct document *document = &loader->document;
    document_finish(document);
    if (is_too_much(loader))
        return NULL; /* as was said */
    bool ready = ahead_take(loader->ahead, file, document);
    if (!ready && !document_read(document, loader->content->folder, file, YAML_BYTES_MAX, &err)) {
        diag_error(loader->bind.diags, whole_file(file), "this cannot be read: %s", err.text);
        return NULL;
    }
    if (!within_total(loader, document->length))
        return NULL;
    if (!ready)
        document_parse(document, file, loader->bind.diags);
    return document->root;
}

/* Markdown files */

static void report_at(struct loader *loader, const char *file, const char *bytes, size_t bad,
                      const char *problem)
{
    struct place place = {.file = file, .line = 1, .col = 1};
    for (size_t i = 0; i < bad; i++) {
        bool newline = bytes[i] == '\n';
        place.line += newline;
        place.col = newline ? 1 : place.col + (((unsigned char)bytes[i] & 0xc0) != 0x80);
    }
    diag_error(loader->bind.diags, place, "%s", problem);
}

/* Word processors leave form feeds and zeros behind. */
static bool find_control(const char *bytes, size_t length, size_t *bad)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f) {
            *bad = i;
            return true;
        }
    }
    return false;
}

static void report_no_text(struct loader *loader, const char *file, struct place place)
{
    enum { PREFIX = sizeof "pages/" - 1 };
    const char **names = NULL, *nearest = NULL;
    if (loader_advises(loader->bind.diags, loader->n_texts))
        names = ARENA_ARRAY(loader->bind.arena, loader->n_texts + 1, const char *);
    for (size_t i = 0; names && i < loader->n_texts; i++)
        names[i] = loader->texts[i] + PREFIX;
    if (names)
        nearest = str_nearest(file + PREFIX, names, loader->n_texts);
    if (nearest)
        diag_error(loader->bind.diags, place, "there is no file %s; did you mean %s?", file, nearest);
    else
        diag_error(loader->bind.diags, place, "there is no file %s; write the text into that file", file);
}

bool files_read_text(struct loader *loader, const char *file, struct place place, char **bytes,
                     size_t *length)
{
    struct err err;
    size_t known = 0, bad;
    while (known < loader->n_texts && strcmp(loader->texts[known], file) != 0)
        known++;
    if (known == loader->n_texts) {
        report_no_text(loader, file, place);
        return false;
    }
    loader->texts_used[known] = true;
    if (is_too_much(loader))
        return false; /* as was said */
    if (!file_read_below(loader->content->folder, file, MARKDOWN_BYTES_MAX, bytes, length, &err)) {
        diag_error(loader->bind.diags, place, "the text cannot be read: %s", err.text);
        return false;
    }
    if (!within_total(loader, *length))
        return false;
    const char *problem = NULL;
    if (!utf8_valid(*bytes, *length, &bad))
        problem = "this character is not UTF-8; save the file again as UTF-8 text";
    else if (find_control(*bytes, *length, &bad))
        problem = "this is an invisible character; remove it";
    if (problem)
        report_at(loader, loader->texts[known], *bytes, bad, problem);
    return !problem;
}

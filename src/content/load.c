/* content_load: one folder, from its names to a model that does not change any more. */
#include "content/generation.h"

#include "base/file.h"
#include "base/str.h"
#include "content/tables.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct place whole_file(const char *file)
{
    return (struct place){.file = file};
}

/* Places and names first, so that a slide or page that cannot be read is still one that a link may name. */
static bool prepare(struct loader *loader, struct slide **slides, struct page **pages)
{
    struct content *content = loader->content;
    content->n_slides = loader->slides.count;
    content->n_pages = loader->pages.count;
    *slides = ARENA_ARRAY(loader->bind.arena, content->n_slides + 1, struct slide);
    *pages = ARENA_ARRAY(loader->bind.arena, content->n_pages + 1, struct page);
    content->slides = *slides;
    content->pages = *pages;
    return *slides && *pages;
}

/* In the order in which they will be asked for. */
static void start_ahead(struct loader *loader)
{
    const struct ids *ids[] = {&loader->slides, &loader->pages};
    size_t count = 0;
    const char **files = ARENA_ARRAY(loader->bind.arena, ids[0]->count + ids[1]->count, const char *);
    for (size_t i = 0; files && i < COUNT_OF(ids); i++)
        for (size_t j = 0; j < ids[i]->count; j++)
            files[count++] = ids[i]->file[j];
    loader->ahead = ahead_start(loader->content->folder, files, count);
}

/* False when nothing else is worth a look. */
static bool load_lobby(struct loader *loader, struct slide *slides)
{
    const struct yaml_node *root = NULL;
    if (loader->has_lobby)
        root = files_read_yaml(loader, "lobby.yaml");
    else
        diag_error(loader->bind.diags, whole_file("lobby.yaml"),
                   "this file is missing; write one with format: %d and name: ...", CONTENT_FORMAT);
    if (root && lobby_is_newer(loader, root))
        return false;
    if (root) {
        bind_names(&loader->bind, &table_lobby, root); /* "langauges" is read as what was meant, too */
        langs_read(loader, root);
        lobby_load(loader, root, slides);
        missing_report(loader);
    }
    return true;
}

static void load_slides(struct loader *loader, struct slide *slides)
{
    const struct ids *ids = &loader->slides;
    for (size_t i = 0; i < ids->count && !arena_failed(loader->bind.arena); i++) {
        struct slide *slide = &slides[ids->index[i]];
        slide->id = ids->name[i];
        slide->place = whole_file(ids->file[i]);
        loader->self_slide = ids->index[i];
        const struct yaml_node *root = files_read_yaml(loader, ids->file[i]);
        if (root)
            slide_load(loader, root, slide);
        missing_report(loader);
    }
    loader->self_slide = CONTENT_NONE;
}

static void load_pages(struct loader *loader, struct page *pages)
{
    const struct ids *ids = &loader->pages;
    for (size_t i = 0; i < ids->count && !arena_failed(loader->bind.arena); i++) {
        struct page *page = &pages[ids->index[i]];
        page->id = ids->name[i];
        page->place = whole_file(ids->file[i]);
        loader->self_page = ids->index[i];
        const struct yaml_node *root = files_read_yaml(loader, ids->file[i]);
        if (root)
            page_load(loader, root, page);
        missing_report(loader);
    }
    loader->self_page = CONTENT_NONE;
}

static void load_notice(struct loader *loader)
{
    if (!loader->has_notice)
        return;
    const struct yaml_node *root = files_read_yaml(loader, "notice.yaml");
    if (root)
        notice_load(loader, root);
    missing_report(loader);
}

/* A page that no menu, slide or page leads to is never seen. */
static void warn_unreachable(struct loader *loader)
{
    const struct ids *ids = &loader->pages;
    for (size_t i = 0; i < ids->count; i++)
        if (!ids->linked[i])
            diag_warning(
                loader->bind.diags, whole_file(ids->file[i]),
                "nothing leads to this page; add %s to pages: under menu: in lobby.yaml, or link to it",
                ids->name[i]);
}

/* A slide that was copied but not put into the order is never seen either. */
static void warn_unshown(struct loader *loader)
{
    const struct ids *ids = &loader->slides;
    for (size_t i = 0; i < ids->count; i++) {
        size_t slide = content_find_slide(loader->content, ids->name[i]);
        if (slide == CONTENT_NONE || loader->content->slides[slide].in_order || ids->linked[i])
            continue;
        diag_warning(
            loader->bind.diags, whole_file(ids->file[i]),
            "this slide is not shown; add %s to order: under slideshow: in lobby.yaml, or link to it",
            ids->name[i]);
    }
}

static void load_all(struct loader *loader)
{
    struct slide *slides;
    struct page *pages;
    size_t errors_before = diag_errors(loader->bind.diags);
    if (!files_list(loader) || !prepare(loader, &slides, &pages))
        return;
    start_ahead(loader);
    if (!load_lobby(loader, slides))
        return;
    if (loader->slides.count == 0 && loader->pages.count == 0)
        diag_error(loader->bind.diags, whole_file("slides"),
                   "there is nothing to show; add a file such as slides/welcome.yaml");
    interface_load(loader);
    load_slides(loader, slides);
    load_pages(loader, pages);
    load_notice(loader);
    if (diag_errors(loader->bind.diags) > errors_before)
        return; /* what is wrong elsewhere may be what would have used them */
    warn_unreachable(loader);
    warn_unshown(loader);
    files_warn_unused_texts(loader);
    pictures_warn_unused(loader);
}

struct content *content_load(const char *folder, struct diag_list *diags)
{
    struct err err;
    size_t errors_before = diag_errors(diags);
    int descriptor = file_open_folder(folder, &err);
    if (descriptor < 0) {
        diag_error(diags, whole_file(NULL), "%s", err.text);
        return NULL;
    }
    struct generation *generation = generation_create(descriptor);
    if (!generation) {
        close(descriptor);
        diag_error(diags, whole_file(NULL), "%s: there is not enough memory", folder);
        return NULL;
    }
    struct content *content = &generation->content;
    struct loader loader = {.content = content,
                            .bind = {.arena = generation->arena, .diags = diags},
                            .fallback = CONTENT_NONE,
                            .self_page = CONTENT_NONE,
                            .self_slide = CONTENT_NONE};
    loader.bind.user = &loader;
    lobby_init(content);
    load_all(&loader);
    ahead_finish(loader.ahead);
    document_finish(&loader.document);
    if (arena_failed(generation->arena))
        diag_error(diags, whole_file(NULL),
                   "%s: this is more content than fits into %u MB; remove some of it", folder,
                   GENERATION_BYTES_MAX / (1024 * 1024));
    if (diag_errors(diags) == errors_before)
        return content;
    content_unref(content);
    return NULL;
}

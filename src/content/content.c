/* One generation of content as others see it: counted, searched, never changed. */
#include "content/generation.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct theme content_default_theme = {
    .deep = 0x0b3b33, .paper = 0xf7f5ef, .ink = 0x16241f, .light = 0xf6f3ea, .accent = 0xf2b84b};

struct generation *generation_create(int folder)
{
    static atomic_uint_fast64_t last_serial;
    struct generation *generation = calloc(1, sizeof *generation);
    struct arena *arena = arena_create(GENERATION_BYTES_MAX);
    if (!generation || !arena) {
        free(generation);
        arena_destroy(arena);
        return NULL;
    }
    generation->arena = arena;
    generation->content.folder = folder;
    generation->content.serial = atomic_fetch_add(&last_serial, 1) + 1;
    atomic_init(&generation->references, 1);
    return generation;
}

static struct generation *generation_of(struct content *content)
{
    return (struct generation *)((char *)content - offsetof(struct generation, content));
}

bool content_abandoned(const struct content *content, size_t references)
{
    const char *generation = (const char *)content - offsetof(struct generation, content);
    return atomic_load(&((const struct generation *)generation)->references) <= references;
}

struct content *content_ref(struct content *content)
{
    atomic_fetch_add_explicit(&generation_of(content)->references, 1, memory_order_relaxed);
    return content;
}

void content_unref(struct content *content)
{
    if (!content)
        return;
    struct generation *generation = generation_of(content);
    if (atomic_fetch_sub_explicit(&generation->references, 1, memory_order_acq_rel) > 1)
        return;
    close(content->folder);
    arena_destroy(generation->arena);
    free(generation);
}

size_t content_find_slide(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->n_slides; i++)
        if (strcmp(content->slides[i].id, id) == 0)
            return i;
    return CONTENT_NONE;
}

size_t content_find_page(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->n_pages; i++)
        if (strcmp(content->pages[i].id, id) == 0)
            return i;
    return CONTENT_NONE;
}

size_t content_find_lang(const struct content *content, const char *code)
{
    for (size_t i = 0; i < content->n_langs; i++)
        if (strcmp(content->langs[i].code, code) == 0)
            return i;
    return CONTENT_NONE;
}

#include "ui/cache.h"

#include <stdlib.h>

/* Three slides, the menu, a trail of pages, the bars of a few slides, twenty numbers of the countdown. More
 * would be kept for nobody. */
#define CACHE_SCENES 40

struct entry {
    struct scene_key key;
    struct scene *scene; /* NULL: free */
    uint64_t used;       /* turn */
};

struct cache {
    struct entry entries[CACHE_SCENES];
    uint64_t turn;
    void (*forget)(void *user, const struct scene *scene);
    void *user;
};

struct cache *cache_create(void (*forget)(void *user, const struct scene *scene), void *user)
{
    struct cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->forget = forget;
    cache->user = user;
    return cache;
}

static void drop(struct cache *cache, struct entry *entry)
{
    if (entry->scene && cache->forget)
        cache->forget(cache->user, entry->scene);
    scene_destroy(entry->scene);
    entry->scene = NULL;
}

void cache_destroy(struct cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < CACHE_SCENES; i++)
        drop(cache, &cache->entries[i]);
    free(cache);
}

/* A frame that was handed out may be on the glass while the next one is made. */
#define TURNS_KEPT 2

void cache_turn(struct cache *cache, uint64_t content)
{
    cache->turn++;
    for (size_t i = 0; i < CACHE_SCENES; i++) {
        struct entry *entry = &cache->entries[i];
        if (entry->scene && entry->key.content != content && entry->used + TURNS_KEPT < cache->turn)
            drop(cache, entry);
    }
}

static bool same(const struct scene_key *a, const struct scene_key *b)
{
    return a->kind == b->kind && a->index == b->index && a->count == b->count && a->flags == b->flags &&
           a->uri == b->uri && a->lang == b->lang && a->w == b->w && a->h == b->h && a->stage == b->stage &&
           a->content == b->content;
}

struct scene *cache_find(struct cache *cache, const struct scene_key *key)
{
    for (size_t i = 0; i < CACHE_SCENES; i++) {
        struct entry *entry = &cache->entries[i];
        if (entry->scene && same(&entry->key, key)) {
            entry->used = cache->turn;
            return entry->scene;
        }
    }
    return NULL;
}

struct scene *cache_put(struct cache *cache, const struct scene_key *key, struct scene *scene)
{
    if (!scene)
        return NULL;
    struct entry *oldest = &cache->entries[0];
    for (size_t i = 0; i < CACHE_SCENES; i++) {
        struct entry *entry = &cache->entries[i];
        if (!entry->scene) {
            oldest = entry;
            break;
        }
        if (entry->used < oldest->used)
            oldest = entry;
    }
    drop(cache, oldest);
    *oldest = (struct entry){.key = *key, .scene = scene, .used = cache->turn};
    return scene;
}

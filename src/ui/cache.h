/* ui/cache: scenes that were laid out, by what they show. Only the ui room's own files use it. */
#ifndef LOBBY_UI_CACHE_H
#define LOBBY_UI_CACHE_H

#include "ui/layout.h"
#include "ui/view.h"

/* Everything that makes one scene different from another. */
struct scene_key {
    enum view_kind kind;
    size_t index, count;
    unsigned flags;
    const char *uri;
    size_t lang;
    int w, h, stage;
    uint64_t content; /* serial; 0: none */
};

struct cache;

/* forget (may be NULL) is called before a scene goes. */
struct cache *cache_create(void (*forget)(void *user, const struct scene *scene), void *user);
void cache_destroy(struct cache *cache);

/* A scene stays at least until two further turns have begun; then those of another content than this one go,
 * and that content with them. */
void cache_turn(struct cache *cache, uint64_t content);

/* The scene of a key, or NULL: then lay it out and put it. */
struct scene *cache_find(struct cache *cache, const struct scene_key *key);

/* Takes scene over (NULL is handed back). */
struct scene *cache_put(struct cache *cache, const struct scene_key *key, struct scene *scene);

#endif

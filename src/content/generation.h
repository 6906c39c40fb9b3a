/* content/generation: the memory behind a struct content. Part of the room, not for others. */
#ifndef LOBBY_CONTENT_GENERATION_H
#define LOBBY_CONTENT_GENERATION_H

#include "content/content.h"

#include <stdatomic.h>

#define GENERATION_BYTES_MAX (48u * 1024u * 1024u) /* loading, with a file's YAML tree, stays under 64 MB */

struct generation {
    struct content content;
    struct arena *arena;
    atomic_size_t references;
};

/* Takes the descriptor over, with the first reference; on NULL (memory) it stays the caller's. */
struct generation *generation_create(int folder);

#endif

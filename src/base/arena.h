/* arena: memory that lives and dies together, with a cap.
 *
 * Allocation never fails halfway through a structure for the caller to clean up: past the cap or out of
 * memory it returns NULL and arena_failed() stays true, so a builder may check once at its end where it copes
 * with NULL on the way. Memory is zeroed and aligned for any type. */
#ifndef LOBBY_BASE_ARENA_H
#define LOBBY_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* cap is in bytes, of all blocks together. NULL when memory is out. */
struct arena *arena_create(size_t cap);
void arena_destroy(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);
/* count * size with a check for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* Copies length bytes and a terminating zero. */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_strdup(struct arena *arena, const char *text); /* NULL for NULL */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool arena_failed(const struct arena *arena);
size_t arena_used(const struct arena *arena);     /* bytes handed out */
size_t arena_reserved(const struct arena *arena); /* bytes taken for it, of which those are a part */

#define ARENA_NEW(arena, type)      ((type *)arena_alloc(arena, sizeof(type)))
#define ARENA_ARRAY(arena, n, type) ((type *)arena_array(arena, n, sizeof(type)))

#endif

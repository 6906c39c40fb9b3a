/* content/entity: HTML's character references in Markdown. Part of the room, not for others. */
#ifndef LOBBY_CONTENT_ENTITY_H
#define LOBBY_CONTENT_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

#define ENTITY_BYTES 5

/* entity is "&name;", "&#8211;" or "&#x2013;". Writes the character as terminated UTF-8. False for a name
 * that is not among the few that people type, and for a number that is no printable character. */
bool entity_decode(const char *entity, size_t length, char utf8[ENTITY_BYTES]);

#endif

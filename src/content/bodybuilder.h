/* content/bodybuilder: puts blocks and spans together while a Markdown parser walks a text. Part of the room,
 * not for others.
 *
 * Calls nest as the text does: lists hold items, items hold blocks (or text alone, in a tight list), blocks
 * hold text. Out of memory, body_failed becomes and stays true, and every call is harmless. */
#ifndef LOBBY_CONTENT_BODYBUILDER_H
#define LOBBY_CONTENT_BODYBUILDER_H

#include "content/content.h"

#define BODY_LISTS_MAX      4
#define BODY_LISTS_MAX_TEXT "four"

struct body_builder;

/* Spans, texts and finally blocks go to the arena. NULL when memory is out. */
struct body_builder *body_builder_create(struct arena *arena);
void body_builder_destroy(struct body_builder *builder);

/* False when the list is nested deeper than BODY_LISTS_MAX; it is kept at that depth then. */
bool body_enter_list(struct body_builder *builder, bool ordered, unsigned start);
void body_leave_list(struct body_builder *builder);
void body_enter_item(struct body_builder *builder);
void body_leave_item(struct body_builder *builder);
void body_enter_quote(struct body_builder *builder);
void body_leave_quote(struct body_builder *builder);

/* The first block of an item becomes the item, a paragraph of a quote becomes the quote. */
void body_enter_block(struct body_builder *builder, enum block_kind kind, unsigned level);
void body_leave_block(struct body_builder *builder);

void body_style(struct body_builder *builder, unsigned style, int step); /* step: 1 begins, -1 ends */
void body_set_link(struct body_builder *builder, struct link link);      /* LINK_NONE ends it */
void body_add(struct body_builder *builder, const char *text, size_t length);
void body_break(struct body_builder *builder, bool hard);

bool body_failed(const struct body_builder *builder);
bool body_finish(struct body_builder *builder, struct body *body) MUST_USE;

#endif

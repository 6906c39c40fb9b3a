/* content/tables: the keys of every file, and what loads each. Part of the room, not for others.
 *
 * A table stands in the file that loads it: lobby.c, slide.c, page.c, notice.c, pictures.c, read_show.c,
 * interface.c. */
#ifndef LOBBY_CONTENT_TABLES_H
#define LOBBY_CONTENT_TABLES_H

#include "content/loader.h"

extern const struct bind_table table_lobby, table_theme, table_session, table_slideshow, table_menu;
extern const struct bind_table table_slide, table_item, table_image, table_show;
extern const struct bind_table table_page, table_contact;
extern const struct bind_table table_notice;
extern const struct bind_table table_words; /* by enum word; fills an array of WORD_COUNT texts */

/* Fills the content's own fields, and sets the order of the slides. */
void lobby_load(struct loader *loader, const struct yaml_node *root, struct slide *slides);
/* True when the file is of a format that this Lobby does not know; it has been reported. */
bool lobby_is_newer(struct loader *loader, const struct yaml_node *root);
void lobby_init(struct content *content); /* the defaults */

/* theme.c: warns of colors that cannot be read on each other; node is the map that gives them. */
void theme_check(struct loader *loader, const struct yaml_node *node);

void slide_load(struct loader *loader, const struct yaml_node *root, struct slide *slide);
void page_load(struct loader *loader, const struct yaml_node *root, struct page *page);
void notice_load(struct loader *loader, const struct yaml_node *root);

#endif

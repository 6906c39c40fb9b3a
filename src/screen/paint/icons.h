/* paint/icons: the program's own icons as coverage masks, drawn once when the program was built (tools/icons)
 * and scaled to the size that is asked for. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_ICONS_H
#define LOBBY_SCREEN_PAINT_ICONS_H

#include "ui/scene.h"

/* One file of assets/icons; icon_files[] is in the order of their names, which is that of enum icon. */
struct icon_file {
    const char *name;        /* without ".svg" */
    const uint8_t *coverage; /* side * side */
    int side;                /* px */
};
extern const struct icon_file icon_files[];
extern const size_t icon_files_count;

struct icons;

/* NULL when memory is out. */
struct icons *icons_create(void);
void icons_destroy(struct icons *icons);

/* size * size bytes of coverage, kept until many other sizes were asked for; NULL when it cannot be drawn. */
const uint8_t *icons_mask(struct icons *icons, enum icon icon, int size);

#endif

/* update: the settings about new content, and paths. For this room only. */
#ifndef LOBBY_DEVICE_UPDATE_H
#define LOBBY_DEVICE_UPDATE_H

#include "device/device.h"
#include "yaml/bind.h"

extern const struct bind_table update_table;

void update_defaults(struct device_update *update);

/* Readers for bind tables. */
bool update_path(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                 void *field); /* const char *, begins with / */
bool update_site(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                 void *field); /* const char * */
bool update_read(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                 void *field); /* struct device_update: all of it, or the defaults */

#endif

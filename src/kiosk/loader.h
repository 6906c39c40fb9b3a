/* kiosk/loader: content is read on a worker, so that no frame waits for it. */
#ifndef LOBBY_KIOSK_LOADER_H
#define LOBBY_KIOSK_LOADER_H

#include "content/content.h"

struct loader;

/* ready is called from the worker when a load has ended. folder must outlive the loader. */
struct loader *loader_create(const char *folder, void (*ready)(void *user), void *user);
void loader_destroy(struct loader *loader);

/* Starts a load; one that is under way is followed by another. */
void loader_begin(struct loader *loader);

/* True once for each load that has ended. *content is the new generation with one reference for the caller,
 * or NULL when it has errors. *diags is what is wrong with it and belongs to the caller. */
bool loader_take(struct loader *loader, struct content **content, struct diag_list **diags);

#endif

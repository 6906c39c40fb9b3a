/* address: a publication's place, taken apart and checked. */
#ifndef LOBBY_DEPOT_ADDRESS_H
#define LOBBY_DEPOT_ADDRESS_H

#include "depot/source.h"

struct address {
    char *url;    /* without a slash at its end, or NULL */
    char *folder; /* or NULL */
};

/* Refuses what is neither an address that source allows nor a folder's path. address_finish afterwards, also
 * after a refusal. */
bool address_init(struct address *address, const struct depot_source *source, struct refusal *why) MUST_USE;
void address_finish(struct address *address);

/* "BASE/NAME", malloced; NULL when memory is out. */
char *address_of(const char *base, const char *name);

#endif

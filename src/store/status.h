/* status: the small JSON files that tell people and programs how things stand. For this room only. */
#ifndef LOBBY_STORE_STATUS_H
#define LOBBY_STORE_STATUS_H

#include "base/err.h"

#include <stdint.h>
#include <stdio.h>

struct status {
    FILE *out;
    char *text;
    size_t length;
    unsigned depth; /* of open brackets */
    bool empty;     /* nothing stands in the last one yet */
};

/* False when memory is out. */
bool status_begin(struct status *status);

/* Members of an object; name NULL: items of a list. */
void status_text(struct status *status, const char *name, const char *text);
void status_time(struct status *status, const char *name, int64_t seconds); /* 0: null */
void status_number(struct status *status, const char *name, int64_t number);

/* An object or a list: '{' or '['; and its end. */
void status_open(struct status *status, const char *name, char bracket);
void status_close(struct status *status, char bracket);

/* Writes all of it to the file "name" in folder run, and frees it. */
bool status_end(struct status *status, const char *run, const char *name, struct err *err) MUST_USE;

#endif

/* record: a small file that is read back exactly as it was written, or not at all. For this room only.
 *
 * It lies on the disk twice, as NAME and then as NAME.copy, each written beside and renamed into place, each
 * with a last line that holds a checksum:
 *
 *     # lobby 9be1c3d4
 *
 * (CRC-32 as in IEEE 802.3 over everything before it, so that no single damaged byte goes unseen.) The copy
 * counts when the first is missing or damaged; it is never newer. One writer at a time. */
#ifndef LOBBY_STORE_RECORD_H
#define LOBBY_STORE_RECORD_H

#include "base/err.h"

#include <stddef.h>

struct record {
    char *bytes; /* malloced, with a zero behind its end; NULL: there is none */
    size_t length;
};

/* cap is in bytes, without the last line. What is damaged or larger is as good as absent, and a warning. */
void record_read(int dir, const char *name, size_t cap, struct record *record);
void record_finish(struct record *record);

/* False and err when the first of the two is not on the disk; a second one that failed is a warning. */
bool record_write(int dir, const char *name, const char *bytes, size_t length, struct err *err) MUST_USE;

/* Writes it again when only one of the two is good. For its writer, when it starts. */
void record_mend(int dir, const char *name, size_t cap);

/* Takes the last line off *length. False when it is missing or does not fit what is before it. */
bool record_check(const char *bytes, size_t *length);

#endif

/* transfer: one file on its way: where it goes, how much of it may come, and what became of it. */
#ifndef LOBBY_DEPOT_TRANSFER_H
#define LOBBY_DEPOT_TRANSFER_H

#include "depot/address.h"

#include <curl/curl.h>
#include <stddef.h>

struct transfer {
    const char *name; /* below the source; lives as long as the transfer */
    uint64_t cap;     /* more bytes are refused */
    int fd;           /* where the bytes go; -1: to memory */

    char *bytes; /* malloced, with a zero behind its end, when fd is -1 */
    uint64_t length;
    unsigned retry_after_s;
    bool ok;
    struct refusal why; /* when not ok */

    /* what a transfer over the network needs on its way */
    char *url;
    CURL *easy;
    char message[CURL_ERROR_SIZE];
    size_t header_bytes, room;
    bool head_ended;
    uint64_t *received; /* counts what all transfers together have received */
    struct transfer *next;
};

void transfer_finish(struct transfer *transfer); /* frees what belongs to it, not itself */

/* Puts bytes where they belong. False when that cannot be, with why set. */
bool transfer_put(struct transfer *transfer, const void *bytes, size_t length) MUST_USE;

/* Readies a transfer of url for curl. */
bool transfer_start(struct transfer *transfer, const struct depot_source *source, const char *base,
                    uint64_t *received) MUST_USE;

/* Sets ok or why from what curl says of it in the end. */
void transfer_judge(struct transfer *transfer, CURLcode code);

#endif

/* state: what the state files say: verdicts, memory and trial, as structs and as bytes. For this room only.
 *
 * Read leniently: what a later or an earlier Lobby may have written more or less of is no reason to forget
 * the rest. What is out of range is dropped entry by entry. */
#ifndef LOBBY_STORE_STATE_H
#define LOBBY_STORE_STATE_H

#include "store/id.h"
#include "store/memory.h"

#include <stddef.h>
#include <stdint.h>

#define STATE_FORMAT       1
#define STATE_VERDICTS_MAX 64u  /* generations that are remembered, newest first to stay */
#define STATE_BAD_MAX      128u /* bad commits that are remembered, the latest to stay */
#define STATE_BYTES_MAX    (256u * 1024)

#define STATE_GENERATIONS "generations"
#define STATE_TRIAL       "trial"
#define STATE_VERDICTS    "kiosk/verdicts.yaml"
#define STATE_UPDATER     "updater.yaml"

struct state_verdict {
    struct store_id id;
    unsigned attempts;
    enum store_verdict verdict;
    char reason[STORE_REASON_TEXT];
    int64_t when; /* of the last change */
};

/* Oldest generation first, each once. */
struct state_verdicts {
    struct store_id shown; /* on the screen; epoch -1: none */
    size_t count;
    struct state_verdict items[STATE_VERDICTS_MAX];
};

struct state_bad {
    char commit[STORE_COMMIT_TEXT]; /* or its first STORE_COMMIT_SHORT digits */
    char reason[STORE_REASON_TEXT];
    int64_t when;
};

struct state_memory {
    struct store_memory kept;
    size_t bad_count;
    struct state_bad bad[STATE_BAD_MAX]; /* the latest last */
};

/* The bytes of each file, without record's last line, to a struct. False when they say nothing that can be
 * used; then *out is as if there were no file, as it is for bytes NULL. */
bool state_parse_verdicts(const char *bytes, size_t length, struct state_verdicts *out);
bool state_parse_memory(const char *bytes, size_t length, struct state_memory *out);
bool state_parse_trial(const char *bytes, size_t length, struct store_id *out);

/* And back: malloced, terminated. NULL when memory is out. */
char *state_text_verdicts(const struct state_verdicts *verdicts);
char *state_text_memory(const struct state_memory *memory);
char *state_text_trial(const struct store_id *trial, int64_t now);

/* The entry of that generation, or NULL. */
const struct state_verdict *state_find(const struct state_verdicts *verdicts, const struct store_id *id);

/* The same, made when it is missing, for which the oldest one may have to go. */
struct state_verdict *state_entry(struct state_verdicts *verdicts, const struct store_id *id);

#endif

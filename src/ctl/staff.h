/* ctl/staff: what the commands about publications share. */
#ifndef LOBBY_CTL_STAFF_H
#define LOBBY_CTL_STAFF_H

#include "ctl/command.h"
#include "publish/publish.h"

struct staff {
    struct arena *arena;
    const char *folder; /* of the keys */
    int64_t now;        /* seconds since 1970, UTC */
    struct keys keys;   /* after staff_open_keys */
};

/* The arena, the keys folder's name and the time. False after a line on stderr. */
bool staff_start(struct staff *staff, const struct command *command, const struct options *options);
bool staff_open_keys(struct staff *staff, const struct command *command);
void staff_finish(struct staff *staff);

/* Tells a refusal; returns CTL_PROBLEMS. */
int staff_refused(const struct command *command, const struct refusal *why);

/* "4.2 MB"; into text, which is returned. */
#define STAFF_BYTES 24
const char *staff_bytes(uint64_t bytes, char text[STAFF_BYTES]);

/* Prints what would change, against version last or against nothing. */
void staff_print_plan(const struct publish_plan *plan, const struct trust_release *last);

/* True when a person agrees, or --yes was given. */
bool staff_agrees(const struct options *options, const char *question);

/* Publishes a content folder; NULL: the version options->back again. Returns the exit code. */
int staff_publish(const struct command *command, const struct options *options, struct staff *staff,
                  const char *destination, const char *content);

/* A bar on a terminal; nothing elsewhere. */
extern const struct publish_asker staff_progress;
void staff_progress_end(void);

#endif

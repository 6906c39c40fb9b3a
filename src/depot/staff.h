/* staff: the repository of a publication, as the people who publish use it.
 *
 * It is PUBLICATION/repo, in mode archive: plain files that any web server hands out, and that no kiosk can
 * change. Everything in here may be interrupted at any time and done again. */
#ifndef LOBBY_DEPOT_STAFF_H
#define LOBBY_DEPOT_STAFF_H

#include "depot/source.h"

#include <stddef.h>

struct depot; /* an open repository */

/* Opens PUBLICATION/repo; create makes what is missing of it (the folder PUBLICATION must be there). NULL and
 * a refusal otherwise. */
struct depot *depot_open(const char *publication, bool create, struct refusal *why) MUST_USE;
void depot_close(struct depot *depot);

/* What a signed statement says of a commit: its size as it is stored on a kiosk. */
struct depot_size {
    uint64_t bytes;   /* all objects, each once: files as they are, folders and the commit as stored */
    uint64_t objects; /* the commit, folders, their metadata, files */
    uint64_t files;   /* paths of files; those with the same bytes share an object */
};

/* Commits everything below the folder content and sets checksum. The same content gives the same commit,
 * wherever and whenever: times, owners and permissions do not count, nor empty folders and what begins with a
 * dot. Anything else than regular files and folders is refused, and so is a file that changes meanwhile. */
bool depot_commit(struct depot *depot, const char *content, char checksum[DEPOT_CHECKSUM],
                  depot_progress_fn *progress, void *arg, struct refusal *why) MUST_USE;

/* Measures a commit of the repository. */
bool depot_measure(struct depot *depot, const char *commit, struct depot_size *size,
                   struct refusal *why) MUST_USE;

enum depot_change { DEPOT_ADDED, DEPOT_CHANGED, DEPOT_REMOVED };

struct depot_difference {
    enum depot_change change;
    char *path;             /* "slides/welcome.yaml" */
    uint64_t before, after; /* bytes; 0 where it is not */
};

struct depot_differences {
    struct depot_difference *items; /* sorted by path */
    size_t count;
};

/* What differs between two commits of the repository; older may be NULL for nothing at all. */
bool depot_compare(struct depot *depot, const char *older, const char *newer,
                   struct depot_differences *differences, struct refusal *why) MUST_USE;
void depot_differences_free(struct depot_differences *differences);

struct depot_object {
    char *path;     /* below the publication: "repo/objects/0a/….filez" */
    uint64_t bytes; /* as it lies there, compressed */
};

struct depot_objects {
    struct depot_object *items;
    size_t count;
    uint64_t bytes; /* of all */
};

/* The files that a web server needs for a commit, beside those that it needs for the commit known (may be
 * NULL): files first, then folders, the commit last, so that whoever copies them in this order never shows a
 * commit that is not whole. The list begins with repo/config. */
bool depot_list(struct depot *depot, const char *commit, const char *known, struct depot_objects *objects,
                struct refusal *why) MUST_USE;
void depot_objects_free(struct depot_objects *objects);

/* Writes the content of a commit into a new folder. */
bool depot_restore(struct depot *depot, const char *commit, const char *folder, struct refusal *why) MUST_USE;

/* Hashes every object of a commit; the first damaged or missing one is refused as "object", by name. */
bool depot_verify(struct depot *depot, const char *commit, depot_progress_fn *progress, void *arg,
                  struct refusal *why) MUST_USE;

#endif

/* tree: a walk over everything in a commit that lies in a repository. */
#ifndef LOBBY_DEPOT_TREE_H
#define LOBBY_DEPOT_TREE_H

#include "depot/object.h"

/* Called for every file, folder, folder's metadata and for the commit, in the order in which they can be
 * taken away last: a folder before what is in it. The same object is met as often as it occurs. path is that
 * of the file or folder, "" for the root. False ends the walk, with why set. */
typedef bool tree_visit_fn(void *arg, OstreeObjectType type, const char *checksum, const char *path,
                           struct refusal *why);

/* Walks a commit. lenient passes over what is missing or damaged; otherwise that is refused as "object". More
 * than DEPOT_ENTRIES files and folders, or a depth beyond DEPOT_DEPTH, are refused as "too-large" either way.
 */
bool tree_walk(OstreeRepo *repo, const char *commit, bool lenient, tree_visit_fn *visit, void *arg,
               struct refusal *why) MUST_USE;

/* The same for a commit that is at hand, and not in the repository yet. It is not visited itself. */
bool tree_walk_value(OstreeRepo *repo, GVariant *commit, bool lenient, tree_visit_fn *visit, void *arg,
                     struct refusal *why) MUST_USE;

#endif

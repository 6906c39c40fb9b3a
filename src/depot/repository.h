/* repository: opening and making OSTree repositories, and writing to them. */
#ifndef LOBBY_DEPOT_REPOSITORY_H
#define LOBBY_DEPOT_REPOSITORY_H

#include "depot/source.h"
#include "depot/staff.h"

#include <ostree.h>

struct depot {
    OstreeRepo *repo;
};

/* Opens the repository at path; create makes it when it is missing or half made. It must have that mode. NULL
 * and a refusal ("repository") otherwise. The caller unrefs it. */
OstreeRepo *repository_open(const char *path, OstreeRepoMode mode, bool create, struct refusal *why) MUST_USE;

/* What is written stands in the repository, synced, after the commit. When a process ends before, the next
 * one of the same boot finds it. */
bool repository_begin(OstreeRepo *repo, struct refusal *why) MUST_USE;
bool repository_commit(OstreeRepo *repo, struct refusal *why) MUST_USE;

#endif

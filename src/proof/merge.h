/* proof/merge: findings of many screens as the few problems that they are. Part of the room. */
#ifndef LOBBY_PROOF_MERGE_H
#define LOBBY_PROOF_MERGE_H

#include "proof/finding.h"

/* More problems than a diag_list keeps are told to nobody. */
#define MERGE_MAX DIAG_MAX

/* The same thing wrong with the same text, on all screens that show it. */
struct merged {
    struct finding worst; /* of them: most characters too many, least contrast */
    unsigned sizes;       /* bits: the sizes on which it happens */
    unsigned langs;       /* bits: the languages in which it happens */
    bool notice;          /* only with an info notice above */
};

struct merge {
    const struct content *content;
    struct merged *items;
    size_t count;
    bool more, more_errors; /* there were more than MERGE_MAX; errors among those */
    size_t *slots;          /* by hash: index into items, from 1 */
};

bool merge_init(struct merge *merge, const struct content *content);
void merge_finish(struct merge *merge);
void merge_add(struct merge *merge, const struct finding *finding);

#endif

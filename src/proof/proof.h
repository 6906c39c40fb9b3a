/* proof: every screen of a generation as people will see it, and what is wrong with it.
 *
 * Each slide, page, menu, notice, question, bar and sheet is laid out in every language at every size, with
 * the fonts of this machine; the pixels under the texts are painted; every picture is decoded. It is done in
 * child processes, so that a picture that kills its decoder is one problem among others, and so that all
 * processors work. The caller must have no other thread (fork). */
#ifndef LOBBY_PROOF_PROOF_H
#define LOBBY_PROOF_PROOF_H

#include "content/due.h"

struct proof_size {
    int w, h; /* px of the upright screen */
};

#define PROOF_SIZES_MAX 16

struct proof {
    struct content *content;
    struct due_clock clock;
    const struct proof_size *sizes;
    size_t n_sizes;      /* 1 .. PROOF_SIZES_MAX */
    double panel_inches; /* 0: not known */
};

/* The sizes that content is made for. */
extern const struct proof_size proof_sizes[];
extern const size_t proof_sizes_count;

/* Adds what is wrong to diags: one problem for each text and kind, however many languages and sizes show it,
 * at the place of that text. False and a sentence when it could not be done at all. */
bool proof_run(const struct proof *proof, struct diag_list *diags, struct err *err) MUST_USE;

#endif

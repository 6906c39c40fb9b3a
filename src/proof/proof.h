/* proof: every screen of a generation as people will see it, and what is wrong with it.
 *
 * Each slide, page, menu, notice, question, bar and sheet is laid out in every language at every size, with
 * the fonts of this machine; the pixels under the texts are painted, or all of it as a kiosk does; every
 * picture is decoded. It is done in child processes, so that a picture that kills its decoder is one problem
 * among others, and so that all processors work. The caller must have no other thread (fork). */
#ifndef LOBBY_PROOF_PROOF_H
#define LOBBY_PROOF_PROOF_H

#include "content/due.h"

struct proof_size {
    int w, h; /* px of the upright screen */
};

#define PROOF_SIZES_MAX 16

/* Errors that tell of a process that ended while it looked at something: by the content's fault or not. */
struct proof_deaths {
    size_t all;
    size_t killed; /* by SIGKILL: that comes from outside, as when the machine has no memory left */
};

struct proof {
    struct content *content;
    struct due_clock clock;
    const struct proof_size *sizes;
    size_t n_sizes;      /* 1 .. PROOF_SIZES_MAX */
    double panel_inches; /* 0: not known */
    bool paint;          /* a frame of each screen as a kiosk shows it, and nothing about texts: for errors */
    unsigned processes;  /* at most so many at a time; 0: as many as there are processors, up to 8 */
    struct proof_deaths *deaths; /* is set; may be NULL */
};

/* The sizes that content is made for. */
extern const struct proof_size proof_sizes[];
extern const size_t proof_sizes_count;

/* Adds what is wrong to diags: one problem for each text and kind, however many languages and sizes show it,
 * at the place of that text. False and a sentence when it could not be done at all. */
bool proof_run(const struct proof *proof, struct diag_list *diags, struct err *err) MUST_USE;

#endif

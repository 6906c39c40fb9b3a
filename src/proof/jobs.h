/* proof/jobs: what there is to look at, in pieces that any process can take. Part of the room. */
#ifndef LOBBY_PROOF_JOBS_H
#define LOBBY_PROOF_JOBS_H

#include "proof/origin.h"

enum job_kind {
    JOB_SLIDE,
    JOB_PAGE,
    JOB_LINK,  /* the sheet of an outside link */
    JOB_MENU,  /* and the band of an info notice */
    JOB_HOUSE, /* bars, the question, the sheet of languages */
    JOB_EMERGENCY
};

struct job {
    enum job_kind kind;
    size_t index;         /* slide or page */
    const char *uri;      /* JOB_LINK */
    const char *picture;  /* the slide's or page's own file, or NULL */
    struct origin origin; /* what a problem of the whole is about */
};

struct jobs {
    struct job *items;
    size_t count;
};

/* Those that show the same picture stand together, so that it is decoded once. False when memory is out. */
bool jobs_list(const struct content *content, struct jobs *jobs);
void jobs_finish(struct jobs *jobs);

/* How many of the jobs from first on are best done by one process: those of one picture, but not too many. */
size_t jobs_together(const struct jobs *jobs, size_t first);

#endif

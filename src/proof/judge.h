/* proof/judge: looks at the screens of a job and says what is wrong with them. Part of the room. */
#ifndef LOBBY_PROOF_JUDGE_H
#define LOBBY_PROOF_JUDGE_H

#include "proof/finding.h"
#include "proof/jobs.h"
#include "proof/proof.h"

struct judge;

/* found is called for each thing that is wrong on each screen. proof is borrowed. */
struct judge *judge_create(const struct proof *proof,
                           void (*found)(void *user, const struct finding *finding), void *user,
                           struct err *err);
void judge_destroy(struct judge *judge);

void judge_job(struct judge *judge, const struct job *job);

#endif

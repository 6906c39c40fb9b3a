/* proof/crew: jobs done by several processes. Part of the room.
 *
 * SDL_ttf knows only one thread, and a picture may be made to kill or to stall whoever decodes it: so each
 * worker is a child process that takes the next jobs and writes what it finds into a pipe. One that dies is a
 * finding about the job it was at, and the others go on. */
#ifndef LOBBY_PROOF_CREW_H
#define LOBBY_PROOF_CREW_H

#include "proof/finding.h"
#include "proof/jobs.h"
#include "proof/proof.h"

/* found is called in this process. False and a sentence when no worker could be started. */
bool crew_run(const struct proof *proof, const struct jobs *jobs,
              void (*found)(void *user, const struct finding *finding), void *user, struct err *err) MUST_USE;

#endif

/* proof/report: a problem as a sentence for whoever wrote the text. Part of the room. */
#ifndef LOBBY_PROOF_REPORT_H
#define LOBBY_PROOF_REPORT_H

#include "proof/merge.h"
#include "proof/proof.h"
#include "proof/where.h"

void report_add(const struct proof *proof, const struct merged *merged, struct where *where,
                struct diag_list *diags);

#endif

/* kiosk/report: what is wrong with the content, on standard error. */
#ifndef LOBBY_KIOSK_REPORT_H
#define LOBBY_KIOSK_REPORT_H

#include "base/diag.h"

struct report {
    const char *folder; /* of the content: stands before the names of files */
    char *last;         /* what was said; belongs to it */
};

/* Says what is wrong. False, in silence, when it is what was said last: every save of a file is a reason to
 * look again. */
bool report_problems(struct report *report, struct diag_list *diags);

void report_finish(struct report *report);

#endif

/* update/preflight: lobby-preflight as a child: a look at a generation before anybody sees it. */
#ifndef LOBBY_UPDATE_PREFLIGHT_H
#define LOBBY_UPDATE_PREFLIGHT_H

#include "base/refusal.h"

/* Runs PROGRAM FOLDER, at most PREFLIGHT_S seconds long, with its words on our stderr. Refuses as "preflight"
 * what it refused, or what killed or stopped it: then it is the content's fault. As "machine" when it could
 * not be run. */
#define PREFLIGHT_S 600
bool preflight_run(const char *program, const char *folder, struct refusal *why) MUST_USE;

#endif

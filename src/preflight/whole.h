/* whole: can this machine read all of a folder? Part of the room.
 *
 * A card that cannot be read any more looks like content that is wrong, and whoever remembers it as bad would
 * never show it again. */
#ifndef LOBBY_PREFLIGHT_WHOLE_H
#define LOBBY_PREFLIGHT_WHOLE_H

#include "base/err.h"

/* Reads every regular file in the folder and the folders in it. False when one cannot be read. */
bool whole_read(const char *folder, struct err *err) MUST_USE;

#endif

/* kiosk_verdicts: what a kiosk goes by, for its status file. For this room only. */
#ifndef LOBBY_STORE_KIOSK_VERDICTS_H
#define LOBBY_STORE_KIOSK_VERDICTS_H

#include "store/kiosk.h"
#include "store/state.h"

const struct state_verdicts *kiosk_verdicts(const struct store_kiosk *kiosk);

#endif

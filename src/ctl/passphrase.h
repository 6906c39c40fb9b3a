/* ctl/passphrase: where passphrases come from: a person at the terminal, or for scripts --passphrase-file and
 * LOBBY_PASSPHRASE. */
#ifndef LOBBY_CTL_PASSPHRASE_H
#define LOBBY_CTL_PASSPHRASE_H

#include "ctl/options.h"
#include "publish/keys.h"

/* options must outlive it. Where a new key is made, the person types it twice. */
struct keys_asker passphrase_asker(const struct options *options);

#endif

/* keyfile: files with keys. For this room only. */
#ifndef LOBBY_PUBLISH_KEYFILE_H
#define LOBBY_PUBLISH_KEYFILE_H

#include "publish/keys.h"

/* Makes a key pair and writes FOLDER/NAME.key (for its owner alone) and FOLDER/NAME.pub, which must not be
 * there. NULL name: "root-ID". NULL after a refusal. */
struct sign_key *keyfile_make(const char *folder, const char *name, const struct keys_asker *asker,
                              struct refusal *why) MUST_USE;

/* Reads a secret key, asking for its passphrase when it has one. */
struct sign_key *keyfile_unlock(const char *path, const struct keys_asker *asker,
                                struct refusal *why) MUST_USE;

bool keyfile_public(const char *path, struct trust_key *key, struct refusal *why) MUST_USE;

#endif

/* statement: the text of keyrings and releases. For this room only.
 *
 * Knows nothing of signatures: trust.h alone decides what is read with it, and sign.h reads back with it what
 * it wrote. */
#ifndef LOBBY_TRUST_STATEMENT_H
#define LOBBY_TRUST_STATEMENT_H

#include "base/diag.h"
#include "trust/trust.h"

#define STATEMENT_FORMAT  1
#define STATEMENT_RELEASE "release.yaml"
#define STATEMENT_KEYRING "keyring.yaml"

enum statement_verdict {
    STATEMENT_GOOD,
    STATEMENT_BROKEN, /* reported in diags: everything that is wrong */
    STATEMENT_NEWER,  /* of a format that a later Lobby knows; reported too */
    STATEMENT_NO_MEMORY
};

/* Strings go to arena. What is not written in a statement (publisher, signer, digest) is zeroed. */
enum statement_verdict statement_read_release(const char *bytes, size_t length, struct arena *arena,
                                              struct diag_list *diags, struct trust_release *release);
enum statement_verdict statement_read_keyring(const char *bytes, size_t length, struct arena *arena,
                                              struct diag_list *diags, struct trust_keyring *keyring);

/* Three numbers with dots between them, compared as such; false when a text is none. */
bool statement_version_ok(const char *text);
int statement_version_compare(const char *a, const char *b); /* both ok */

#endif

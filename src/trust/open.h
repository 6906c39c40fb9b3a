/* open: what keyrings and releases have in common on their way from bytes to a struct. For this room only. */
#ifndef LOBBY_TRUST_OPEN_H
#define LOBBY_TRUST_OPEN_H

#include "trust/signature.h"
#include "trust/statement.h"

/* The sizes, before anything else is looked at, and then the signature file's form. name is the statement's
 * file. Refuses with "too-large" or as signature_read does. */
bool open_signature(const struct trust_files *files, size_t max, const char *name,
                    struct signature *signature, struct refusal *refusal) MUST_USE;

/* Turns a verdict and its diagnostics into a refusal: "form" or "format". True for STATEMENT_GOOD. */
bool open_verdict(enum statement_verdict verdict, struct diag_list *diags, struct refusal *refusal) MUST_USE;

void open_digest(const struct trust_files *files, char digest[TRUST_DIGEST_TEXT]);

/* Refuses with "machine". */
bool open_no_memory(struct refusal *refusal);

/* Made in the future of a sure clock. Refuses with "not-yet". */
bool open_created(int64_t created, const struct trust_clock *clock, const char *name,
                  struct refusal *refusal) MUST_USE;

#endif

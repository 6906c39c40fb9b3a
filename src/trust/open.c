#include "trust/open.h"

#include <sodium.h>

bool open_signature(const struct trust_files *files, size_t max, const char *name,
                    struct signature *signature, struct refusal *refusal)
{
    bool statement = files->length > max;
    if (statement || files->signature_length > TRUST_SIGNATURE_BYTES_MAX)
        return refuse(refusal, "too-large",
                      "%s%s has %zu bytes, and %zu is the most; look at whether the address leads to the "
                      "publication itself",
                      name, statement ? "" : ".minisig", statement ? files->length : files->signature_length,
                      statement ? max : (size_t)TRUST_SIGNATURE_BYTES_MAX);
    return signature_read(files->signature, files->signature_length, name, signature, refusal);
}

bool open_verdict(enum statement_verdict verdict, struct diag_list *diags, struct refusal *refusal)
{
    if (verdict == STATEMENT_GOOD)
        return true;
    if (verdict == STATEMENT_NO_MEMORY)
        return open_no_memory(refusal);
    size_t count;
    const struct diag *first = diag_items(diags, &count);
    if (count == 0)
        return open_no_memory(refusal);
    char where[48] = "", more[48] = "";
    if (first->place.line > 0)
        snprintf(where, sizeof where, ":%u:%u", first->place.line, first->place.col);
    if (count > 1)
        snprintf(more, sizeof more, " (and %zu more)", count - 1);
    if (verdict == STATEMENT_NEWER)
        return refuse(refusal, "format", "%s%s: %s", first->place.file, where, first->text);
    return refuse(refusal, "form", "%s%s: %s%s; publish again with lobbyctl", first->place.file, where,
                  first->text, more);
}

void open_digest(const struct trust_files *files, char digest[TRUST_DIGEST_TEXT])
{
    uint8_t hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)files->bytes, files->length, NULL, 0);
    sodium_bin2hex(digest, TRUST_DIGEST_TEXT, hash, sizeof hash);
}

bool open_no_memory(struct refusal *refusal)
{
    return refuse(refusal, "machine", "there is no memory to read the statement; it is tried again later");
}

bool open_created(int64_t created, const struct trust_clock *clock, const char *name, struct refusal *refusal)
{
    if (!clock->sure || created <= clock->now + TRUST_CLOCK_SLACK)
        return true;
    char made[TRUST_TIME_TEXT], now[TRUST_TIME_TEXT];
    trust_time_text(created, made);
    trust_time_text(clock->now, now);
    return refuse(refusal, "not-yet",
                  "%s was made on %s, and here it is %s; set the clock of the computer that published, or of "
                  "this one",
                  name, made, now);
}

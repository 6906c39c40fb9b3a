/* Secret keys: in memory, and in minisign's file format. */
#include "trust/sign.h"

#include "trust/lines.h"
#include "trust/secret.h"

#include <sodium.h>
#include <string.h>

#define CHECKSUM_ALGORITHM "B2"
#define SCRYPT             "Sc"
#define COMMENT            "minisign encrypted secret key" /* minisign writes it for those without a passphrase too */

/* minisign's proportion of work to memory; both end at its own "sensitive" limits, so that a file from
 * elsewhere cannot ask for more. */
enum { MEMORY_PER_STEP = 32 };

struct secret_bytes { /* what a passphrase covers */
    uint8_t id[8];
    uint8_t secret[64]; /* the seed and the public key */
    uint8_t checksum[32];
};

struct file_bytes { /* the second line */
    uint8_t algorithm[2];
    uint8_t derivation[2]; /* zero: no passphrase */
    uint8_t checksum_algorithm[2];
    uint8_t salt[crypto_pwhash_scryptsalsa208sha256_SALTBYTES];
    uint8_t steps[8], memory[8]; /* little-endian */
    struct secret_bytes secret;
};
_Static_assert(sizeof(struct file_bytes) == 158, "the bytes of a key file have no gaps");

static struct sign_key *allocate(struct err *err)
{
    struct sign_key *key = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *key);
    if (!key)
        err_set(err, "there is no protected memory for a secret key; close other programs");
    return key;
}

struct sign_key *sign_key_make(struct err *err)
{
    struct sign_key *key = allocate(err);
    if (!key)
        return NULL;
    randombytes_buf(key->public.id, sizeof key->public.id);
    crypto_sign_keypair(key->public.point, key->secret);
    return key;
}

void sign_key_destroy(struct sign_key *key)
{
    sodium_free(key); /* wipes it first, and takes NULL */
}

void sign_key_destroy_p(struct sign_key **key)
{
    sign_key_destroy(*key);
}

const struct trust_key *sign_key_public(const struct sign_key *key)
{
    return &key->public;
}

void sign_file_finish(struct sign_file *file)
{
    sodium_free(file->bytes);
    *file = (struct sign_file){0};
}

static void store_number(uint8_t bytes[8], uint64_t number)
{
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
}

static uint64_t load_number(const uint8_t bytes[8])
{
    uint64_t number = 0;
    for (int i = 7; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static void checksum(const struct file_bytes *file, uint8_t sum[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, file->algorithm, sizeof file->algorithm);
    crypto_generichash_update(&state, file->secret.id, sizeof file->secret.id);
    crypto_generichash_update(&state, file->secret.secret, sizeof file->secret.secret);
    crypto_generichash_final(&state, sum, 32);
    sodium_memzero(&state, sizeof state);
}

/* Covers or uncovers the secret part with what scrypt makes of the passphrase. False when the machine has not
 * that much memory. */
static bool cover(struct file_bytes *file, const char *passphrase)
{
    uint8_t *stream = sodium_malloc(sizeof file->secret);
    bool ok = stream && crypto_pwhash_scryptsalsa208sha256(
                            stream, sizeof file->secret, passphrase, strlen(passphrase), file->salt,
                            load_number(file->steps), (size_t)load_number(file->memory)) == 0;
    uint8_t *secret = (uint8_t *)&file->secret;
    for (size_t i = 0; ok && i < sizeof file->secret; i++)
        secret[i] ^= stream[i];
    sodium_free(stream);
    return ok;
}

static bool encrypt(struct file_bytes *file, const char *passphrase, size_t memory, struct err *err)
{
    if (!*passphrase || strlen(passphrase) > SIGN_PASSPHRASE_MAX)
        return err_set(err, "a passphrase must have 1 to %u bytes; choose another one", SIGN_PASSPHRASE_MAX);
    memcpy(file->derivation, SCRYPT, sizeof file->derivation);
    randombytes_buf(file->salt, sizeof file->salt);
    if (memory > SIGN_MEMORY_USUAL)
        memory = SIGN_MEMORY_USUAL;
    for (; memory >= SIGN_MEMORY_MIN; memory /= 2) {
        store_number(file->memory, memory);
        store_number(file->steps, memory / MEMORY_PER_STEP);
        if (cover(file, passphrase))
            return true;
    }
    return err_set(err, "encrypting the key needs %zu MB of memory; close other programs",
                   SIGN_MEMORY_MIN / (1024 * 1024));
}

bool sign_key_write(const struct sign_key *key, const char *passphrase, size_t memory, struct sign_file *out,
                    struct err *err)
{
    static const char head[] = LINES_UNTRUSTED COMMENT "\n";
    const size_t base64 = BASE64_TEXT(sizeof(struct file_bytes));
    *out = (struct sign_file){.length = sizeof head - 1 + base64}; /* the zero gives way to a line feed */
    struct file_bytes *file = sodium_malloc(sizeof *file);
    out->bytes = sodium_malloc(out->length + 1);
    bool ok = file && out->bytes;
    if (!ok)
        err_set(err, "there is no protected memory for a secret key; close other programs");
    if (ok) {
        memset(file, 0, sizeof *file);
        memcpy(file->algorithm, LINES_ALGORITHM, sizeof file->algorithm);
        memcpy(file->checksum_algorithm, CHECKSUM_ALGORITHM, sizeof file->checksum_algorithm);
        memcpy(file->secret.id, key->public.id, sizeof file->secret.id);
        memcpy(file->secret.secret, key->secret, sizeof file->secret.secret);
        checksum(file, file->secret.checksum);
        ok = !passphrase || encrypt(file, passphrase, memory, err);
    }
    if (ok) {
        memcpy(out->bytes, head, sizeof head - 1);
        sodium_bin2base64(out->bytes + sizeof head - 1, base64, (const uint8_t *)file, sizeof *file,
                          sodium_base64_VARIANT_ORIGINAL);
        memcpy(out->bytes + out->length - 1, "\n", 2);
    } else {
        sign_file_finish(out);
    }
    sodium_free(file);
    return ok;
}

const char *sign_key_public_file(const struct trust_key *key, struct arena *arena)
{
    char id[TRUST_KEY_ID_TEXT], text[TRUST_KEY_TEXT];
    trust_key_id_text(key->id, id);
    trust_key_text(key, text);
    return arena_printf(arena, LINES_UNTRUSTED "minisign public key %s\n%s\n", id, text);
}

/* The file without a look at its secret part. */
static bool read_file(const char *bytes, size_t length, struct file_bytes *file, struct err *err)
{
    static const char no_key[] = "this is not the file of a secret key; give the one that lobbyctl keys init "
                                 "or minisign -G wrote";
    struct line comment;
    if (length > SIGN_FILE_MAX || !lines_next(&bytes, &length, &comment) ||
        !lines_skip(&comment, LINES_UNTRUSTED))
        return err_set(err, "%s", no_key);
    if (length > 0 && bytes[length - 1] == '\n')
        length--;
    const struct line key = {bytes, length};
    if (!lines_base64(&key, (uint8_t *)file, sizeof *file) ||
        memcmp(file->algorithm, LINES_ALGORITHM, sizeof file->algorithm) != 0 ||
        memcmp(file->checksum_algorithm, CHECKSUM_ALGORITHM, sizeof file->checksum_algorithm) != 0)
        return err_set(err, "%s", no_key);
    if (!sodium_is_zero(file->derivation, sizeof file->derivation) &&
        memcmp(file->derivation, SCRYPT, sizeof file->derivation) != 0)
        return err_set(err, "the secret key is encrypted in a way that is not known here; update Lobby");
    return true;
}

static bool is_encrypted(const struct file_bytes *file)
{
    return !sodium_is_zero(file->derivation, sizeof file->derivation);
}

bool sign_key_wants_passphrase(const char *bytes, size_t length, bool *wants, struct err *err)
{
    struct file_bytes *file = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *file);
    if (!file)
        return err_set(err, "there is no protected memory for a secret key; close other programs");
    bool ok = read_file(bytes, length, file, err);
    if (ok)
        *wants = is_encrypted(file);
    sodium_free(file);
    return ok;
}

static bool decrypt(struct file_bytes *file, const char *passphrase, struct err *err)
{
    if (!passphrase)
        return err_set(err, "the secret key is encrypted; give its passphrase");
    if (load_number(file->memory) > crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE ||
        load_number(file->steps) > crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE)
        return err_set(err, "the secret key wants more memory or work than any key does; it is damaged");
    if (!cover(file, passphrase))
        return err_set(err, "opening the secret key needs %llu MB of memory; close other programs",
                       (unsigned long long)load_number(file->memory) / (1024 * 1024));
    return true;
}

/* The checksum, which minisign leaves out where there is no passphrase, and that the two halves of the key
 * belong together: a key with another half would sign what nobody can verify, and could give itself away. */
static bool intact(const struct file_bytes *file, struct trust_key *public, uint8_t secret[64])
{
    uint8_t sum[32];
    checksum(file, sum);
    bool ok = sodium_memcmp(sum, file->secret.checksum, sizeof sum) == 0 ||
              (!is_encrypted(file) && sodium_is_zero(file->secret.checksum, sizeof sum));
    crypto_sign_seed_keypair(public->point, secret, file->secret.secret);
    memcpy(public->id, file->secret.id, sizeof public->id);
    return ok && sodium_memcmp(secret, file->secret.secret, sizeof file->secret.secret) == 0;
}

struct sign_key *sign_key_read(const char *bytes, size_t length, const char *passphrase, struct err *err)
{
    struct sign_key *key = allocate(err);
    struct file_bytes *file = key ? sodium_malloc(sizeof *file) : NULL;
    bool ok = file != NULL;
    if (key && !file)
        err_set(err, "there is no protected memory for a secret key; close other programs");
    ok = ok && read_file(bytes, length, file, err) && (!is_encrypted(file) || decrypt(file, passphrase, err));
    if (ok && !intact(file, &key->public, key->secret))
        ok = err_set(err, is_encrypted(file) ? "the passphrase is wrong; type it again"
                                             : "the secret key is damaged; take it from a copy");
    sodium_free(file);
    if (ok)
        return key;
    sign_key_destroy(key);
    return NULL;
}

/* trust: whose word counts, and what they said. Bytes in, verdict out: no files, no network, no clock.
 *
 * A publication has two signed statements: the keyring, signed by the offline root key, says who may publish;
 * the release, signed by a publisher, says what is published. Both are YAML with a minisign signature beside
 * it (format: https://jedisct1.github.io/minisign/, prehashed "ED" only).
 *
 * Sizes are looked at first, then the signature over the exact bytes, and only then does a parser see them.
 * Every refusal has a code; README.md lists them with what to do.
 *
 * Two steps each: "open" proves who said it and that it is well-formed, for this site; "judge" decides
 * whether it counts now. A kiosk wants both (verify). Tools that read history stop after the first. */
#ifndef LOBBY_TRUST_TRUST_H
#define LOBBY_TRUST_TRUST_H

#include "base/arena.h"
#include "base/refusal.h"
#include "trust/key.h"

#define TRUST_RELEASE_BYTES_MAX   (16u * 1024)
#define TRUST_KEYRING_BYTES_MAX   (64u * 1024)
#define TRUST_SIGNATURE_BYTES_MAX 1024u

#define TRUST_NUMBER_MAX     (INT64_C(1) << 53) /* of versions, epochs, bytes and objects */
#define TRUST_PUBLISHERS_MAX 64u
#define TRUST_REVOKED_MAX    1024u
#define TRUST_SITE_MAX       63u
#define TRUST_NAME_MAX       80u /* bytes of a publisher's name */

#define TRUST_DAY              INT64_C(86400)
#define TRUST_RELEASE_LIFETIME (400 * TRUST_DAY) /* from created to expires, at most */
#define TRUST_KEYRING_LIFETIME (800 * TRUST_DAY)
#define TRUST_CLOCK_SLACK      TRUST_DAY /* two good clocks differ by no more */

#define TRUST_DIGEST_TEXT 65u /* BLAKE2b-256 in hexadecimal digits, with the zero */
#define TRUST_COMMIT_TEXT 65u
#define TRUST_COMMENT_MAX 512u /* bytes of a trusted comment */

#define TRUST_TIME_TEXT 21u /* "2026-11-23T23:10:00Z" with the zero */
#define TRUST_DAY_TEXT  11u /* "2027-12-31" with the zero */

/* The two files of a statement, exactly as they were fetched. */
struct trust_files {
    const char *bytes;
    size_t length;
    const char *signature;
    size_t signature_length;
};

/* The newest of a kind that was taken over; its digest is to be kept with its numbers. All zero: none yet. */
struct trust_seen {
    int64_t epoch, version;
    char digest[TRUST_DIGEST_TEXT]; /* of its exact bytes */
};

struct trust_clock {
    int64_t now; /* seconds since 1970, UTC: the later of the system's clock and its floor */
    /* Somebody vouches for now (it is synchronized). Otherwise it is only known that it is not earlier, as on
     * a Pi that has just started: then nothing is refused for being made in the future. */
    bool sure;
};

/* What a kiosk goes by when it looks at a keyring. Kept by the caller between runs. */
struct trust_anchor {
    const char *site;        /* this kiosk's own */
    struct trust_key root;   /* must sign the next keyring */
    struct trust_key signer; /* signed the one that was taken over */
    struct trust_seen seen;
};

struct trust_publisher {
    struct trust_key key;
    const char *name;
    int64_t until; /* the last day, in days since 1970 UTC; the key counts to its end */
};

struct trust_keyring {
    const char *site;
    int64_t epoch, version;
    int64_t created, expires; /* seconds since 1970, UTC */
    struct trust_key root;    /* must sign the next keyring */
    struct trust_publisher *publishers;
    size_t publisher_count;
    uint8_t (*revoked)[8]; /* ids */
    size_t revoked_count;
    struct trust_key signer;        /* of this one; not written in it */
    char digest[TRUST_DIGEST_TEXT]; /* not written in it either */
};

struct trust_release {
    const char *site;
    int64_t epoch, version;
    int64_t created, expires;                /* seconds since 1970, UTC */
    char commit[TRUST_COMMIT_TEXT];          /* 64 small hexadecimal digits */
    int64_t bytes, objects;                  /* of the commit's content */
    const char *minimum;                     /* the first version of Lobby that can show it: 0.1.0 */
    const struct trust_publisher *publisher; /* in the keyring; not written in it */
    char digest[TRUST_DIGEST_TEXT];          /* not written in it either */
};

/* What a kiosk goes by when it looks at a release. */
struct trust_terms {
    struct trust_clock clock;
    struct trust_seen seen;         /* the highest release that was ever verified */
    const char *lobby;              /* version of this program, such as LOBBY_VERSION */
    int64_t bytes_max, objects_max; /* what this kiosk has room for */
};

/* 1 to 63 small letters, digits and hyphens, a letter or digit first. */
bool trust_site_ok(const char *site);

/* A kiosk that has seen nothing yet: its site (kept, not copied) and the root key from its settings. */
void trust_anchor_start(struct trust_anchor *anchor, const char *site, const struct trust_key *root);

/* The keyring was taken over: its root key signs the next. */
void trust_anchor_advance(struct trust_anchor *anchor, const struct trust_keyring *keyring);

/* Everything but the clock: size, signature by the anchor's root, form, site, rising version. What is exactly
 * the keyring that was taken over passes too. A keyring signed by a root key that the anchor does not know is
 * refused with "chain": then open keyrings/(anchor->seen.version + 1) first, advance, and try again; for
 * these links of the chain no clock is asked. Strings live in arena, and so does what keyring points to. */
bool trust_keyring_open(const struct trust_anchor *anchor, const struct trust_files *files,
                        struct arena *arena, struct trust_keyring *keyring, struct refusal *refusal) MUST_USE;

/* In force: not expired, and not made in the future of a sure clock. */
bool trust_keyring_judge(const struct trust_keyring *keyring, const struct trust_clock *clock,
                         struct refusal *refusal) MUST_USE;

bool trust_keyring_verify(const struct trust_anchor *anchor, const struct trust_files *files,
                          const struct trust_clock *clock, struct arena *arena, struct trust_keyring *keyring,
                          struct refusal *refusal) MUST_USE;

/* Signed by a key of the keyring that is not revoked, well-formed, of the keyring's site. keyring must
 * outlive *release. */
bool trust_release_open(const struct trust_keyring *keyring, const struct trust_files *files,
                        struct arena *arena, struct trust_release *release, struct refusal *refusal) MUST_USE;

/* Counts now: keyring and publisher's key in force, epoch of the keyring, version not below what was seen and
 * the same bytes when it is the same, not expired, within bounds, for this version of Lobby. */
bool trust_release_judge(const struct trust_keyring *keyring, const struct trust_release *release,
                         const struct trust_terms *terms, struct refusal *refusal) MUST_USE;

bool trust_release_verify(const struct trust_keyring *keyring, const struct trust_files *files,
                          const struct trust_terms *terms, struct arena *arena, struct trust_release *release,
                          struct refusal *refusal) MUST_USE;

/* The release was verified: raises *seen to it when it is newer. */
void trust_seen_raise(struct trust_seen *seen, const struct trust_release *release);

/* Negative, 0 or positive as a release or keyring of (epoch, version) is older than seen, of the same
 * version, or newer. */
int trust_seen_compare(const struct trust_seen *seen, int64_t epoch, int64_t version);

/* "2026-11-23T23:10:00Z". Years 1970 to 9999; what is outside of them becomes a text that is no time. */
void trust_time_text(int64_t seconds, char text[TRUST_TIME_TEXT]);
bool trust_time_parse(const char *text, int64_t *seconds) MUST_USE;

/* "2027-12-31", in days since 1970; the same years. */
void trust_day_text(int64_t days, char text[TRUST_DAY_TEXT]);
bool trust_day_parse(const char *text, int64_t *days) MUST_USE;

#endif

/* source: where a publication lies, how to get there, and how much patience there is.
 *
 * A publication is a folder of a fixed layout (src/depot/README.md) below a web address or on a disk. The
 * fields of struct depot_source are plain; zero means the default. */
#ifndef LOBBY_DEPOT_SOURCE_H
#define LOBBY_DEPOT_SOURCE_H

#include "base/refusal.h"

#include <stdint.h>

struct depot_source {
    /* "https://HOST/PATH", "http://HOST/PATH" with allow_http, "file:///PATH", or a folder's path. An address
     * holds no user, query or fragment. */
    const char *where;
    bool allow_http;     /* what is published is signed: http gives away what is read, but changes nothing */
    const char *ca_file; /* PEM certificates to trust instead of the system's; NULL: the system's */
    const char *proxy;   /* "http://HOST:PORT"; "" for none; NULL: as the environment says (https_proxy) */

    unsigned connect_s; /* until a connection stands: 15 */
    unsigned idle_s;    /* at least DEPOT_SLOWEST bytes a second must come, on average of so long: 30 */
    unsigned total_s;   /* for everything: 60 for one file, 1800 for a pull */
};
enum { DEPOT_SLOWEST = 100 };

/* How far something is. Bytes are those of the content, not of the wire. A total of 0 is not known yet. */
struct depot_progress {
    uint64_t bytes, bytes_total;
    uint64_t objects, objects_total;
};

/* Called from time to time; arg is the caller's. Both may be NULL wherever they are asked for. */
typedef void depot_progress_fn(void *arg, const struct depot_progress *progress);

/* 64 lower case hexadecimal digits and a zero, the name of a commit. */
enum { DEPOT_CHECKSUM = 65 };
bool depot_checksum_ok(const char *text);

#endif

#include "depot/transfer.h"

#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    REDIRECTS = 3,
    HEADERS_MAX = 64 << 10, /* of all answers on the way to one file */
    ERROR_PAGE_MAX = 64 << 10,
    RETRY_MAX_S = 86400,
    STATUS_OK = 200,
    STATUS_NOT_FOUND = 404,
    STATUS_GONE = 410,
    STATUS_PORTAL = 511, /* network authentication required, RFC 6585 */
};

#define TOO_LARGE       "%s: it has more than %ju bytes; look at where the address leads, or publish again"
#define ENDLESS_HEADERS "%s: the server's headers do not end; look at where the address leads"

void transfer_finish(struct transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    free(transfer->bytes);
    free(transfer->url);
    transfer->easy = NULL;
    transfer->bytes = transfer->url = NULL;
}

static bool put_memory(struct transfer *transfer, const void *bytes, size_t length)
{
    const size_t used = (size_t)transfer->length;
    if (used + length + 1 > transfer->room) {
        size_t room = 2 * (used + length) + 1;
        char *larger = realloc(transfer->bytes, room);
        if (!larger)
            return refuse(&transfer->why, "crash", "%s: out of memory; it is tried again", transfer->name);
        transfer->bytes = larger;
        transfer->room = room;
    }
    memcpy(transfer->bytes + used, bytes, length);
    transfer->bytes[used + length] = '\0';
    return true;
}

static bool put_file(struct transfer *transfer, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(transfer->fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return refuse(&transfer->why, errno == ENOSPC || errno == EDQUOT ? "space" : "repository",
                          "%s: %s; make room on the disk", transfer->name, strerror(errno));
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

bool transfer_put(struct transfer *transfer, const void *bytes, size_t length)
{
    if (length > transfer->cap - transfer->length)
        return refuse(&transfer->why, "too-large", TOO_LARGE, transfer->name, (uintmax_t)transfer->cap);
    if (!(transfer->fd < 0 ? put_memory(transfer, bytes, length) : put_file(transfer, bytes, length)))
        return false;
    transfer->length += length;
    return true;
}

/* Nothing in a publication begins like a page of HTML. */
static bool is_page(const char *bytes, size_t length)
{
    size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < length && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < length && bytes[at] == '<';
}

static bool refuse_portal(struct transfer *transfer)
{
    return refuse(&transfer->why, "captive-portal",
                  "%s: a web page came instead; does the network ask for a login, or is the address wrong?",
                  transfer->url);
}

/* Bytes that curl hands over; fewer taken than given end the transfer. */
static size_t take(char *bytes, size_t size, size_t count, void *arg)
{
    struct transfer *transfer = arg;
    const size_t length = size * count;
    *transfer->received += length;
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != STATUS_OK) { /* what an error page says is not read */
        transfer->header_bytes += length;
        return transfer->header_bytes > HEADERS_MAX + ERROR_PAGE_MAX ? 0 : length;
    }
    if (transfer->length == 0 && is_page(bytes, length))
        return refuse_portal(transfer) ? length : 0;
    return transfer_put(transfer, bytes, length) ? length : 0;
}

/* Whether this line of a head announces more than the file may have. Of the answer that is the file, that is:
 * curl's own limit is for the pages of redirects and errors, too, which are often larger than an object. */
static bool announces_too_much(const struct transfer *transfer, const char *line, size_t length)
{
    static const char name[] = "content-length:";
    long status = 0;
    char digits[24];
    int64_t bytes;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != STATUS_OK || length < sizeof name || strncasecmp(line, name, sizeof name - 1) != 0)
        return false;
    line += sizeof name - 1;
    length -= sizeof name - 1;
    for (; length > 0 && strchr(" \t", *line); length--)
        line++;
    while (length > 0 && strchr(" \t\r\n", line[length - 1]))
        length--;
    if (length >= sizeof digits)
        return true;
    memcpy(digits, line, length);
    digits[length] = '\0';
    return num_parse(digits, 0, INT64_MAX, &bytes) && (uint64_t)bytes > transfer->cap;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
    struct transfer *transfer = arg;
    const size_t length = size * count;
    *transfer->received += length;
    transfer->header_bytes += length;
    if (length > 5 && memcmp(bytes, "HTTP/", 5) == 0)
        transfer->head_ended = false;
    else if (length <= 2 && strchr("\r\n", bytes[0]))
        transfer->head_ended = true; /* the blank line */
    if (transfer->header_bytes > HEADERS_MAX)
        return refuse(&transfer->why, "too-large", ENDLESS_HEADERS, transfer->url) ? length : 0;
    if (announces_too_much(transfer, bytes, length))
        return refuse(&transfer->why, "too-large", TOO_LARGE, transfer->url, (uintmax_t)transfer->cap)
                   ? length
                   : 0;
    return length;
}

static bool set_options(struct transfer *transfer, const struct depot_source *source)
{
    CURL *easy = transfer->easy;
    const long connect_s = source->connect_s ? source->connect_s : 15;
    return curl_easy_setopt(easy, CURLOPT_URL, transfer->url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, source->allow_http ? "https,http" : "https") ==
               CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           (!source->ca_file || curl_easy_setopt(easy, CURLOPT_CAINFO, source->ca_file) == CURLE_OK) &&
           (!source->proxy || curl_easy_setopt(easy, CURLOPT_PROXY, source->proxy) == CURLE_OK) &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "lobby/" LOBBY_VERSION) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, connect_s) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK;
}

bool transfer_start(struct transfer *transfer, const struct depot_source *source, const char *base,
                    uint64_t *received)
{
    transfer->received = received;
    transfer->url = address_of(base, transfer->name);
    transfer->easy = curl_easy_init();
    return (transfer->url && transfer->easy && set_options(transfer, source)) ||
           refuse(&transfer->why, "crash", "%s: curl cannot be set up; it is tried again", transfer->name);
}

static bool judge_status(struct transfer *transfer)
{
    long status = 0;
    curl_off_t wait = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &wait);
    transfer->retry_after_s = wait <= 0 ? 0 : wait > RETRY_MAX_S ? RETRY_MAX_S : (unsigned)wait;
    switch (status) {
    case STATUS_OK:
        return true;
    case STATUS_NOT_FOUND:
    case STATUS_GONE:
        return refuse(
            &transfer->why, "not-found",
            "%s: there is no such file; is the address right, and has anything been published there?",
            transfer->url);
    case STATUS_PORTAL:
        return refuse_portal(transfer);
    default:
        return refuse(&transfer->why, "http-status",
                      "%s: the web server answers with status %ld; look at it there; it is tried again",
                      transfer->url, status);
    }
}

/* What curl's code means for the person who has to do something about it. */
static bool refuse_code(struct transfer *transfer, CURLcode code)
{
    struct refusal *why = &transfer->why;
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    const char *says = transfer->message[0] ? transfer->message : curl_easy_strerror(code),
               *url = transfer->url;
    switch ((int)code) {
    case CURLE_TOO_MANY_REDIRECTS:
        return refuse(why, "redirect",
                      "%s: the web server sends us around in circles; correct the address, or the server",
                      url);
    case CURLE_UNSUPPORTED_PROTOCOL: /* also for what is no HTTP at all */
        if (status / 100 == 3)
            return refuse(why, "redirect",
                          "%s: the web server sends us to an address that is not https; correct the address, "
                          "or the server",
                          url);
        return refuse(why, "network", "%s: %s; is it a web server?", url, says);
    case CURLE_OUT_OF_MEMORY: /* curl's word for a line of a head beyond 100 kB, too */
        return refuse(why, "too-large", ENDLESS_HEADERS, url);
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
        return refuse(why, "truncated",
                      "%s: the connection ended before the whole file was there; it is tried again", url);
    case CURLE_OPERATION_TIMEDOUT:
        return refuse(why, "timeout", "%s: no connection in time; is the server up?", url);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return refuse(
            why, "tls",
            "%s: the server's certificate does not count: %s; is it expired, is its authority the system's "
            "or the one in the settings, and is this clock right?",
            url, says);
    default:
        return refuse(why, "network", "%s: %s; it is tried again: look at cable, proxy and web server", url,
                      says);
    }
}

void transfer_judge(struct transfer *transfer, CURLcode code)
{
    if (code == CURLE_OK && !transfer->head_ended)
        code = CURLE_PARTIAL_FILE; /* curl takes a head that is cut off for a whole answer */
    if (transfer->why.code) {      /* our own callbacks have ended it */
        transfer->ok = false;
        return;
    }
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    const bool failed_page = code == CURLE_WRITE_ERROR && status != STATUS_OK; /* an endless error page */
    transfer->ok = code == CURLE_OK || failed_page ? judge_status(transfer) : refuse_code(transfer, code);
}

#include "depot/wire.h"

#include "base/file.h"
#include "depot/ticks.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONNECTIONS = 4, IDLE_S = 30, POLL_MS = 200 };

struct wire {
    const struct depot_source *source;
    struct address address;
    int folder;   /* or -1 */
    CURLM *multi; /* or NULL */
    unsigned under_way;
    struct transfer *ended, **ended_end; /* a queue */
    uint64_t received;
    uint64_t total_ms, deadline_ms, idle_ms;
};

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;

static void start_curl(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static bool open_wire(struct wire *wire, struct refusal *why)
{
    if (!address_init(&wire->address, wire->source, why))
        return false;
    if (wire->address.folder) {
        wire->folder = open(wire->address.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (wire->folder >= 0)
            return true;
        return refuse(why, errno == ENOENT ? "not-found" : "file", "%s: %s", wire->address.folder,
                      errno == ENOENT ? "there is no such folder; is the disk there?" : strerror(errno));
    }
    pthread_once(&curl_once, start_curl);
    wire->multi = curl_multi_init();
    if (!wire->multi)
        return refuse(why, "crash", "out of memory");
    curl_multi_setopt(wire->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)CONNECTIONS);
    return true;
}

struct wire *wire_open(const struct depot_source *source, unsigned total_s, struct refusal *why)
{
    struct wire *wire = calloc(1, sizeof *wire);
    if (!wire) {
        refuse(why, "crash", "out of memory");
        return NULL;
    }
    wire->source = source;
    wire->folder = -1;
    wire->ended_end = &wire->ended;
    wire->total_ms = 1000 * (uint64_t)(source->total_s ? source->total_s : total_s);
    wire->idle_ms = 1000 * (uint64_t)(source->idle_s ? source->idle_s : IDLE_S);
    wire_start_deadline(wire);
    if (!open_wire(wire, why)) {
        wire_close(wire);
        return NULL;
    }
    return wire;
}

void wire_start_deadline(struct wire *wire)
{
    wire->deadline_ms = ticks_ms() + wire->total_ms;
}

void wire_close(struct wire *wire)
{
    if (!wire)
        return;
    curl_multi_cleanup(wire->multi);
    file_close_p(&wire->folder);
    address_finish(&wire->address);
    free(wire);
}

uint64_t wire_received(const struct wire *wire)
{
    return wire->received;
}

static void end(struct wire *wire, struct transfer *transfer)
{
    transfer->next = NULL;
    *wire->ended_end = transfer;
    wire->ended_end = &transfer->next;
}

static bool copy(struct wire *wire, int fd, struct transfer *transfer)
{
    for (;;) {
        char block[1 << 14];
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse(&transfer->why, "file", "%s: %s; look at the disk, or copy the publication again",
                          transfer->name, strerror(errno));
        if (got == 0)
            return true;
        wire->received += (uint64_t)got;
        if (!transfer_put(transfer, block, (size_t)got))
            return false;
    }
}

static bool read_folder(struct wire *wire, struct transfer *transfer)
{
    struct err err;
    if (faccessat(wire->folder, transfer->name, F_OK, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT)
        return refuse(
            &transfer->why, "not-found",
            "%s/%s: there is no such file; is the folder right, and has anything been published there?",
            wire->address.folder, transfer->name);
    AUTO_CLOSE int fd = file_open_below(wire->folder, transfer->name, &err);
    if (fd < 0)
        return refuse(&transfer->why, "file", "%s/%s; copy the publication again", wire->address.folder,
                      err.text);
    return copy(wire, fd, transfer);
}

void wire_add(struct wire *wire, struct transfer *transfer)
{
    transfer->why = (struct refusal){0};
    if (wire->folder >= 0) {
        transfer->ok = read_folder(wire, transfer);
        end(wire, transfer);
    } else if (transfer_start(transfer, wire->source, wire->address.url, &wire->received) &&
               curl_multi_add_handle(wire->multi, transfer->easy) == CURLM_OK) {
        wire->under_way++;
    } else {
        transfer->ok = false;
        end(wire, transfer);
    }
}

/* Moves what curl has done with to the queue. */
static void collect(struct wire *wire)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(wire->multi, &left));) {
        if (message->msg != CURLMSG_DONE)
            continue;
        struct transfer *transfer = NULL;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        transfer_judge(transfer, code);
        curl_multi_remove_handle(wire->multi, transfer->easy);
        wire->under_way--;
        end(wire, transfer);
    }
}

void wire_forget(struct wire *wire, struct transfer *transfer)
{
    if (transfer->easy)
        curl_multi_remove_handle(wire->multi, transfer->easy); /* no matter when it has ended already */
    transfer_finish(transfer);
}

/* What has come since when. */
struct patience {
    uint64_t since_ms, received;
};

static bool too_slow(const struct wire *wire, struct patience *patience, struct refusal *why)
{
    const uint64_t now = ticks_ms();
    if (now >= wire->deadline_ms)
        return !refuse(why, "timeout", "%s: it has taken too long; it is tried again later",
                       wire->address.url);
    if (now - patience->since_ms < wire->idle_ms)
        return false;
    if (wire->received - patience->received < wire->idle_ms / 1000 * DEPOT_SLOWEST)
        return !refuse(why, "timeout", "%s: hardly anything came for %ju s; it is tried again later",
                       wire->address.url, (uintmax_t)(wire->idle_ms / 1000));
    *patience = (struct patience){now, wire->received};
    return false;
}

/* Lets curl work until a transfer has ended. */
static bool wait_for_one(struct wire *wire, wire_beat_fn *beat, void *arg, struct refusal *why)
{
    struct patience patience = {ticks_ms(), wire->received};
    while (!wire->ended && wire->under_way > 0) {
        const uint64_t before = wire->received;
        int running;
        if (curl_multi_perform(wire->multi, &running) != CURLM_OK)
            return refuse(why, "crash", "curl is out of order");
        collect(wire);
        if (beat && wire->received != before && !beat(arg, why))
            return false;
        if (wire->ended)
            return true;
        if (too_slow(wire, &patience, why))
            return false;
        curl_multi_poll(wire->multi, NULL, 0, POLL_MS, NULL);
    }
    return true;
}

struct transfer *wire_next(struct wire *wire, wire_beat_fn *beat, void *arg, struct refusal *why)
{
    if (!wait_for_one(wire, beat, arg, why) || !wire->ended)
        return NULL;
    struct transfer *transfer = wire->ended;
    wire->ended = transfer->next;
    if (!wire->ended)
        wire->ended_end = &wire->ended;
    return transfer;
}

#include "publish/place.h"

#include "base/file.h"
#include "publish/rsync.h"
#include "publish/shelf.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK ".lobby-lock"

bool place_is_remote(const char *destination)
{
    size_t head = strcspn(destination, ":/");
    return head > 0 && destination[head] == ':';
}

/* rsync takes "HOST:PATH" for ssh; its own protocol and web addresses are something else. */
static bool remote_ok(const char *destination, struct refusal *why)
{
    const char *colon = strchr(destination, ':');
    if (strncmp(colon, "://", 3) == 0)
        return refuse(why, "destination",
                      "%s: nothing can be written to an address; give a folder, or HOST:/FOLDER of the web "
                      "server",
                      destination);
    bool ok = destination[0] != '-' && colon[1] != '\0' && colon[1] != ':';
    for (const char *c = destination; ok && c < colon; c++)
        ok = isalnum((unsigned char)*c) || strchr("._-@", *c);
    for (const char *c = colon; ok && *c; c++)
        ok = (unsigned char)*c >= ' ';
    return ok || refuse(why, "destination", "\"%s\" is no destination; write for example web:/srv/lobby",
                        destination);
}

/* One folder for each remote place, with a name that can be read. */
static const char *copy_of(const char *remote, const char *keys_folder, struct arena *arena)
{
    char *name = arena_strdup(arena, remote);
    uint32_t hash = 2166136261u; /* FNV-1a: two places that read alike stay apart */
    for (char *c = name; c && *c; c++) {
        hash = (hash ^ (unsigned char)*c) * 16777619u;
        if (!isalnum((unsigned char)*c) && *c != '.' && *c != '-')
            *c = '_';
    }
    return name ? arena_printf(arena, "%s/publications/%.60s-%08x", keys_folder, name, hash) : NULL;
}

static bool make_folder(const char *path, struct arena *arena, struct refusal *why)
{
    char *copy = arena_strdup(arena, path);
    if (!copy)
        return shelf_no_memory(why);
    for (char *at = copy + 1;; at++) {
        bool end = *at == '\0';
        if (!end && *at != '/')
            continue;
        *at = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            return refuse(why, "destination", "%s: %s; look at its permissions", copy, strerror(errno));
        if (end)
            return true;
        *at = '/';
    }
}

static bool lock(struct place *place, struct refusal *why)
{
    struct err err;
    AUTO_CLOSE int folder = file_open_folder(place->folder, &err);
    if (folder < 0)
        return refuse(why, "destination", "%s; give a folder", err.text);
    place->lock = openat(folder, LOCK, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (place->lock < 0)
        return refuse(why, "destination", "%s/" LOCK ": %s; look at its permissions", place->folder,
                      strerror(errno));
    if (flock(place->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno == EWOULDBLOCK)
        return refuse(why, "busy", "somebody is publishing to %s right now; try again when that has ended",
                      place->remote ? place->remote : place->folder);
    return refuse(why, "destination", "%s/" LOCK ": %s", place->folder, strerror(errno));
}

bool place_open(struct place *place, const char *destination, const char *keys_folder, struct arena *arena,
                struct refusal *why)
{
    *place = (struct place){.lock = -1};
    bool remote = place_is_remote(destination);
    if (remote && !remote_ok(destination, why))
        return false;
    place->remote = remote ? arena_strdup(arena, destination) : NULL;
    place->folder = remote ? copy_of(destination, keys_folder, arena) : arena_strdup(arena, destination);
    if (!place->folder || (remote && !place->remote))
        return shelf_no_memory(why);
    return make_folder(place->folder, arena, why) && lock(place, why);
}

void place_close(struct place *place)
{
    if (place->lock >= 0)
        close(place->lock);
    place->lock = -1;
}

/* --- copies --- */

/* How every copy is made: times kept, whole files only, readable for the web server, no word of the place
 * read by a shell there, folders made. A file gets its name when all of it is there; that is rsync's way. */
#define USUAL "-t", "--secluded-args", "--whole-file", "--chmod=D755,F644", "--timeout=60"

static bool run(const struct place *place, const char *const *words, bool down, const char *input,
                size_t length, rsync_percent_fn *percent, void *arg, struct refusal *why)
{
    AUTO_FREE char *here = NULL, *there = NULL;
    if (asprintf(&here, "%s/", place->folder) < 0)
        here = NULL;
    if (asprintf(&there, "%s/", place->remote) < 0)
        there = NULL;
    if (!here || !there)
        return shelf_no_memory(why);
    return rsync_run(words, down ? there : here, down ? here : there, input, length, percent, arg, why);
}

/* Nothing is there: what this copy remembers of it is over. */
static void forget(const struct place *place)
{
    static const char *const names[] = {"release.yaml", "release.yaml.minisig", "keyring.yaml",
                                        "keyring.yaml.minisig"};
    struct err err;
    AUTO_CLOSE int folder = file_open_folder(place->folder, &err);
    for (size_t i = 0; folder >= 0 && i < sizeof names / sizeof names[0]; i++)
        unlinkat(folder, names[i], 0);
}

bool place_fetch(const struct place *place, struct refusal *why)
{
    static const char *const words[] = {USUAL,
                                        "-r",
                                        "--delete",
                                        "--max-size=100k",
                                        "--include=/keyring.yaml*",
                                        "--include=/release.yaml*",
                                        "--include=/keyrings/",
                                        "--include=/keyrings/*.yaml",
                                        "--include=/keyrings/*.yaml.minisig",
                                        "--include=/releases/",
                                        "--include=/releases/*.yaml",
                                        "--include=/releases/*.yaml.minisig",
                                        "--exclude=*",
                                        NULL};
    if (!place->remote)
        return true;
    if (run(place, words, true, NULL, 0, NULL, NULL, why))
        return true;
    if (!refused_for(why, "not-found"))
        return false;
    forget(place);
    return true;
}

static void percent(void *arg, int done)
{
    const struct publish_asker *asker = arg;
    if (asker && asker->progress)
        asker->progress(asker->arg, PUBLISH_COPIES, (uint64_t)done, 100);
}

bool place_send_objects(const struct place *place, const char *const *paths, size_t count,
                        const struct publish_asker *asker, struct refusal *why)
{
    static const char *const words[] = {
        USUAL, "--mkpath", "--ignore-existing", "--files-from=-", "--from0", "--info=progress2", NULL};
    if (!place->remote)
        return true;
    size_t length = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        length += strlen(paths[i]) + 1;
    AUTO_FREE char *list = malloc(length + 1);
    if (!list)
        return shelf_no_memory(why);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(paths[i]) + 1;
        memcpy(list + at, paths[i], size);
        at += size;
    }
    return run(place, words, false, list, length, percent, (void *)(uintptr_t)asker, why);
}

bool place_send_numbered(const struct place *place, struct refusal *why)
{
    static const char *const words[] = {USUAL,
                                        "-r",
                                        "--mkpath",
                                        "--ignore-existing",
                                        "--include=/keyrings/",
                                        "--include=/keyrings/*.yaml",
                                        "--include=/keyrings/*.yaml.minisig",
                                        "--include=/releases/",
                                        "--include=/releases/*.yaml",
                                        "--include=/releases/*.yaml.minisig",
                                        "--exclude=*",
                                        NULL};
    return !place->remote || run(place, words, false, NULL, 0, NULL, NULL, why);
}

bool place_send(const struct place *place, const char *kind, struct refusal *why)
{
    /* The statement is what counts: its signature lies beside the numbered copy already. */
    static const char *const ends[] = {".yaml", ".yaml.minisig"};
    /* Another publisher may have written one of the same length within the same second. */
    static const char *const words[] = {USUAL,     "--mkpath", "--ignore-times", "--files-from=-",
                                        "--from0", NULL};
    if (!place->remote)
        return true;
    for (size_t i = 0; i < 2; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s", kind, ends[i]);
        if (!run(place, words, false, name, strlen(name) + 1, NULL, NULL, why))
            return false;
    }
    return true;
}

/* Kiosk: a commit with all its objects, from a publication into the repository.
 *
 * First the commit and its folders, which are small and name everything else; then it is known what is
 * missing, and whether the disk has room for it; then the files, several at a time. What has come is kept
 * whatever happens next. The commit itself is stored last: where it is, everything else is too. */
#include "depot/child.h"
#include "depot/inventory.h"
#include "depot/kiosk.h"
#include "depot/repository.h"
#include "depot/wire.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
    TOTAL_S = 1800,
    SILENT_S = 120, /* beyond the idle time of the wire: for a slow disk to sync */
    PARALLEL = 4,
    KEEP_BYTES = 16 << 20, /* what comes is made to stay each time that so much has come */
    FILE_SLACK = 1 << 20,  /* a packed file may be larger than its content, but not by so much */
};

struct puller {
    const struct depot_pull *task;
    struct child_shared *shared;
    struct depot_pulled *pulled; /* shared with the parent */
    struct depot_progress progress;
    OstreeRepo *repo;
    struct wire *wire;
    struct inventory *pieces; /* the objects that the commit is known to have */
    GVariant *commit;
    GPtrArray *missing; /* checksums of files */
    uint64_t bytes;     /* of the objects in pieces that are here */
    uint64_t unkept;    /* bytes stored since the last repository_commit */
    struct refusal *why;
};

static void tell(struct puller *puller)
{
    puller->pulled->received = wire_received(puller->wire);
    puller->progress.bytes = puller->bytes;
    child_progress(puller->shared, &puller->progress);
}

/* Counts an object that is here now. */
static bool count(struct puller *puller, uint64_t bytes)
{
    if (bytes > puller->task->bytes - puller->bytes)
        return refuse(puller->why, "too-large",
                      "the commit has more than the %ju bytes that its statement says; publish again",
                      (uintmax_t)puller->task->bytes);
    puller->bytes += bytes;
    puller->progress.objects++;
    tell(puller);
    return true;
}

static bool expect(struct puller *puller, OstreeObjectType type, const char *checksum)
{
    inventory_add(puller->pieces, type, checksum);
    return inventory_count(puller->pieces) <= puller->task->objects ||
           refuse(puller->why, "too-large",
                  "the commit has more than the %ju objects that its statement says; publish again",
                  (uintmax_t)puller->task->objects);
}

/* Takes the checksums in the children first.. of an entry or a commit: a folder and its metadata. */
static bool expect_folder(struct puller *puller, GVariant *parent, gsize first)
{
    g_autoptr(GVariant) tree = g_variant_get_child_value(parent, first);
    g_autoptr(GVariant) meta = g_variant_get_child_value(parent, first + 1);
    char tree_checksum[DEPOT_CHECKSUM], meta_checksum[DEPOT_CHECKSUM];
    object_checksum(tree, tree_checksum);
    object_checksum(meta, meta_checksum);
    return expect(puller, OSTREE_OBJECT_TYPE_DIR_META, meta_checksum) &&
           expect(puller, OSTREE_OBJECT_TYPE_DIR_TREE, tree_checksum);
}

static bool expect_children(struct puller *puller, GVariant *tree)
{
    g_autoptr(GVariant) files = g_variant_get_child_value(tree, 0);
    g_autoptr(GVariant) folders = g_variant_get_child_value(tree, 1);
    for (gsize i = 0; i < g_variant_n_children(files); i++) {
        g_autoptr(GVariant) entry = g_variant_get_child_value(files, i);
        g_autoptr(GVariant) bytes = g_variant_get_child_value(entry, 1);
        char checksum[DEPOT_CHECKSUM];
        object_checksum(bytes, checksum);
        if (!expect(puller, OSTREE_OBJECT_TYPE_FILE, checksum))
            return false;
    }
    for (gsize i = 0; i < g_variant_n_children(folders); i++) {
        g_autoptr(GVariant) entry = g_variant_get_child_value(folders, i);
        if (!expect_folder(puller, entry, 1))
            return false;
    }
    return true;
}

/* --- the commit, folders and their metadata: one after the other --- */

static bool beat_small(void *arg, struct refusal *why)
{
    (void)why;
    tell(arg);
    return true;
}

static bool fetch_small(struct puller *puller, const struct piece *piece, GVariant **object)
{
    const struct object_path path = object_path(piece->type, piece->checksum);
    const uint64_t left = puller->task->bytes - puller->bytes;
    struct transfer transfer = {.name = path.text, .cap = MIN(left, OBJECT_METADATA_MAX), .fd = -1};
    wire_add(puller->wire, &transfer);
    bool ok = wire_next(puller->wire, beat_small, puller, puller->why) != NULL;
    puller->pulled->retry_after_s = transfer.retry_after_s;
    if (ok && !transfer.ok) {
        *puller->why = transfer.why;
        ok = false;
    }
    ok = ok && object_read(piece->type, piece->checksum, transfer.bytes, (size_t)transfer.length, object,
                           puller->why);
    wire_forget(puller->wire, &transfer);
    return ok;
}

static bool store_small(struct puller *puller, const struct piece *piece, GVariant *object)
{
    g_autofree guchar *found = NULL;
    g_autoptr(GError) error = NULL;
    puller->pulled->objects++;
    puller->pulled->bytes += g_variant_get_size(object);
    return ostree_repo_write_metadata(puller->repo, piece->type, piece->checksum, object, &found, NULL,
                                      &error) ||
           object_refuse(puller->why, "repository", "storing a folder", error);
}

/* Gets an object from the repository, or from the publication. A commit is not stored yet. */
static bool get_small(struct puller *puller, const struct piece *piece, GVariant **object)
{
    g_autoptr(GError) error = NULL;
    if (object_intact(puller->repo, piece->type, piece->checksum))
        return ostree_repo_load_variant(puller->repo, piece->type, piece->checksum, object, &error) ||
               object_refuse(puller->why, "repository", "reading a folder", error);
    return fetch_small(puller, piece, object) &&
           (piece->type == OSTREE_OBJECT_TYPE_COMMIT || store_small(puller, piece, *object));
}

static bool take_small(struct puller *puller, const struct piece *piece)
{
    g_autoptr(GVariant) object = NULL;
    if (!get_small(puller, piece, &object) || !count(puller, g_variant_get_size(object)))
        return false;
    if (piece->type == OSTREE_OBJECT_TYPE_COMMIT) {
        puller->commit = g_variant_ref(object);
        return expect_folder(puller, object, 6);
    }
    return piece->type == OSTREE_OBJECT_TYPE_DIR_META || expect_children(puller, object);
}

/* A file that is here is counted, another noted as missing. */
static bool look_for_file(struct puller *puller, const char *checksum)
{
    uint64_t size = 0;
    if (object_intact(puller->repo, OSTREE_OBJECT_TYPE_FILE, checksum))
        return object_size(puller->repo, OSTREE_OBJECT_TYPE_FILE, checksum, &size, puller->why) &&
               count(puller, size);
    g_ptr_array_add(puller->missing, g_strdup(checksum));
    tell(puller);
    return true;
}

static bool visit(void *arg, OstreeObjectType type, const char *checksum, const char *path,
                  struct refusal *why)
{
    (void)arg, (void)type, (void)checksum, (void)path, (void)why;
    return true;
}

/* Learns everything that the commit has. */
static bool survey(struct puller *puller)
{
    if (!expect(puller, OSTREE_OBJECT_TYPE_COMMIT, puller->task->commit))
        return false;
    for (guint i = 0; i < inventory_count(puller->pieces); i++) {
        const struct piece piece = *inventory_piece(puller->pieces, i); /* the list moves as it grows */
        if (piece.type == OSTREE_OBJECT_TYPE_FILE ? !look_for_file(puller, piece.checksum)
                                                  : !take_small(puller, &piece))
            return false;
    }
    /* A folder that is met on many ways is one object, but many folders on the disk: the walk has bounds. */
    return tree_walk_value(puller->repo, puller->commit, false, visit, NULL, puller->why);
}

static bool check_room(struct puller *puller)
{
    struct statvfs disk;
    if (puller->missing->len == 0)
        return true;
    if (fstatvfs(ostree_repo_get_dfd(puller->repo), &disk) < 0)
        return refuse(puller->why, "repository", "%s: %s; look at that disk", puller->task->repo,
                      strerror(errno));
    const uint64_t missing = puller->task->bytes - puller->bytes;
    const uint64_t free = (uint64_t)disk.f_bavail * disk.f_frsize, reserve = puller->task->reserve;
    if (free >= reserve && (free - reserve) / 2 >= missing)
        return true;
    return refuse(puller->why, "space",
                  "the disk has %ju bytes free, %ju are to come, and twice that and %ju more must be free; "
                  "make room on it",
                  (uintmax_t)free, (uintmax_t)missing, (uintmax_t)reserve);
}

/* --- files: several at a time --- */

struct slot {
    struct transfer transfer; /* its name is path.text */
    struct object_path path;
    const char *checksum; /* NULL: free */
};

struct files {
    struct puller *puller;
    struct slot slots[PARALLEL];
    guint next; /* of missing */
};

/* A file without a name on the disk of the repository. */
static int open_nameless(OstreeRepo *repo)
{
    const int fd = openat(ostree_repo_get_dfd(repo), "tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
        return fd;
    char name[] = "tmp/.pull";
    unlinkat(ostree_repo_get_dfd(repo), name, 0);
    const int named = openat(ostree_repo_get_dfd(repo), name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (named >= 0)
        unlinkat(ostree_repo_get_dfd(repo), name, 0);
    return named;
}

static void finish_slot(struct files *files, struct slot *slot)
{
    if (!slot->checksum)
        return;
    wire_forget(files->puller->wire, &slot->transfer);
    file_close_p(&slot->transfer.fd);
    slot->checksum = NULL;
}

static bool fill_slots(struct files *files)
{
    struct puller *puller = files->puller;
    for (int i = 0; i < PARALLEL && files->next < puller->missing->len; i++) {
        struct slot *slot = &files->slots[i];
        if (slot->checksum)
            continue;
        const int fd = open_nameless(puller->repo);
        if (fd < 0)
            return refuse(puller->why, errno == ENOSPC ? "space" : "repository",
                          "%s: %s; make room on that disk, or look at it", puller->task->repo,
                          strerror(errno));
        slot->checksum = puller->missing->pdata[files->next++];
        slot->path = object_path(OSTREE_OBJECT_TYPE_FILE, slot->checksum);
        slot->transfer = (struct transfer){
            .name = slot->path.text, .cap = puller->task->bytes - puller->bytes + FILE_SLACK, .fd = fd};
        wire_add(puller->wire, &slot->transfer);
    }
    return true;
}

/* All that is under way together has no more room than what is left. */
static bool beat_files(void *arg, struct refusal *why)
{
    const struct files *files = arg;
    struct puller *puller = files->puller;
    uint64_t under_way = 0;
    for (int i = 0; i < PARALLEL; i++)
        if (files->slots[i].checksum)
            under_way += files->slots[i].transfer.length;
    tell(puller);
    return under_way <= puller->task->bytes - puller->bytes + FILE_SLACK ||
           refuse(why, "too-large", "more comes than the %ju bytes that the statement says; publish again",
                  (uintmax_t)puller->task->bytes);
}

static bool keep(struct puller *puller)
{
    puller->unkept = 0;
    return repository_commit(puller->repo, puller->why) && repository_begin(puller->repo, puller->why);
}

static bool take_file(struct files *files, struct slot *slot)
{
    struct puller *puller = files->puller;
    const struct transfer *transfer = &slot->transfer;
    uint64_t size = 0;
    if (!transfer->ok) {
        *puller->why = transfer->why;
        puller->pulled->retry_after_s = transfer->retry_after_s;
        return false;
    }
    if (!object_check_file(transfer->fd, transfer->length, slot->checksum,
                           puller->task->bytes - puller->bytes, &size, puller->why) ||
        !object_store_file(puller->repo, transfer->fd, transfer->length, slot->checksum, puller->why) ||
        !count(puller, size))
        return false;
    puller->pulled->objects++;
    puller->pulled->bytes += size;
    puller->unkept += size;
    return puller->unkept < KEEP_BYTES || keep(puller);
}

static bool take_next(struct files *files)
{
    if (!fill_slots(files))
        return false;
    struct transfer *ended = wire_next(files->puller->wire, beat_files, files, files->puller->why);
    if (!ended)
        return false;
    struct slot *slot = (struct slot *)ended; /* its first member */
    const bool ok = take_file(files, slot);
    finish_slot(files, slot);
    return ok;
}

static bool fetch_files(struct puller *puller)
{
    struct files files = {.puller = puller};
    bool ok = true;
    for (guint taken = 0; ok && taken < puller->missing->len; taken++)
        ok = take_next(&files);
    for (int i = 0; i < PARALLEL; i++)
        finish_slot(&files, &files.slots[i]);
    return ok;
}

/* --- the whole --- */

static bool store_commit(struct puller *puller)
{
    g_autofree guchar *found = NULL;
    g_autoptr(GError) error = NULL;
    return repository_begin(puller->repo, puller->why) &&
           (ostree_repo_write_metadata(puller->repo, OSTREE_OBJECT_TYPE_COMMIT, puller->task->commit,
                                       puller->commit, &found, NULL, &error) ||
            object_refuse(puller->why, "repository", "storing the commit", error)) &&
           repository_commit(puller->repo, puller->why);
}

/* Runs in a child, which ends afterwards: what is not freed here is freed by that. */
static bool pull(struct child_shared *shared, const void *arg, struct refusal *why)
{
    const struct depot_pull *task = arg;
    struct puller puller = {.task = task, .shared = shared, .pulled = child_result(shared), .why = why};
    puller.progress.bytes_total = task->bytes;
    puller.progress.objects_total = task->objects;
    puller.pieces = inventory_create();
    puller.missing = g_ptr_array_new();
    puller.wire = wire_open(&task->source, TOTAL_S, why);
    if (!puller.wire)
        return false;
    puller.repo = repository_open(task->repo, OSTREE_REPO_MODE_BARE_USER_ONLY, true, why);
    if (!puller.repo || !repository_begin(puller.repo, why))
        return false;
    bool ok = survey(&puller) && check_room(&puller) && fetch_files(&puller);
    tell(&puller);
    struct refusal beside;
    ok &= repository_commit(puller.repo, ok ? why : &beside);
    return ok && store_commit(&puller);
}

bool depot_pull(const struct depot_pull *task, struct depot_pulled *pulled, struct refusal *why)
{
    *pulled = (struct depot_pulled){0};
    if (!depot_checksum_ok(task->commit))
        return refuse(why, "object", "\"%s\": it is no commit's name", task->commit);
    const unsigned idle_s = task->source.idle_s ? task->source.idle_s : 30;
    const unsigned total_s = task->source.total_s ? task->source.total_s : TOTAL_S;
    const struct child_limits limits = {.file_bytes = task->bytes + FILE_SLACK + OBJECT_METADATA_MAX,
                                        .silent_s = idle_s + SILENT_S,
                                        .total_s = total_s + SILENT_S};
    return child_run(&limits, pull, task, pulled, sizeof *pulled, task->progress, task->arg, why);
}

/* A kiosk's disk that is full, or becomes full at any point of a pull: refused as "space", the old content
 * stays, and with room again it goes on. The disk is a small one in memory that only this process sees. */
#include "place.h"
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { DISK = 2 << 20, SKIPPED = 77 };

static struct place place;
static char disk[] = "/tmp/lobby-depot-disk-XXXXXX";

/* Fills the disk but for so many bytes. */
static void fill(size_t leave)
{
    static const char block[4096];
    char path[PATH_SIZE];
    struct statvfs info;
    path_join(path, disk, "filler");
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    while (fstatvfs(fd, &info) == 0 && info.f_bavail * info.f_frsize > leave &&
           write(fd, block, sizeof block) > 0)
        ;
    close(fd);
}

static void make_room(void)
{
    char path[PATH_SIZE];
    path_join(path, disk, "filler");
    unlink(path);
}

static void change_content(unsigned round)
{
    for (unsigned i = 0; i < 6; i++) {
        char name[64];
        snprintf(name, sizeof name, "images/%u/%u.jpg", i % 3, i);
        write_noise(place.content, name, 30000 + i, round * 100 + i);
    }
}

static void check_out(const char *commit, const char *content)
{
    struct refusal why = {0};
    char folder[PATH_SIZE];
    path_join(folder, disk, "look");
    accepted(depot_checkout(place.repo, commit, folder, &why), &why);
    assert_true(same_tree(content, folder));
    remove_tree(folder);
}

static int set_up(void **state)
{
    (void)state;
    place_create(&place);
    strcpy(place.state, disk);
    path_join(place.repo, disk, "repo");
    place_fill(&place);
    place_publish(&place);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    make_room();
    remove_tree(place.repo);
    place_remove(&place);
    return 0;
}

static void too_little_room_is_seen_before(void **state)
{
    (void)state;
    struct depot_pulled pulled;
    struct refusal why = {0};
    fill(150000); /* for 50 kB of content: twice that is free */
    struct depot_pull task = place_task(&place, place.publication);
    task.reserve = 100000;
    refused(depot_pull(&task, &pulled, &why), &why, "space");
    assert_true(pulled.received < 5000); /* the folders only */
    make_room();
    fill(90000); /* they come packed first, and are unpacked then */
    task.reserve = 0;
    refused(depot_pull(&task, &pulled, &why), &why, "space");
    assert_true(pulled.received < 5000);
    make_room();
    fill(150000);
    task.reserve = 10000;
    accepted(depot_pull(&task, &pulled, &why), &why);
    task.reserve = 60000; /* nothing is missing any more: only the reserve counts */
    accepted(depot_pull(&task, &pulled, &why), &why);
}

static void a_full_disk_from_the_start(void **state)
{
    (void)state;
    struct depot_pulled pulled;
    struct refusal why = {0};
    for (size_t leave = 0; leave <= 40960; leave += 4096) {
        fill(leave);
        const struct depot_pull task = place_task(&place, place.publication);
        refused(depot_pull(&task, &pulled, &why), &why, "space");
        make_room();
    }
    place_pull(&place);
    check_out(place.commit, place.content);
}

struct plan {
    unsigned at;  /* this request */
    size_t leave; /* finds so much of the disk left */
};

static bool fill_at(struct server *server, int fd, const char *path)
{
    (void)fd, (void)path;
    const struct plan *plan = server->script;
    if (atomic_load(&server->requests) == plan->at)
        fill(plan->leave);
    return false;
}

static void a_disk_that_becomes_full_at_any_request(void **state)
{
    (void)state;
    char first[DEPOT_CHECKSUM], old[PATH_SIZE];
    unsigned refusals = 0;
    place_pull(&place);
    strcpy(first, place.commit);
    path_join(old, place.root, "old");
    copy_tree(place.content, old);
    for (unsigned at = 1; at <= 12; at++)
        for (size_t leave = 0; leave <= 81920; leave += 40960) {
            change_content(at * 3 + (unsigned)leave);
            place_publish(&place);
            const struct plan plan = {at, leave};
            struct server *server =
                server_start(&(struct server){.folder = place.publication, .rule = fill_at, .script = &plan});
            struct depot_pulled pulled;
            struct refusal why = {0};
            struct depot_pull task = place_task(&place, server->url);
            task.source.allow_http = true;
            if (!depot_pull(&task, &pulled, &why)) {
                refused(false, &why, "space");
                refusals++;
                make_room();
                check_out(first, old);
                accepted(depot_pull(&task, &pulled, &why), &why);
            }
            server_stop(server);
            make_room();
            check_out(place.commit, place.content);
            accepted(depot_prune(place.repo, &(const char *){first}, 1, NULL, &why), &why);
        }
    print_message("%u of 36 refused\n", refusals);
    assert_true(refusals > 20);
}

static void a_full_disk_can_be_pruned(void **state)
{
    (void)state;
    struct refusal why = {0};
    uint64_t freed = 0;
    char folder[PATH_SIZE];
    place_pull(&place);
    change_content(1);
    run("rm -r '%s'/images/deep", place.content);
    place_publish(&place);
    place_pull(&place);
    path_join(folder, disk, "look");
    fill(0);
    if (!depot_checkout(place.repo, place.commit, folder, &why)) /* hard links may need no room */
        refused(false, &why, "space");
    const char *keep = place.commit;
    accepted(depot_prune(place.repo, &keep, 1, &freed, &why), &why);
    assert_true(freed > 40000);
    make_room();
    remove_tree(folder);
    check_out(place.commit, place.content);
}

/* A disk of our own; false where that is not allowed. */
static bool mount_disk(void)
{
    const uid_t uid = geteuid();
    char map[64];
    if (!mkdtemp(disk) || unshare(CLONE_NEWNS | (uid == 0 ? 0 : CLONE_NEWUSER)) < 0)
        return false;
    if (uid != 0) {
        snprintf(map, sizeof map, "0 %u 1", uid);
        const int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
        if (fd < 0 || write(fd, map, strlen(map)) < 0)
            return false;
        close(fd);
    }
    snprintf(map, sizeof map, "size=%d,mode=0700", DISK);
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", disk, "tmpfs", 0, map) == 0;
}

int main(void)
{
    if (!mount_disk()) {
        printf("skipped: no file system can be mounted here: %s\n", strerror(errno));
        rmdir(disk);
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(too_little_room_is_seen_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_from_the_start, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_disk_that_becomes_full_at_any_request, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_can_be_pruned, set_up, tear_down),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    umount2(disk, MNT_DETACH);
    rmdir(disk);
    return failed;
}

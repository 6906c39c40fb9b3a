/* lobby-update on real disks: a small one in memory that only this process sees, full from the beginning or
 * from any call on, write-protected, missing; and content that must keep to its bound. */
#include "rounds.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cmocka.h>

/* 16 MiB must stay free for others (src/update/install.c). */
enum {
    DISK = 20 << 20,
    RESERVE = 16 << 20,
    LARGE_DISK = 160 << 20,
    SKIPPED = 77,
    PAGE = 4096,
    STEADY = 4,
    SMALL_KIB = 512
};

static bool mount_disk(unsigned long flags, int bytes)
{
    char options[64];
    snprintf(options, sizeof options, "size=%d,mode=0755", bytes);
    return mount("none", "state", "tmpfs", flags, options) == 0;
}

static bool enter_namespace(void)
{
    const uid_t uid = geteuid();
    char map[64];
    if (unshare(CLONE_NEWNS | (uid == 0 ? 0 : CLONE_NEWUSER)) < 0)
        return false;
    if (uid != 0) {
        snprintf(map, sizeof map, "0 %u 1", uid);
        int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
        bool mapped = fd >= 0 && write(fd, map, strlen(map)) > 0;
        close(fd);
        if (!mapped)
            return false;
    }
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* An update of the kiosk as it was, during which the disk is filled before a call (1: from the beginning) so
 * that so many bytes are left. NULL, or what is wrong. */
static const char *update_with(unsigned at, unsigned long leave, struct rounds_tally *tally)
{
    runs(0, "find state -mindepth 1 -delete && cp -a kept/. state && rm -rf run && cp -a kept-run run");
    faults_reset();
    faults_plan->how = PLAN_FILL;
    faults_plan->at = at;
    faults_plan->leave = leave;
    snprintf(faults_plan->filler, sizeof faults_plan->filler, "%s/state/filler", faults_folder);
    struct faults_end end = faults_run(rounds_update, FAULTS_NOBODY, 0);
    const char *fault = rounds_judge(&end, " disk space ", tally);
    runs(0, "rm -f state/filler*");
    return fault ? fault : rounds_complete(false);
}

static void must(const char *fault, unsigned at, unsigned long leave)
{
    if (fault)
        fail_msg("call %u, %lu bytes left: %s; it said: %s", at, leave, fault, faults_said);
}

static void print_tally(const char *name, const struct rounds_tally *tally)
{
    print_message("%s: %u tried, %u refused (%u of them when it had its name), %u did not matter\n", name,
                  tally->tried, tally->refused, tally->late, tally->passed);
}

static void a_disk_that_is_full_from_the_beginning(void **state)
{
    (void)state;
    struct rounds_tally tally = {0};
    for (unsigned long leave = 0; leave < RESERVE; leave = leave ? leave * 4 : PAGE)
        must(update_with(1, leave, &tally), 1, leave);
    must(update_with(1, RESERVE - PAGE, &tally), 1, RESERVE - PAGE);
    assert_int_equal(tally.passed, 0);
    must(update_with(1, RESERVE + 64 * PAGE, &tally), 1, RESERVE + 64 * PAGE);
    assert_int_equal(tally.passed, 1);
    print_tally("full from the beginning", &tally);
}

static void a_disk_that_becomes_full_at_any_call(void **state)
{
    (void)state;
    struct rounds_tally tally = {0};
    static const unsigned long leaves[] = {0, PAGE, 3 * PAGE};
    unsigned at = 1, turn = 0;
    do
        must(update_with(at, leaves[turn % 3], &tally), at, leaves[turn % 3]);
    while (faults_plan->taken >= at && (at += 4, ++turn, at < PLAN_CALLS_MAX));
    print_tally("full from a call on", &tally);
    assert_true(tally.refused >= 5 && tally.passed >= 1);
}

static void a_disk_that_is_write_protected(void **state)
{
    (void)state;
    struct rounds_tally tally = {0};
    runs(0, "find state -mindepth 1 -delete && cp -a kept/. state");
    faults_reset();
    assert_true(mount_disk(MS_REMOUNT | MS_RDONLY, DISK));
    struct faults_end end = faults_run(rounds_update, FAULTS_NOBODY, 0);
    must(rounds_judge(&end, " state disk ", &tally), 0, 0);
    assert_int_equal(tally.refused, 1);
    assert_int_equal(rounds_look(), SHOWN_OLD);
    assert_true(mount_disk(MS_REMOUNT, DISK));
    must(rounds_complete(true), 0, 0);
}

static void a_state_folder_that_is_not_there(void **state)
{
    (void)state;
    runs(0, "sed 's#^state: .*#state: '$PWD/none/state'#' kiosk.yaml > none.yaml");
    runs(1, LOBBY_UPDATE " --once -c none.yaml");
    said("error: state: ");
    said("; ");
    runs(0, "grep -q '\"code\": \"state\"' run/update.json && mkdir none");
    runs(0, LOBBY_UPDATE " --once -c none.yaml && diff -r none/state/generations/1-* new && rm -rf none");
}

/* A picture of so many bytes, most of which nobody looks at (comments), other ones each time. */
static void write_picture(const char *path, unsigned kib, uint64_t seed)
{
    enum { COMMENT = 65535 };
    static unsigned char bytes[2 + COMMENT], picture[1 << 20];
    snprintf((char *)bytes, sizeof bytes, "%s/images/phantom.jpg", LOBBY_CONTENT);
    FILE *in = fopen((char *)bytes, "rb"), *out = fopen(path, "wb");
    assert_true(in && out);
    size_t length = fread(picture, 1, sizeof picture, in);
    fclose(in);
    fwrite(picture, 1, 2, out);
    for (unsigned i = 0; i < kib / 64; i++) {
        for (size_t at = 0; at < sizeof bytes; at++)
            bytes[at] = (unsigned char)faults_random(&seed);
        memcpy(bytes, "\377\376\377\377", 4);
        fwrite(bytes, 1, sizeof bytes, out);
    }
    fwrite(picture + 2, 1, length - 2, out);
    assert_int_equal(fclose(out), 0);
}

/* Publishes so many versions with pictures of that size, one after the other; at the end of each there must
 * be so many generations, and no more on the disk. What was published long ago is not kept. */
static void publish_many(unsigned count, unsigned kib, unsigned generations, unsigned long most_kib)
{
    unsigned long peak = 0, size = 0;
    for (unsigned number = 1; number <= count; number++) {
        rounds_next();
        runs(0, "rm -rf pub/* && mkdir new/images");
        write_picture("new/images/a.jpg", kib / 2, number);
        write_picture("new/images/b.jpg", kib / 2, number + count);
        runs(0, "for i in a b; do printf \"layout: photo\\ntitle: $i\\nimage: {file: images/$i.jpg, alt: A "
                "picture}\\n\" > new/slides/$i.yaml; done && " FAULTS_PUBLISHER " new pub");
        runs(0, "du -sk new");
        size = strtoul(stand_said, NULL, 10);
        must(rounds_complete(true), number, 0);
        runs(0, "ls state/generations | wc -l");
        unsigned kept = (unsigned)strtoul(stand_said, NULL, 10);
        unsigned long used = rounds_used();
        if (number <= STEADY)
            continue;
        peak = used > peak ? used : peak;
        assert_int_equal(kept, generations);
    }
    print_message("%u publications of %lu KiB: %u generations, %lu KiB on the disk at most\n", count, size,
                  generations, peak);
    assert_in_range(peak, size * generations, size * generations + SMALL_KIB);
    assert_true(peak <= most_kib);
}

/* Three, and the one on trial. */
static void older_generations_go(void **state)
{
    (void)state;
    assert_true(mount_disk(MS_REMOUNT, LARGE_DISK));
    publish_many(30, 256, 4, LARGE_DISK / 1024);
}

/* 50 MB, the least that can be set, have room for three of 15. */
static void the_disk_keeps_to_its_bound(void **state)
{
    (void)state;
    runs(0, "sed -i 's#^update:#update:\\n  disk: 50 MB#' kiosk.yaml");
    publish_many(8, 14 * 1024, 3, 50 * 1000 * 1000 / 1024);
}

static int set_up(void **state)
{
    rounds_set_up(state);
    runs(0, "mv state kept && mkdir state && cp -a run kept-run");
    assert_true(mount_disk(0, DISK));
    return 0;
}

static int tear_down(void **state)
{
    umount2("state", MNT_DETACH);
    return rounds_tear_down(state);
}

int main(void)
{
    if (!enter_namespace()) {
        printf("skipped: no file system can be mounted here: %s\n", strerror(errno));
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disk_that_is_full_from_the_beginning),
        cmocka_unit_test(a_disk_that_becomes_full_at_any_call),
        cmocka_unit_test(a_disk_that_is_write_protected),
        cmocka_unit_test(a_state_folder_that_is_not_there),
        cmocka_unit_test(older_generations_go),
        cmocka_unit_test(the_disk_keeps_to_its_bound),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

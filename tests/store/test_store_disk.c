/* Real disks, as far as a test may make them: full ones of every small size, read-only ones, ones that belong
 * to somebody else. In a mount namespace of its own; where the system grants none, the tests are skipped. */
#include "ground.h"

#include "base/file.h"
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, AMPLE = 256 };

static bool granted; /* a namespace in which disks can be mounted */

static void write_map(const char *path, const char *format, unsigned id)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return;
    fprintf(out, format, id);
    fclose(out);
}

static void enter_namespace(void)
{
    unsigned user = getuid(), group = getgid();
    granted = unshare(CLONE_NEWNS) == 0;
    if (!granted && unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
        write_map("/proc/self/setgroups", "deny", 0);
        write_map("/proc/self/uid_map", "0 %u 1", user);
        write_map("/proc/self/gid_map", "0 %u 1", group);
        granted = true;
    }
    granted = granted && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

struct scene {
    struct ground ground;
    char *disk, *state;
};

static void resize(const struct scene *scene, unsigned long flags, unsigned pages)
{
    char options[64];
    snprintf(options, sizeof options, "size=%u", pages * PAGE);
    assert_int_equal(mount("tmpfs", scene->disk, "tmpfs", flags, options), 0);
}

static int before(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    ground_start(&scene->ground);
    assert_true(asprintf(&scene->disk, "%s/disk", scene->ground.root) > 0);
    assert_true(asprintf(&scene->state, "%s/state", scene->disk) > 0);
    assert_int_equal(mkdir(scene->disk, 0755), 0);
    *state = scene;
    return 0;
}

static int after(void **state)
{
    struct scene *scene = *state;
    umount2(scene->disk, MNT_DETACH);
    ground_finish(&scene->ground);
    free(scene->disk);
    free(scene->state);
    free(scene);
    return 0;
}

static unsigned pages_used(const struct scene *scene)
{
    unsigned pages = 1;
    /* tmpfs refuses to become smaller than what lies in it. */
    for (;; pages++) {
        char options[64];
        snprintf(options, sizeof options, "size=%u", pages * PAGE);
        if (mount("tmpfs", scene->disk, "tmpfs", MS_REMOUNT, options) == 0)
            return pages;
    }
}

/* How far an update gets with so many free pages, and what stands there then. */
static bool update_with(const struct scene *scene, unsigned free_pages)
{
    const struct store_id first = ground_id(1, 'a'), second = ground_id(2, 'a');
    resize(scene, 0, AMPLE);
    assert_true(ground_publish(scene->state, &first));
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 1);
    resize(scene, MS_REMOUNT, pages_used(scene) + free_pages);
    bool adopted = ground_publish(scene->state, &second);
    int64_t shown = ground_show(scene->state, STORE_UNJUDGED);
    assert_true(shown == 1 ||
                (shown == 2 && adopted)); /* what is there may be too little to try the second */
    resize(scene, MS_REMOUNT, AMPLE);
    assert_true(ground_publish(scene->state, &second));
    assert_true(ground_tidy(scene->state));
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 2);
    assert_int_equal(ground_show(scene->state, STORE_UNJUDGED), 2);
    assert_int_equal(umount(scene->disk), 0);
    return adopted;
}

static void a_full_disk_of_any_size_keeps_the_old_one(void **state)
{
    if (!granted)
        skip();
    unsigned pages = 0, failed = 0;
    while (!update_with(*state, pages)) {
        pages++;
        failed++;
        assert_true(pages < AMPLE / 2);
    }
    print_message("an update needs %u free pages; with fewer, the old content stayed, %u times\n", pages,
                  failed);
    assert_true(failed >= 3); /* a page for each of two files, and one beside what is replaced */
    for (unsigned more = 1; more < 4; more++)
        assert_true(update_with(*state, pages + more));
}

static void a_full_disk_leaves_the_kiosk_with_the_good_one(void **state)
{
    if (!granted)
        skip();
    const struct scene *scene = *state;
    const struct store_id first = ground_id(1, 'a'), second = ground_id(2, 'a');
    resize(scene, 0, AMPLE);
    assert_true(ground_publish(scene->state, &first));
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 1);
    assert_true(ground_publish(scene->state, &second));
    resize(scene, MS_REMOUNT, pages_used(scene));
    for (int i = 0; i < 3; i++)
        assert_int_equal(ground_show(scene->state, STORE_GOOD), 1);
    resize(scene, MS_REMOUNT, AMPLE);
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 2);
}

static void a_read_only_disk_shows_the_good_one_and_tries_nothing(void **state)
{
    if (!granted)
        skip();
    const struct scene *scene = *state;
    const struct store_id first = ground_id(1, 'a'), second = ground_id(2, 'a'), third = ground_id(3, 'a');
    resize(scene, 0, AMPLE);
    assert_true(ground_publish(scene->state, &first));
    resize(scene, MS_REMOUNT | MS_RDONLY, AMPLE);
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 0); /* never found good, and cannot be tried */
    resize(scene, MS_REMOUNT, AMPLE);
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 1);
    assert_true(ground_publish(scene->state, &second));
    resize(scene, MS_REMOUNT | MS_RDONLY, AMPLE);
    struct store_kiosk *kiosk = ground_kiosk(scene->state);
    struct ground_shown shown;
    ground_take(kiosk, &shown);
    assert_int_equal(shown.kind, GROUND_GOOD);
    assert_int_equal(shown.id.version, 1);
    assert_false(ground_pending(kiosk));
    assert_false(ground_judge(kiosk, STORE_BAD)); /* not written, but it goes by it */
    ground_take(kiosk, &shown);
    assert_int_equal(shown.kind, GROUND_NOTHING);
    ground_end(kiosk, true);
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 1);
    assert_false(ground_publish(scene->state, &third));
    resize(scene, MS_REMOUNT, AMPLE);
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 2);
}

/* Whom permissions mean something to. */
static void as_nobody(void)
{
    enum { NOBODY = 65534 };
    if (getuid() == 0)
        assert_int_equal(setuid(NOBODY), 0);
}

static bool in_child(const struct scene *scene, bool (*act)(const struct scene *scene))
{
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        as_nobody();
        _exit(act(scene) ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool finds_nothing(const struct scene *scene)
{
    const struct store_id first = ground_id(1, 'a');
    return ground_show(scene->state, STORE_GOOD) == 0 && !ground_publish(scene->state, &first);
}

static void a_folder_of_somebody_else_is_like_none(void **state)
{
    const struct scene *scene = *state;
    const struct store_id first = ground_id(1, 'a');
    assert_true(ground_publish(scene->state, &first));
    assert_int_equal(ground_show(scene->state, STORE_GOOD), 1);
    assert_int_equal(chmod(scene->state, 0), 0);
    assert_true(in_child(scene, finds_nothing));
    assert_int_equal(chmod(scene->state, 0755), 0);
    assert_int_equal(ground_show(scene->state, STORE_UNJUDGED), 1);
}

/* Staff may publish folders that nobody may write. */
static bool locked_generations_go(const struct scene *scene)
{
    for (int64_t version = 1; version <= 6; version++) {
        const struct store_id id = ground_id(version, 'a');
        char name[STORE_NAME_TEXT];
        AUTO_FREE char *folder = NULL, *slides = NULL;
        store_id_name(&id, name);
        if (!ground_publish(scene->state, &id) || ground_show(scene->state, STORE_GOOD) != version ||
            asprintf(&folder, "%s/generations/%s", scene->state, name) < 0 ||
            asprintf(&slides, "%s/slides", folder) < 0)
            return false;
        if (chmod(slides, version % 2 ? 0 : 0555) != 0)
            return false;
    }
    AUTO_FREE char *generations = NULL;
    return asprintf(&generations, "%s/generations", scene->state) > 0 && ground_count(generations) == 4;
}

static void what_is_write_protected_can_be_removed(void **state)
{
    const struct scene *scene = *state;
    assert_int_equal(chmod(scene->ground.root, 0755) + chmod(scene->disk, 0777), 0);
    assert_true(in_child(scene, locked_generations_go));
}

int main(void)
{
    log_start("test", LOG_LEVEL_ERROR);
    enter_namespace();
#define TEST(name) cmocka_unit_test_setup_teardown(name, before, after)
    const struct CMUnitTest tests[] = {
        TEST(a_full_disk_of_any_size_keeps_the_old_one),
        TEST(a_full_disk_leaves_the_kiosk_with_the_good_one),
        TEST(a_read_only_disk_shows_the_good_one_and_tries_nothing),
        TEST(a_folder_of_somebody_else_is_like_none),
        TEST(what_is_write_protected_can_be_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

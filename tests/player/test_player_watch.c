/* Every way in which people and programs change a folder is noticed, and nothing else wakes anybody. */
#include "player/watch.h"

#include "base/log.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The kernel tells at once; this is for a machine that is busy elsewhere. */
enum { SOON_MS = 2000, QUIET_MS = 30 };

/* In a folder of its own, "site": content, and what else lies around there. */
struct ground {
    char site[64];
    char content[96];
};

static void sh(const struct ground *ground, const char *command)
{
    char line[1024];
    snprintf(line, sizeof line, "cd '%s' && { %s; }", ground->site, command);
    if (system(line) != 0)
        fail_msg("%s", line);
}

static void open_ground(struct ground *ground, const char *path)
{
    strcpy(ground->site, "/tmp/lobby-watch-XXXXXX");
    assert_non_null(mkdtemp(ground->site));
    snprintf(ground->content, sizeof ground->content, "%s/%s", ground->site, path);
    sh(ground,
       "mkdir -p real/slides real/pages real/images other/slides deep/er; echo 1 >real/lobby.yaml; "
       "echo 1 >real/slides/a.yaml; echo 1 >other/slides/a.yaml; ln -s real content; ln -s deep/er way; "
       "mkdir deep/er/content; echo 1 >deep/er/content/lobby.yaml; mkdir real/.git");
}

static void close_ground(struct ground *ground)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", ground->site);
    assert_int_equal(system(command), 0);
}

/* True when something that matters was told within ms; *woken: anything at all. */
static bool told(struct watch *watch, int ms, bool *woken)
{
    struct pollfd fd = {.fd = watch_fd(watch), .events = POLLIN};
    *woken = false;
    while (poll(&fd, 1, ms) > 0) {
        *woken = true;
        if (watch_take(watch))
            return true;
    }
    return false;
}

/* Watches, after a command that comes before; NULL: none. */
static struct watch *start(struct ground *ground, const char *content, const char *before)
{
    bool woken;
    open_ground(ground, content);
    struct watch *watch = watch_create(ground->content);
    assert_non_null(watch);
    watch_renew(watch);
    if (before) {
        sh(ground, before);
        (void)told(watch, QUIET_MS, &woken);
        watch_renew(watch);
        while (told(watch, QUIET_MS, &woken))
            ;
    }
    return watch;
}

struct row {
    const char *content; /* what is watched, below the site */
    const char *before;  /* a command before that; NULL: none */
    const char *change;
};

static const struct row changes[] = {
    /* files */
    {"real", NULL, "echo 2 >real/lobby.yaml"},
    {"real", NULL, "echo 2 >>real/slides/a.yaml"},
    {"real", NULL, "echo 2 >real/.new && mv real/.new real/lobby.yaml"},
    {"real", NULL, "echo 2 >real/slides/.a.swp && mv real/slides/.a.swp real/slides/a.yaml"},
    {"real", NULL, "mv real/slides/a.yaml real/slides/a.yaml~ && echo 2 >real/slides/a.yaml"},
    {"real", NULL, "rm real/slides/a.yaml"},
    {"real", NULL, "mv real/slides/a.yaml real/slides/b.yaml"},
    {"real", NULL, "mv real/slides/a.yaml ."},
    {"real", NULL, "ln real/lobby.yaml real/slides/linked.yaml"},
    {"real", NULL, "chmod a-r real/lobby.yaml"},
    {"real", NULL, "cp real/lobby.yaml real/images/x.jpg"},
    {"real", NULL, "touch real/pages/a.md"},
    /* folders below */
    {"real", NULL, "mkdir real/words"},
    {"real", NULL, "rmdir real/pages"},
    {"real", NULL, "mv real/slides real/.slides"},
    {"real", NULL, "mv real/slides gone && cp -r other/slides real/"},
    /* the folder itself */
    {"real", NULL, "mv real away"},
    {"real", NULL, "rm -rf real"},
    {"real", NULL, "mv real away && mv other real"},
    {"real", "mv real away", "mv other real"},
    {"real", "mv real away", "mkdir real"},
    {"real/", NULL,
     "mv other .new && mv --exchange .new real 2>/dev/null || { mv real away; mv .new real; }"},
    {"./real/../real/.", NULL, "echo 2 >real/lobby.yaml"},
    /* links on the way */
    {"content", NULL, "echo 2 >real/lobby.yaml"},
    {"content", NULL, "ln -s other next && mv -T next content"},
    {"content", NULL, "rm content"},
    {"content", "rm content", "ln -s other content"},
    {"content", "rm content; ln -s nowhere content", "mkdir nowhere"},
    {"content", "ln -sfn real/../content2 content; ln -s real content2", "ln -sfn other content2"},
    {"way/content", NULL, "echo 2 >deep/er/content/lobby.yaml"},
    {"way/content", NULL, "ln -sfn other way"},
    {"way/content", NULL, "mv deep/er deep/est"},
    {"way/content", NULL, "mv deep deeper"},
    {"way/content", NULL, "mv deep/er/content deep/er/old"},
    /* what is not there yet */
    {"not/yet/there", NULL, "mkdir not"},
    {"not/yet/there", "mkdir not", "mkdir not/yet"},
    {"not/yet/there", "mkdir -p not/yet", "cp -r real not/yet/there"},
    {"not/yet/there", "mkdir -p not/yet/there", "touch not/yet/there/lobby.yaml"},
};

static void test_every_change_is_noticed(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        struct ground ground;
        bool woken;
        struct watch *watch = start(&ground, changes[i].content, changes[i].before);
        sh(&ground, changes[i].change);
        if (!told(watch, SOON_MS, &woken))
            fail_msg("%s: not noticed: %s; %s", changes[i].content, changes[i].before, changes[i].change);
        watch_destroy(watch);
        close_ground(&ground);
    }
}

/* After a change and a renewal, the next one is noticed where the folder is now, and not where it was. */
static void test_a_new_folder_is_watched_instead_of_the_old_one(void **unused)
{
    (void)unused;
    struct ground ground;
    bool woken;
    open_ground(&ground, "content");
    struct watch *watch = watch_create(ground.content);
    watch_renew(watch);
    sh(&ground, "ln -s other next && mv -T next content");
    assert_true(told(watch, SOON_MS, &woken));
    watch_renew(watch);
    while (told(watch, QUIET_MS, &woken))
        ;
    sh(&ground, "echo 2 >real/lobby.yaml");
    assert_false(told(watch, QUIET_MS, &woken));
    assert_false(woken);
    sh(&ground, "echo 2 >other/slides/a.yaml");
    assert_true(told(watch, SOON_MS, &woken));
    watch_destroy(watch);
    close_ground(&ground);
}

struct other {
    const char *content, *before, *change;
    bool wakes; /* it is looked at, and found to be nothing */
};

static void test_nothing_else_matters(void **unused)
{
    (void)unused;
    static const struct other others[] = {
        {"real", NULL, "cat real/lobby.yaml real/slides/* >/dev/null; ls -lR real >/dev/null", false},
        {"real", NULL, "echo 2 >real/.git/index; rm real/.git/index", false},
        {"real", NULL, "touch real/.lobby.yaml.swp; rm real/.lobby.yaml.swp", true},
        {"real", NULL, "touch real/slides/.a.yaml.swp; rm real/slides/.a.yaml.swp", true},
        {"real", NULL, "echo 2 >other/slides/a.yaml", false},
        {"real", NULL, "touch beside; rm beside", true},
        {"way/content", NULL, "touch deep/beside; rm deep/beside", false},
        {"deep/er/content", NULL, "touch beside; mkdir b2; mv b2 b3; rm beside", false},
        {"not/yet/there", "mkdir -p not/yet/there", "touch beside not/beside", false},
    };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        struct ground ground;
        bool woken;
        struct watch *watch = start(&ground, others[i].content, others[i].before);
        sh(&ground, others[i].change);
        if (told(watch, QUIET_MS, &woken) || woken != others[i].wakes)
            fail_msg("%s: %s %s", others[i].content, others[i].change, woken ? "wakes" : "should wake");
        watch_destroy(watch);
        close_ground(&ground);
    }
}

static void test_two_folders_that_change_places_are_noticed(void **unused)
{
    (void)unused;
    struct ground ground;
    bool woken;
    char other[96];
    open_ground(&ground, "real");
    snprintf(other, sizeof other, "%s/other", ground.site);
    struct watch *watch = watch_create(ground.content);
    watch_renew(watch);
    assert_int_equal(renameat2(AT_FDCWD, other, AT_FDCWD, ground.content, RENAME_EXCHANGE), 0);
    assert_true(told(watch, SOON_MS, &woken));
    watch_destroy(watch);
    close_ground(&ground);
}

/* With no descriptor left, as when the limit of instances is reached: the same error of the kernel. */
static struct watch *blind_watch(const char *folder)
{
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    struct watch *watch = watch_create(folder);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    return watch;
}

static void test_a_system_that_cannot_watch_is_told_of_once(void **unused)
{
    (void)unused;
    struct ground ground;
    char said[4096] = "";
    open_ground(&ground, "real");
    FILE *file = tmpfile();
    assert_non_null(file);
    log_start("test", LOG_LEVEL_INFO);
    fflush(stderr);
    int before = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    struct watch *watch = blind_watch(ground.content);
    watch_renew(watch);
    watch_renew(watch);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(file);
    assert_true(fread(said, 1, sizeof said - 1, file) > 0);
    fclose(file);
    assert_non_null(strstr(said, "press r"));
    assert_non_null(strstr(said, ground.content));
    assert_int_equal(strcspn(said, "\n") + 1, strlen(said));
    assert_int_equal(watch_fd(watch), -1);
    assert_false(watch_take(watch));
    watch_destroy(watch);
    close_ground(&ground);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_change_is_noticed),
        cmocka_unit_test(test_a_new_folder_is_watched_instead_of_the_old_one),
        cmocka_unit_test(test_nothing_else_matters),
        cmocka_unit_test(test_two_folders_that_change_places_are_noticed),
        cmocka_unit_test(test_a_system_that_cannot_watch_is_told_of_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Killed at any moment: what was there before is there, and the same again finishes it. */
#include "place.h"
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PULLS = 60, COMMITS = 40, SEED = 4 };

static struct place place;

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* The first of our children that is not the server; 0 when there is none. */
static pid_t other_child(const struct server *server)
{
    char path[64];
    int child = 0, found = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    while (!found && fscanf(in, "%d", &child) == 1)
        if (!server || child != server->process)
            found = child;
    fclose(in);
    return found;
}

/* The end of a process and of all that it has left behind: orphans become our own children. */
static void wait_for_all(const struct server *server)
{
    for (pid_t child; (child = other_child(server));)
        waitpid(child, NULL, 0);
}

typedef void work_fn(const void *arg);

/* Does work in a process of its own, and kills that after so long (0: never). Returns how long it took. */
static uint64_t do_work(work_fn *work, const void *arg, uint64_t kill_us, const struct server *server)
{
    const uint64_t start = now_us();
    const pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        work(arg);
        _exit(0);
    }
    if (kill_us) {
        usleep((useconds_t)kill_us);
        kill(process, SIGKILL);
    }
    wait_for_all(server);
    return now_us() - start;
}

static void update(const void *arg)
{
    const struct depot_pull *task = arg;
    struct depot_pulled pulled;
    struct refusal why = {0};
    char folder[PATH_SIZE];
    path_join(folder, place.state, ".new-killed");
    if (depot_pull(task, &pulled, &why) && depot_checkout(task->repo, task->commit, folder, &why) &&
        depot_prune(task->repo, &task->commit, 1, NULL, &why))
        return;
    (void)fprintf(stderr, "%s: %s\n", why.code, why.err.text);
    abort();
}

static void change_content(unsigned round)
{
    for (unsigned i = 0; i < 6; i++) {
        char name[64];
        snprintf(name, sizeof name, "images/%u/%u.jpg", i, (round * 7 + i * 3) % 5);
        write_noise(place.content, name, 1000 + 20000 * i, round * 100 + i);
    }
}

static void check_out(const char *commit, const char *content)
{
    struct refusal why = {0};
    char folder[PATH_SIZE];
    path_join(folder, place.state, "look");
    accepted(depot_checkout(place.repo, commit, folder, &why), &why);
    assert_true(same_tree(content, folder));
    remove_tree(folder);
}

static bool has_commit(const char *commit)
{
    char path[2 * PATH_SIZE];
    snprintf(path, sizeof path, "%s/objects/%.2s/%s.commit", place.repo, commit, commit + 2);
    return access(path, F_OK) == 0;
}

static void a_killed_update_is_old_or_new(void **state)
{
    (void)state;
    char first[DEPOT_CHECKSUM], old[PATH_SIZE], folder[PATH_SIZE];
    unsigned whole = 0, cut = 0;
    place_create(&place);
    place_fill(&place);
    place_publish(&place);
    place_pull(&place);
    strcpy(first, place.commit);
    path_join(old, place.root, "old");
    copy_tree(place.content, old);
    path_join(folder, place.state, ".new-killed");
    struct server *server = server_start(&(struct server){.folder = place.publication});
    srandom(SEED);

    uint64_t usual = 1000000;
    for (unsigned round = 0; round < PULLS; round++) {
        change_content(round);
        place_publish(&place);
        struct depot_pull task = place_task(&place, round % 2 ? server->url : place.publication);
        task.source.allow_http = true;
        const uint64_t kill_us = round < 4 ? 0 : 1 + (uint64_t)random() % (usual + usual / 3);
        const uint64_t took = do_work(update, &task, kill_us, server);
        if (!kill_us && took < usual)
            usual = took;
        remove_tree(folder);
        if (has_commit(place.commit)) { /* then all of it is there */
            check_out(place.commit, place.content);
            whole++;
        } else {
            check_out(first, old); /* nobody has begun to prune */
            cut++;
        }
        do_work(update, &task, 0, server);
        assert_true(same_tree(place.content, folder));
        remove_tree(folder);
        strcpy(first, place.commit);
        remove_tree(old);
        copy_tree(place.content, old);
    }
    server_stop(server);
    uint64_t used = 0;
    struct refusal why = {0};
    accepted(depot_usage(place.repo, &used, &why), &why);
    print_message("seed %d: %u killed before the commit was there, %u after\n", SEED, cut, whole - 4);
    assert_true(cut > 2 && whole > 6);
    assert_true(used < 4 * place.size.bytes); /* nothing has been left behind */
    place_remove(&place);
}

static void publish(const void *arg)
{
    (void)arg;
    struct refusal why = {0};
    char commit[DEPOT_CHECKSUM];
    struct depot *depot = depot_open(place.publication, true, &why);
    if (!depot || !depot_commit(depot, place.content, commit, NULL, NULL, &why)) {
        (void)fprintf(stderr, "%s: %s\n", why.code, why.err.text);
        abort();
    }
    depot_close(depot);
}

static void a_killed_publication_is_old_or_new(void **state)
{
    (void)state;
    char first[DEPOT_CHECKSUM];
    struct refusal why = {0};
    place_create(&place);
    place_fill(&place);
    srandom(SEED);
    uint64_t longest = 0;
    for (unsigned round = 0; round < COMMITS; round++) {
        if (round % 20 == 4)
            remove_tree(place.publication),
                run("mkdir '%s'", place.publication); /* the first one of all is cut */
        change_content(round);
        const uint64_t kill_us = round < 3 ? 0 : 1 + (uint64_t)random() % (longest + longest / 8);
        const uint64_t took = do_work(publish, NULL, kill_us, NULL);
        if (!kill_us && took > longest)
            longest = took;
        if (round > 0 && round % 20 != 4) {
            struct depot *depot = depot_open(place.publication, false, &why);
            accepted(depot, &why);
            accepted(depot_verify(depot, first, NULL, NULL, &why), &why);
            depot_close(depot);
        }
        place_publish(&place);
        struct depot *depot = depot_open(place.publication, false, &why);
        accepted(depot, &why);
        accepted(depot_verify(depot, place.commit, NULL, NULL, &why), &why);
        depot_close(depot);
        strcpy(first, place.commit);
    }
    place_remove(&place);
}

struct murder {
    const struct server *server; /* not this one */
    int death;
};

static void kill_child(void *arg, const struct depot_progress *progress)
{
    (void)progress;
    const struct murder *murder = arg;
    const pid_t child = other_child(murder->server);
    if (child)
        kill(child, murder->death);
}

/* Files take their time. */
static bool dawdle(struct server *server, int fd, const char *path)
{
    (void)fd;
    if (strstr(path, ".filez"))
        server_sleep(server, 400);
    return false;
}

static bool dawdle_long(struct server *server, int fd, const char *path)
{
    (void)fd;
    if (strstr(path, ".filez"))
        server_sleep(server, 4000);
    return false;
}

static void a_dead_child_is_a_refusal(void **state)
{
    (void)state;
    place_create(&place);
    place_fill(&place);
    place_publish(&place);
    struct server *server = server_start(&(struct server){.folder = place.publication, .rule = dawdle});
    const int deaths[] = {SIGKILL, SIGABRT, SIGSEGV, SIGXCPU};
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++) {
        struct murder murder = {server, deaths[i]};
        struct depot_pulled pulled;
        struct refusal why = {0};
        struct depot_pull task = place_task(&place, server->url);
        task.source.allow_http = true;
        task.progress = kill_child;
        task.arg = &murder;
        refused(depot_pull(&task, &pulled, &why), &why, "crash");
        assert_true(pulled.received > 0);
    }
    server_stop(server);
    place_pull(&place);
    place_remove(&place);
}

static void pull_only(const void *arg)
{
    struct depot_pulled pulled;
    struct refusal why;
    (void)!depot_pull(arg, &pulled, &why);
}

static void no_child_outlives_its_updater(void **state)
{
    (void)state;
    place_create(&place);
    place_fill(&place);
    place_publish(&place);
    struct server *server = server_start(&(struct server){.folder = place.publication, .rule = dawdle_long});
    struct depot_pull task = place_task(&place, server->url);
    task.source.allow_http = true;
    const uint64_t took = do_work(pull_only, &task, 500000, server);
    assert_in_range(took, 500000, 2000000);
    /* What it has left behind goes with the next prune. */
    struct refusal why = {0};
    run("find '%s'/tmp -path '*staging-*/*' | grep -q .", place.repo);
    accepted(depot_prune(place.repo, NULL, 0, NULL, &why), &why);
    run("! find '%s'/tmp -path '*staging-*/*' | grep .", place.repo);
    server_stop(server);
    place_remove(&place);
}

int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_update_is_old_or_new),
        cmocka_unit_test(a_killed_publication_is_old_or_new),
        cmocka_unit_test(a_dead_child_is_a_refusal),
        cmocka_unit_test(no_child_outlives_its_updater),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

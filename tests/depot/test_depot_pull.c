/* The kiosk's side, from a folder: what comes over, what is refused, what stays. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_create(&place);
    place_fill(&place);
    place_publish(&place);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_remove(&place);
    return 0;
}

static void check_out(const char *name, char folder[PATH_SIZE])
{
    struct refusal why = {0};
    path_join(folder, place.state, name);
    accepted(depot_checkout(place.repo, place.commit, folder, &why), &why);
    assert_true(same_tree(place.content, folder));
}

static void what_was_published_comes_over(void **state)
{
    (void)state;
    char folder[PATH_SIZE], path[PATH_SIZE];
    struct stat info;
    place_pull(&place);
    check_out("1", folder);
    path_join(path, folder, "images/deep/noise.jpg");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_nlink, 2); /* a hard link, no copy */
    assert_int_equal(info.st_mode, S_IFREG | 0644);
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode, S_IFDIR | 0755);

    struct refusal why = {0};
    refused(depot_checkout(place.repo, place.commit, folder, &why), &why, "repository"); /* it is there */
}

static void only_what_changed_comes(void **state)
{
    (void)state;
    const struct depot_pull task = place_task(&place, place.publication);
    struct depot_pulled pulled;
    struct refusal why = {0};
    accepted(depot_pull(&task, &pulled, &why), &why);
    assert_int_equal(pulled.objects, place.size.objects - 1); /* the commit is counted apart */
    assert_true(pulled.received > 50000);
    accepted(depot_pull(&task, &pulled, &why), &why);
    assert_int_equal(pulled.objects, 0);
    assert_int_equal(pulled.received, 0);

    write_text(place.content, "slides/one.yaml", "layout: statement\ntitle: One sentence\n");
    place_publish(&place);
    const struct depot_pull next = place_task(&place, place.publication);
    accepted(depot_pull(&next, &pulled, &why), &why);
    assert_int_equal(pulled.objects, 3); /* the file and two folders */
    assert_true(pulled.received < 1500);
    char folder[PATH_SIZE];
    check_out("2", folder);
}

/* Refuses the pull, keeps the old content, and takes the new one as soon as the publication is right again.
 */
static void refuse_and_recover(const char *break_it, const char *code)
{
    struct place *p = &place;
    char old[PATH_SIZE], good[PATH_SIZE], folder[PATH_SIZE], object[PATH_SIZE], first[DEPOT_CHECKSUM];
    struct depot_pulled pulled;
    struct refusal why = {0};
    place_pull(p);
    strcpy(first, p->commit);
    path_join(old, p->root, "old");
    copy_tree(p->content, old);
    write_noise(p->content, "images/deep/noise.jpg", 60000, 2);
    write_text(p->content, "slides/new.yaml", "title: A new slide\n");
    place_publish(p);
    object_of(p, "images/deep/noise.jpg", object);
    path_join(good, p->root, "good");
    copy_tree(p->publication, good);

    run("cd '%s/repo/objects' && f='%s' && c=%.2s/%s.commit && %s", p->publication, object, p->commit,
        p->commit + 2, break_it);
    const struct depot_pull bad = place_task(p, p->publication);
    refused(depot_pull(&bad, &pulled, &why), &why, code);
    path_join(folder, p->state, "not");
    refused(depot_checkout(p->repo, p->commit, folder, &why), &why, "object");
    path_join(folder, p->state, "old");
    accepted(depot_checkout(p->repo, first, folder, &why), &why);
    assert_true(same_tree(old, folder));

    const struct depot_pull task = place_task(p, good);
    accepted(depot_pull(&task, &pulled, &why), &why);
    check_out("good", folder);
}

/* $f is the object of a picture, $c the commit; ls finds the others. */
static const struct wrong {
    const char *shows, *break_it, *code;
} wrong[] = {
    {"one byte of a file differs", "printf X | dd of=$f bs=1 seek=3000 conv=notrunc status=none", "object"},
    {"a file is cut", "truncate -s 30000 $f", "object"},
    {"a file is empty", "truncate -s 0 $f", "object"},
    {"a file has a tail", "head -c 9000000 /dev/zero >>$f", "too-large"},
    {"a file is another one of the publication", "cp $(ls */*.filez | grep -v ${f##*/} | head -1) $f",
     "object"},
    {"a file is missing", "rm $f", "not-found"},
    {"a file is a folder", "rm $f && mkdir $f", "file"},
    {"a file is a link", "mv $f $f.x && ln -s $f.x $f", "file"},
    {"a file is a pipe", "rm $f && mkfifo $f", "file"},
    {"a file's size is a lie", "printf '\\001' | dd of=$f bs=1 seek=8 conv=notrunc status=none", "too-large"},
    {"a file says that it is a link", "printf '\\241' | dd of=$f bs=1 seek=26 conv=notrunc status=none",
     "object"},
    {"a folder is another one",
     "for d in */*.dirtree; do cp \"$(ls */*.dirtree | head -1)\" \"$d\" 2>/dev/null; done; "
     "true",
     "object"},
    {"a folder is cut", "for d in */*.dirtree; do truncate -s -1 $d; done", "object"},
    {"a folder is a web page", "for d in */*.dirtree; do echo '<html>' >$d; done", "object"},
    {"the commit is another one", "cp $(ls */*.commit | grep -v $c | head -1) $c", "object"},
    {"the commit is missing", "rm $c", "not-found"},
    {"the commit is endless", "rm $c && ln -s /dev/zero $c", "file"},
    {"the commit is too large", "truncate -s 9000000 $c", "too-large"},
};

static void what_is_not_as_published_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        print_message("%s\n", wrong[i].shows);
        if (i)
            set_up(NULL);
        refuse_and_recover(wrong[i].break_it, wrong[i].code);
        if (i + 1 < sizeof wrong / sizeof *wrong)
            tear_down(NULL);
    }
}

/* A change that does not count (padding, the packing of a file) may be taken: then what comes out is the
 * same. */
static void no_changed_byte_changes_the_content(void **state)
{
    (void)state;
    struct place small;
    struct depot_objects objects;
    struct refusal why = {0};
    unsigned refusals = 0, changes = 0;
    place_create(&small);
    write_text(small.content, "a/b.md", "One sentence.");
    place_publish(&small);
    struct depot *depot = depot_open(small.publication, false, &why);
    accepted(depot, &why);
    accepted(depot_list(depot, small.commit, NULL, &objects, &why), &why);
    for (size_t i = 1; i < objects.count; i++) { /* not repo/config */
        size_t length;
        char folder[PATH_SIZE], *bytes = read_whole(small.publication, objects.items[i].path, &length);
        path_join(folder, small.state, "1");
        for (size_t at = 0; at < length; at++, changes++) {
            struct depot_pull task = place_task(&small, small.publication);
            struct depot_pulled pulled;
            bytes[at] ^= 0x55;
            write_file(small.publication, objects.items[i].path, bytes, length);
            if (depot_pull(&task, &pulled, &why)) {
                accepted(depot_checkout(small.repo, small.commit, folder, &why), &why);
                assert_true(same_tree(small.content, folder));
                remove_tree(folder);
            } else {
                assert_true(strcmp(why.code, "object") == 0 || strcmp(why.code, "too-large") == 0);
                refusals++;
            }
            remove_tree(small.repo);
            bytes[at] ^= 0x55;
        }
        write_file(small.publication, objects.items[i].path, bytes, length);
        free(bytes);
    }
    print_message("%u of %u changes refused\n", refusals, changes);
    assert_true(changes > 200 && refusals > changes - 10);
    place_pull(&small);
    depot_objects_free(&objects);
    depot_close(depot);
    place_remove(&small);
}

static void the_statement_bounds_what_comes(void **state)
{
    (void)state;
    struct depot_pulled pulled;
    struct refusal why = {0};
    struct depot_pull task = place_task(&place, place.publication);
    task.bytes--;
    refused(depot_pull(&task, &pulled, &why), &why, "too-large");
    task.bytes = 0;
    refused(depot_pull(&task, &pulled, &why), &why, "too-large");
    task = place_task(&place, place.publication);
    task.objects--;
    refused(depot_pull(&task, &pulled, &why), &why, "too-large");
    task.objects = 0;
    refused(depot_pull(&task, &pulled, &why), &why, "too-large");
    task = place_task(&place, place.publication);
    task.reserve = UINT64_MAX / 4;
    refused(depot_pull(&task, &pulled, &why), &why, "space");
    task = place_task(&place, place.publication);
    task.bytes = UINT64_MAX / 2; /* more than any disk */
    refused(depot_pull(&task, &pulled, &why), &why, "space");
    task = place_task(&place, place.publication);
    accepted(depot_pull(&task, &pulled, &why), &why);
    task.bytes--; /* what is there already counts as well */
    refused(depot_pull(&task, &pulled, &why), &why, "too-large");
}

/* Also over a reboot: it does not lie in a transaction that only this boot would find. */
static void what_came_before_a_refusal_is_kept(void **state)
{
    (void)state;
    struct depot_pulled pulled;
    struct refusal why = {0};
    char object[PATH_SIZE];
    object_of(&place, "lobby.yaml", object);
    run("mv '%s' '%s'.away", object, object);
    const struct depot_pull task = place_task(&place, place.publication);
    refused(depot_pull(&task, &pulled, &why), &why, "not-found");
    run("rm -rf '%s'/tmp/* && mv '%s'.away '%s'", place.repo, object, object);
    const uint64_t came = pulled.objects;
    assert_true(came >= 6); /* the folders at least */
    accepted(depot_pull(&task, &pulled, &why), &why);
    assert_int_equal(pulled.objects, place.size.objects - 1 - came);
}

static void damage_on_the_kiosk_is_mended(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    place_pull(&place);
    run("cd '%s/objects' && for f in */*.file */*.dirtree; do printf X >>$f; done", place.repo);
    place_pull(&place);
    check_out("1", folder);
    run("cd '%s/objects' && rm */*.file", place.repo);
    place_pull(&place);
    check_out("2", folder);
}

static void pruning_keeps_what_is_named(void **state)
{
    (void)state;
    char first[DEPOT_CHECKSUM], folder[PATH_SIZE];
    uint64_t freed = 0, before = 0, after = 0;
    struct refusal why = {0};
    place_pull(&place);
    strcpy(first, place.commit);
    write_noise(place.content, "images/deep/noise.jpg", 200000, 3);
    place_publish(&place);
    place_pull(&place);

    const char *both[] = {first, place.commit};
    accepted(depot_prune(place.repo, both, 2, &freed, &why), &why);
    assert_int_equal(freed, 0);
    char starts[2][DEPOT_SHORT + 1]; /* as the name of a generation has them */
    memcpy(starts[0], first, DEPOT_SHORT);
    memcpy(starts[1], place.commit, DEPOT_SHORT);
    starts[0][DEPOT_SHORT] = starts[1][DEPOT_SHORT] = '\0';
    accepted(depot_prune(place.repo, (const char *[]){starts[0], starts[1]}, 2, &freed, &why), &why);
    assert_int_equal(freed, 0);
    accepted(depot_usage(place.state, &before, &why), &why);
    accepted(depot_prune(place.repo, both, 1, &freed, &why), &why);
    assert_in_range(freed, 200000, 202000);
    accepted(depot_usage(place.state, &after, &why), &why);
    assert_true(before - after >= 200000);
    path_join(folder, place.state, "no");
    refused(depot_checkout(place.repo, place.commit, folder, &why), &why, "object");

    /* What an unfinished pull has left goes too. */
    char object[PATH_SIZE];
    object_of(&place, "images/deep/noise.jpg", object);
    run("mv '%s' '%s'.away", object, object);
    write_noise(place.content, "images/other.jpg", 300000, 4);
    place_publish(&place);
    run("rm '%s'", object);
    const struct depot_pull task = place_task(&place, place.publication);
    struct depot_pulled pulled;
    refused(depot_pull(&task, &pulled, &why), &why, "not-found");
    accepted(depot_prune(place.repo, both, 1, &freed, &why), &why);
    accepted(depot_usage(place.state, &before, &why), &why);
    assert_in_range(before, after - 20000, after + 20000);

    strcpy(place.commit, first);
    place_fill(&place);
    run("rm '%s'/images/other.jpg", place.content);
    check_out("first", folder);
    accepted(depot_prune(place.repo, NULL, 0, NULL, &why), &why);
    assert_true(same_tree(place.content, folder)); /* what is checked out does not need the repository */
}

static void hard_links_are_counted_once(void **state)
{
    (void)state;
    uint64_t one = 0, two = 0;
    char folder[PATH_SIZE];
    struct refusal why = {0};
    place_pull(&place);
    check_out("1", folder);
    accepted(depot_usage(place.state, &one, &why), &why);
    check_out("2", folder);
    accepted(depot_usage(place.state, &two, &why), &why);
    assert_true(two - one <= 5 * 4096 + 4096); /* five folders, and an empty file */
    assert_true(one >= 50000);
    refused(depot_usage("/nowhere", &one, &why), &why, "file");
}

static void count_calls(void *arg, const struct depot_progress *progress)
{
    *(struct depot_progress *)arg = *progress;
}

static void progress_is_told(void **state)
{
    (void)state;
    struct depot_progress last = {0};
    struct depot_pull task = place_task(&place, place.publication);
    struct depot_pulled pulled;
    struct refusal why = {0};
    task.progress = count_calls;
    task.arg = &last;
    accepted(depot_pull(&task, &pulled, &why), &why);
    assert_int_equal(last.objects_total, place.size.objects);
    assert_int_equal(last.bytes_total, place.size.bytes);
    assert_int_equal(last.objects, last.objects_total);
    assert_int_equal(last.bytes, last.bytes_total);
}

static void places_that_cannot_be_are_refused(void **state)
{
    (void)state;
    struct depot_pulled pulled;
    struct refusal why = {0};
    struct depot_pull task = place_task(&place, "/nowhere");
    refused(depot_pull(&task, &pulled, &why), &why, "not-found");
    task = place_task(&place, place.publication);
    task.repo = "/proc/nothing/repo";
    refused(depot_pull(&task, &pulled, &why), &why, "repository");
    char folder[PATH_SIZE];
    path_join(folder, place.publication, "repo");
    task.repo = folder; /* a publication's is not a kiosk's */
    refused(depot_pull(&task, &pulled, &why), &why, "repository");
    task = place_task(&place, place.publication);
    task.commit = "../../../etc/passwd";
    refused(depot_pull(&task, &pulled, &why), &why, "object");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_published_comes_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_what_changed_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_as_published_is_refused, set_up, tear_down),
        cmocka_unit_test(no_changed_byte_changes_the_content),
        cmocka_unit_test_setup_teardown(the_statement_bounds_what_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_came_before_a_refusal_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_on_the_kiosk_is_mended, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pruning_keeps_what_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hard_links_are_counted_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(progress_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(places_that_cannot_be_are_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

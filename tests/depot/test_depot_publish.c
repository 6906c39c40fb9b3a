/* Staff's side: what becomes a commit, and what is said of it. */
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
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_remove(&place);
    return 0;
}

static struct depot *open_it(void)
{
    struct refusal why = {0};
    struct depot *depot = depot_open(place.publication, true, &why);
    accepted(depot, &why);
    return depot;
}

static void commit_again(char checksum[DEPOT_CHECKSUM])
{
    struct depot *depot = open_it();
    struct refusal why = {0};
    accepted(depot_commit(depot, place.content, checksum, NULL, NULL, &why), &why);
    depot_close(depot);
}

static void the_same_content_is_the_same_commit(void **state)
{
    (void)state;
    char again[DEPOT_CHECKSUM], elsewhere[DEPOT_CHECKSUM];
    place_publish(&place);
    assert_true(depot_checksum_ok(place.commit));
    run("touch -d 1999-01-01 '%s'/slides/one.yaml && chmod 0600 '%s'/slides/two.yaml && chmod 0700 "
        "'%s'/pages",
        place.content, place.content, place.content);
    run("mkdir '%s'/nothing '%s'/.git && touch '%s'/.git/HEAD '%s'/slides/.one.yaml.swp", place.content,
        place.content, place.content, place.content);
    commit_again(again);
    assert_string_equal(again, place.commit);

    struct place other;
    place_create(&other);
    place_fill(&other);
    place_publish(&other);
    strcpy(elsewhere, other.commit);
    place_remove(&other);
    assert_string_equal(elsewhere, place.commit);

    write_text(place.content, "slides/one.yaml", "layout: statement\ntitle: 0ne\n");
    commit_again(again);
    assert_string_not_equal(again, place.commit);
}

static void a_commit_is_measured(void **state)
{
    (void)state;
    place_publish(&place);
    assert_int_equal(place.size.files, 6);
    /* 1 commit, 1 set of permissions, 5 folders (root, slides, pages, images, deep), 5 different files */
    assert_int_equal(place.size.objects, 12);
    const uint64_t files =
        strlen("format: 1\nname: A lobby\n") + 2 * strlen("layout: statement\ntitle: One\n") + 50000;
    /* each folder has 33 bytes and a name for a file, 66 and a name for a folder: a little */
    assert_in_range(place.size.bytes, files + 500, files + 1500);
}

static void what_has_changed_is_told(void **state)
{
    (void)state;
    place_publish(&place);
    char before[DEPOT_CHECKSUM];
    strcpy(before, place.commit);
    write_text(place.content, "slides/one.yaml", "layout: statement\ntitle: One more\n");
    write_text(place.content, "slides/three.yaml", "new");
    run("rm -r '%s'/images", place.content);
    place_publish(&place);

    static const struct {
        enum depot_change change;
        const char *path;
        uint64_t before, after;
    } expect[] = {
        {DEPOT_REMOVED, "images/deep/noise.jpg", 50000, 0},
        {DEPOT_CHANGED, "slides/one.yaml", 29, 34},
        {DEPOT_ADDED, "slides/three.yaml", 0, 3},
    };
    struct depot *depot = open_it();
    struct depot_differences found;
    struct refusal why = {0};
    accepted(depot_compare(depot, before, place.commit, &found, &why), &why);
    assert_int_equal(found.count, 3);
    for (size_t i = 0; i < found.count; i++) {
        assert_int_equal(found.items[i].change, expect[i].change);
        assert_string_equal(found.items[i].path, expect[i].path);
        assert_int_equal(found.items[i].before, expect[i].before);
        assert_int_equal(found.items[i].after, expect[i].after);
    }
    depot_differences_free(&found);

    accepted(depot_compare(depot, place.commit, place.commit, &found, &why), &why);
    assert_int_equal(found.count, 0);
    depot_differences_free(&found);
    accepted(depot_compare(depot, NULL, place.commit, &found, &why), &why);
    assert_int_equal(found.count, 6);
    depot_differences_free(&found);
    depot_close(depot);
}

static bool has_suffix(const char *text, const char *suffix)
{
    return strlen(text) >= strlen(suffix) && strcmp(text + strlen(text) - strlen(suffix), suffix) == 0;
}

static void an_uploader_is_told_what_to_send(void **state)
{
    (void)state;
    place_publish(&place);
    char before[DEPOT_CHECKSUM], copy[PATH_SIZE], path[PATH_SIZE];
    strcpy(before, place.commit);
    path_join(copy, place.root, "copy");
    struct depot *depot = open_it();
    struct depot_objects objects;
    struct refusal why = {0};
    accepted(depot_list(depot, place.commit, NULL, &objects, &why), &why);
    assert_int_equal(objects.count, 13); /* with config */
    uint64_t bytes = 0;
    for (size_t i = 0; i < objects.count; i++) {
        struct stat info;
        path_join(path, place.publication, objects.items[i].path);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(objects.items[i].bytes, info.st_size);
        bytes += objects.items[i].bytes;
        run("cd '%s' && mkdir -p '%s' && cp --parents '%s' '%s'", place.publication, copy,
            objects.items[i].path, copy);
    }
    assert_int_equal(bytes, objects.bytes);
    assert_true(has_suffix(objects.items[12].path, ".commit"));
    depot_objects_free(&objects);

    /* What was listed is all that a kiosk needs. */
    const struct depot_pull task = place_task(&place, copy);
    struct depot_pulled pulled;
    accepted(depot_pull(&task, &pulled, &why), &why);

    write_text(place.content, "slides/one.yaml", "changed");
    place_publish(&place);
    accepted(depot_list(depot, place.commit, before, &objects, &why), &why);
    assert_int_equal(objects.count, 5); /* config, the file, slides, the root, the commit */
    assert_true(has_suffix(objects.items[1].path, ".filez"));
    assert_true(has_suffix(objects.items[4].path, ".commit"));
    depot_objects_free(&objects);
    depot_close(depot);
}

static void an_old_commit_comes_back(void **state)
{
    (void)state;
    place_publish(&place);
    char before[DEPOT_CHECKSUM], copy[PATH_SIZE], restored[PATH_SIZE], again[DEPOT_CHECKSUM];
    strcpy(before, place.commit);
    path_join(copy, place.root, "copy");
    path_join(restored, place.root, "restored");
    copy_tree(place.content, copy);
    run("rm '%s'/slides/*", place.content);
    place_publish(&place);

    struct depot *depot = open_it();
    struct refusal why = {0};
    accepted(depot_restore(depot, before, restored, &why), &why);
    assert_true(same_tree(copy, restored));
    assert_false(same_tree(place.content, restored));
    accepted(depot_commit(depot, restored, again, NULL, NULL, &why), &why);
    assert_string_equal(again, before);
    refused(depot_restore(depot, before, restored, &why), &why, "file");
    depot_close(depot);
}

static void damage_is_found_and_mended_by_the_next_commit(void **state)
{
    (void)state;
    place_publish(&place);
    char object[PATH_SIZE];
    struct refusal why = {0};
    struct depot *depot = open_it();
    accepted(depot_verify(depot, place.commit, NULL, NULL, &why), &why);
    object_of(&place, "images/deep/noise.jpg", object);
    run("printf X | dd of='%s' bs=1 seek=2000 conv=notrunc status=none", object);
    refused(depot_verify(depot, place.commit, NULL, NULL, &why), &why, "object");
    commit_again(place.commit);
    accepted(depot_verify(depot, place.commit, NULL, NULL, &why), &why);
    assert_int_equal(unlink(object), 0);
    refused(depot_verify(depot, place.commit, NULL, NULL, &why), &why, "object");
    depot_close(depot);
}

static void count_calls(void *arg, const struct depot_progress *progress)
{
    struct depot_progress *last = arg;
    assert_true(progress->bytes >= last->bytes && progress->bytes <= progress->bytes_total);
    assert_true(progress->objects == last->objects + 1);
    *last = *progress;
}

static void progress_is_told(void **state)
{
    (void)state;
    struct depot *depot = open_it();
    struct refusal why = {0};
    struct depot_progress last = {0};
    accepted(depot_commit(depot, place.content, place.commit, count_calls, &last, &why), &why);
    assert_int_equal(last.objects, 6);
    assert_int_equal(last.bytes, last.bytes_total);
    assert_true(last.bytes > 50000);
    depot_close(depot);
}

/* Each makes one thing wrong in the content. */
static void what_cannot_be_published_is_refused(void **state)
{
    (void)state;
    static const char *const makes[] = {
        "ln -s one.yaml slides/link.yaml",
        "ln -s /etc/passwd slides/link.yaml",
        "ln -s slides more",
        "mkfifo slides/pipe",
        "touch \"$(printf 'a\\nb')\"",
        "touch \"$(printf '\\377')\"",
        "touch '<html>'",
        "touch ' blank'",
        "rm -r lobby.yaml slides pages images",
    };
    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++) {
        struct place wrong;
        char checksum[DEPOT_CHECKSUM];
        struct refusal why = {0};
        place_create(&wrong);
        place_fill(&wrong);
        run("cd '%s' && %s", wrong.content, makes[i]);
        struct depot *depot = depot_open(wrong.publication, true, &why);
        accepted(depot, &why);
        refused(depot_commit(depot, wrong.content, checksum, NULL, NULL, &why), &why, "content");
        depot_close(depot);
        place_remove(&wrong);
    }
}

static void what_is_no_publication_is_refused(void **state)
{
    (void)state;
    struct refusal why = {0};
    assert_null(depot_open(place.publication, false, &why));
    refused(false, &why, "repository");
    assert_null(depot_open("/proc/nothing", true, &why));
    refused(false, &why, "repository");

    place_publish(&place);
    place_pull(&place);
    assert_null(depot_open(place.state, true, &why)); /* the kiosk's */
    refused(false, &why, "repository");

    struct depot *depot = open_it();
    struct depot_size size;
    refused(
        depot_measure(depot, "0000000000000000000000000000000000000000000000000000000000000000", &size, &why),
        &why, "object");
    refused(depot_measure(depot, "main", &size, &why), &why, "object");
    depot_close(depot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_content_is_the_same_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_commit_is_measured, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_has_changed_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_uploader_is_told_what_to_send, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_old_commit_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_is_found_and_mended_by_the_next_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(progress_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_published_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_publication_is_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A kiosk whose content is changed while somebody stands before it: they stay where they are, nothing is
 * taken away from under a finger, and the screen is never black. */
#include "expected.h"
#include "folder.h"
#include "process.h"
#include "visitor.h"

#include "base/str.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { W = 1280, H = 720, PATIENCE_MS = 10000 };

static char *content_folder(void)
{
    char *folder = folder_create();
    folder_fill(folder, 3);
    return folder;
}

static struct visitor *enter(const char *folder)
{
    const char *arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    return visitor_enter(arguments);
}

/* The screen as the folder says it now. */
static uint8_t *picture(const char *folder, enum view_kind kind, size_t index)
{
    struct expected expected;
    expected_start(&expected, folder, W, H);
    uint8_t *rgb = expected_picture(&expected, kind, index);
    expected_finish(&expected);
    return rgb;
}

static const char *title(int number)
{
    static char text[256];
    snprintf(
        text, sizeof text,
        "layout: statement\ntitle: Saved for time %d\nimage: {file: images/vessels.jpg, alt: A picture}\n"
        "opens: page:page\n",
        number);
    return text;
}

static void expect(struct visitor *visitor, const char *folder, enum view_kind kind, const char *name)
{
    uint8_t *rgb = picture(folder, kind, 0);
    visitor_expect(visitor, rgb, W, H, PATIENCE_MS, name);
    free(rgb);
}

static void test_a_save_shows_without_a_key(void **unused)
{
    (void)unused;
    char *folder = content_folder();
    struct visitor *visitor = enter(folder);
    expect(visitor, folder, VIEW_SLIDE, "reload-before");
    folder_write(folder, "slides/slide-0000.yaml", title(1));
    expect(visitor, folder, VIEW_SLIDE, "reload-written");
    folder_replace(folder, "slides/slide-0000.yaml", title(2));
    expect(visitor, folder, VIEW_SLIDE, "reload-renamed");
    visitor_leave(visitor);
    folder_remove(folder);
}

static void test_nothing_changes_under_a_finger(void **unused)
{
    (void)unused;
    char *folder = content_folder();
    struct visitor *visitor = enter(folder);
    expect(visitor, folder, VIEW_SLIDE, "finger-before");
    int w, h;
    visitor_down(visitor, W / 2, H / 3);
    visitor_wait(300);
    uint8_t *held = visitor_look(visitor, &w, &h);
    folder_write(folder, "slides/slide-0000.yaml", title(1));
    for (int i = 0; i < 10; i++) {
        visitor_wait(150);
        uint8_t *seen = visitor_look(visitor, &w, &h);
        assert_memory_equal(seen, held, (size_t)w * (size_t)h * 3);
        free(seen);
    }
    free(held);
    /* Sliding off takes the tap back: the slide is still there, and is the new one. */
    visitor_move(visitor, W - 10, H - 10);
    visitor_up(visitor);
    expect(visitor, folder, VIEW_SLIDE, "finger-lifted");
    visitor_leave(visitor);
    folder_remove(folder);
}

static void test_the_page_that_is_open_stays_open(void **unused)
{
    (void)unused;
    char *folder = content_folder();
    struct visitor *visitor = enter(folder);
    expect(visitor, folder, VIEW_SLIDE, "page-before");
    visitor_tap(visitor, W / 2, H / 3);
    expect(visitor, folder, VIEW_PAGE, "page-open");
    folder_write(folder, "pages/page.yaml", "title: The page\nsummary: With more on it\nbody: More words.\n");
    expect(visitor, folder, VIEW_PAGE, "page-saved");
    /* When it goes, what lies above it is there: here the slide that was tapped. */
    folder_write(folder, "slides/slide-0000.yaml", "layout: statement\ntitle: Without a link\n");
    folder_write(folder, "slides/slide-0001.yaml", "layout: statement\ntitle: Without a link\n");
    folder_write(folder, "slides/slide-0002.yaml", "layout: statement\ntitle: Without a link\n");
    char path[256];
    snprintf(path, sizeof path, "%s/pages/page.yaml", folder);
    assert_int_equal(unlink(path), 0);
    expect(visitor, folder, VIEW_SLIDE, "page-gone");
    visitor_leave(visitor);
    folder_remove(folder);
}

static void test_the_whole_folder_is_replaced(void **unused)
{
    (void)unused;
    char *site = folder_create(), command[512], content[256];
    char *one = content_folder(), *two = content_folder();
    folder_write(two, "slides/slide-0000.yaml", title(2));
    snprintf(content, sizeof content, "%s/content", site);
    snprintf(command, sizeof command, "cp -r '%s' '%s/1' && cp -r '%s' '%s/2' && ln -s 1 '%s'", one, site,
             two, site, content);
    assert_int_equal(system(command), 0);
    struct visitor *visitor = enter(content);
    expect(visitor, one, VIEW_SLIDE, "swap-before");
    snprintf(command, sizeof command, "ln -s 2 '%s/next' && mv -T '%s/next' '%s'", site, site, content);
    assert_int_equal(system(command), 0);
    expect(visitor, two, VIEW_SLIDE, "swap-link");
    snprintf(command, sizeof command, "mv '%s/2' '%s/old' && mv '%s/1' '%s/2'", site, site, site, site);
    assert_int_equal(system(command), 0);
    expect(visitor, one, VIEW_SLIDE, "swap-folder");
    /* And in the folder that is there now, a save. */
    folder_write(content, "slides/slide-0000.yaml", title(3));
    expect(visitor, content, VIEW_SLIDE, "swap-save");
    visitor_leave(visitor);
    folder_remove(site);
    folder_remove(one);
    folder_remove(two);
}

static size_t count_descriptors(pid_t process)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)process);
    DIR *folder = opendir(path);
    size_t count = 0;
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* Light, as a share of 255: a slide with its picture is never this dark, a black window is. */
static double light(const uint8_t *rgb, size_t bytes)
{
    double sum = 0;
    for (size_t i = 0; i < bytes; i++)
        sum += rgb[i];
    return sum / (double)bytes / 255;
}

/* A generator of its own, so that a failure can be repeated (Knuth, MMIX). */
static uint32_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void save_something(const char *folder, uint64_t *state, int number)
{
    static const char *const mistakes[] = {"", "layout: statement\ntitel: Bad\n", "\xff\xfe", "[[[[",
                                           "layout: statement\ntitle: {en: \n"};
    void (*save)(const char *, const char *, const char *) = next(state) % 2 ? folder_write : folder_replace;
    const char *name = next(state) % 4 ? "slides/slide-0000.yaml" : "slides/slide-0001.yaml";
    save(folder, name, next(state) % 3 ? title(number) : mistakes[next(state) % COUNT_OF(mistakes)]);
}

static void test_a_storm_of_saves(void **unused)
{
    (void)unused;
    enum { SAVES = 200, SAMPLES = 3, WARM = 40, MORE_DESCRIPTORS = 2, MORE_KB = 8 * 1024 };
    const double dark = 0.08; /* the slides are of 0.15; half a black screen is of half of that */
    double darkest = 1;
    char *folder = content_folder();
    struct visitor *visitor = enter(folder);
    expect(visitor, folder, VIEW_SLIDE, "storm-before");
    uint64_t state = 20260907;
    size_t descriptors = 0, looks = 0;
    long pss = 0;
    int w, h;
    for (int i = 0; i < SAVES; i++) {
        save_something(folder, &state, i);
        for (int j = 0; j < SAMPLES; j++) {
            uint8_t *seen = visitor_look(visitor, &w, &h);
            double now = light(seen, (size_t)w * (size_t)h * 3);
            darkest = now < darkest ? now : darkest;
            free(seen);
            looks++;
            visitor_wait(next(&state) % 30);
        }
        if (i == WARM) {
            descriptors = count_descriptors(visitor_process(visitor));
            pss = process_pss(visitor_process(visitor));
        }
    }
    folder_write(folder, "slides/slide-0001.yaml", title(SAVES));
    folder_write(folder, "slides/slide-0000.yaml", title(SAVES));
    assert_true(visitor_kiosk_lives(visitor));
    assert_true(darkest > dark);
    visitor_wait(1000);
    size_t descriptors_after = count_descriptors(visitor_process(visitor));
    long pss_after = process_pss(visitor_process(visitor));
    print_message("%d saves, %zu looks, the darkest of %.2f; descriptors %zu -> %zu, memory %ld -> %ld kB\n",
                  SAVES, looks, darkest, descriptors, descriptors_after, pss, pss_after);
    assert_in_range(descriptors_after, 0, descriptors + MORE_DESCRIPTORS);
    assert_in_range(pss_after, 0, pss + MORE_KB);
    visitor_key(visitor, "Home");
    expect(visitor, folder, VIEW_MENU, "storm-after");
    visitor_leave(visitor);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_save_shows_without_a_key),
        cmocka_unit_test(test_nothing_changes_under_a_finger),
        cmocka_unit_test(test_the_page_that_is_open_stays_open),
        cmocka_unit_test(test_the_whole_folder_is_replaced),
        cmocka_unit_test(test_a_storm_of_saves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

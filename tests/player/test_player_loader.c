/* The folder is read when it changes: once for each save, whatever a save is, and told when it makes sense.
 */
#include "player/loader.h"

#include "folder.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SOON_MS = 3000, QUIET_MS = 300 };

/* Who waits for the loader. */
struct reader {
    char *folder;
    struct loader *loader;
    sem_t ready;
    struct content *content; /* the last one that was taken, or NULL */
    size_t errors;           /* of what was taken last */
};

static void ready(void *user)
{
    struct reader *reader = user;
    sem_post(&reader->ready);
}

/* True when something was read within ms. */
static bool taken(struct reader *reader, int ms)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    struct content *content;
    struct diag_list *diags;
    while (sem_timedwait(&reader->ready, &end) == 0) {
        if (!loader_take(reader->loader, &content, &diags))
            continue; /* two of them at once */
        reader->errors = diag_errors(diags);
        diag_list_destroy(diags);
        if (content) {
            content_unref(reader->content);
            reader->content = content;
        }
        return true;
    }
    return false;
}

static void start(struct reader *reader, size_t slides)
{
    *reader = (struct reader){.folder = folder_create()};
    folder_fill(reader->folder, slides);
    sem_init(&reader->ready, 0, 0);
    reader->loader = loader_create(reader->folder, ready, reader);
    assert_non_null(reader->loader);
    loader_wait(reader->loader);
    assert_true(taken(reader, SOON_MS));
    assert_non_null(reader->content);
    assert_false(taken(reader, QUIET_MS));
}

static void finish(struct reader *reader)
{
    loader_destroy(reader->loader);
    content_unref(reader->content);
    sem_destroy(&reader->ready);
    folder_remove(reader->folder);
}

static const char good[] = "layout: statement\ntitle: Saved\n";

static void test_a_save_is_read_once(void **unused)
{
    (void)unused;
    struct reader reader;
    start(&reader, 3);
    void (*const saves[])(const char *, const char *, const char *) = {folder_write, folder_replace};
    for (size_t i = 0; i < 2; i++) {
        saves[i](reader.folder, "slides/slide-0000.yaml", good);
        assert_true(taken(&reader, SOON_MS));
        assert_int_equal(reader.errors, 0);
        assert_string_equal(reader.content->slides[0].title.text[0], "Saved");
        assert_false(taken(&reader, QUIET_MS));
    }
    loader_begin(reader.loader);
    assert_true(taken(&reader, SOON_MS));
    assert_false(taken(&reader, QUIET_MS));
    finish(&reader);
}

static void test_fifty_files_are_read_together(void **unused)
{
    (void)unused;
    enum { FILES = 50, STEP_MS = 3, MOST = 1 + FILES * (STEP_MS + 2) / 150 + 1 };
    struct reader reader;
    start(&reader, FILES);
    for (int i = 0; i < FILES; i++) {
        char name[64];
        snprintf(name, sizeof name, "slides/slide-%04d.yaml", i);
        folder_replace(reader.folder, name, good);
        (void)poll(NULL, 0, STEP_MS);
    }
    size_t times = 0;
    while (taken(&reader, QUIET_MS))
        times++;
    print_message("%d files, %d ms apart: read %zu times\n", FILES, STEP_MS, times);
    assert_in_range(times, 1, MOST);
    for (size_t i = 0; i < reader.content->n_slides; i++)
        assert_string_equal(reader.content->slides[i].title.text[0], "Saved");
    finish(&reader);
}

/* Somebody copies slowly: what is only half there is nobody's mistake. */
static void test_half_a_file_is_no_mistake(void **unused)
{
    (void)unused;
    static const char text[] = "layout: statement\ntitle: \"A line that goes on and on, until its end\"\n";
    struct reader reader;
    char path[256];
    start(&reader, 3);
    snprintf(path, sizeof path, "%s/slides/slide-0001.yaml", reader.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (const char *at = text; *at; at++) {
        fputc(*at, file);
        fflush(file);
        (void)poll(NULL, 0, 10);
        if (taken(&reader, 0))
            assert_int_equal(reader.errors, 0);
    }
    fclose(file);
    while (taken(&reader, QUIET_MS))
        assert_int_equal(reader.errors, 0);
    assert_string_equal(reader.content->slides[1].title.text[0], "A line that goes on and on, until its end");
    finish(&reader);
}

/* The control of the one above: what stays broken is told; the last good content was taken before. */
static void test_a_mistake_is_told(void **unused)
{
    (void)unused;
    struct reader reader;
    start(&reader, 3);
    folder_write(reader.folder, "slides/slide-0001.yaml", "layout: statement\ntitel: Saved\n");
    assert_true(taken(&reader, SOON_MS));
    assert_int_equal(reader.errors, 1);
    assert_string_equal(reader.content->slides[1].title.text[0], "Slide number 1");
    /* ... and also when the folder never comes to rest. */
    size_t told = 0;
    for (int i = 0; i < 150; i++) {
        folder_write(reader.folder, "slides/slide-0002.yaml", i % 2 ? good : "layout: list\n");
        (void)poll(NULL, 0, 10);
        told += taken(&reader, 0) && reader.errors > 0;
    }
    assert_true(told > 0);
    finish(&reader);
}

static void test_a_folder_that_comes_later_is_read_then(void **unused)
{
    (void)unused;
    struct reader reader = {.folder = folder_create()};
    char missing[256], command[600];
    snprintf(missing, sizeof missing, "%s/site/content", reader.folder);
    sem_init(&reader.ready, 0, 0);
    reader.loader = loader_create(missing, ready, &reader);
    loader_wait(reader.loader);
    assert_true(taken(&reader, SOON_MS));
    assert_null(reader.content);
    assert_int_equal(reader.errors, 1);
    snprintf(command, sizeof command, "mkdir '%s/site' && cp -r '%s' '%s'", reader.folder, LOBBY_CONTENT,
             missing);
    assert_int_equal(system(command), 0);
    for (int waited = 0; !reader.content && waited < SOON_MS; waited += QUIET_MS)
        (void)taken(&reader, QUIET_MS);
    assert_non_null(reader.content);
    finish(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_save_is_read_once),
        cmocka_unit_test(test_fifty_files_are_read_together),
        cmocka_unit_test(test_half_a_file_is_no_mistake),
        cmocka_unit_test(test_a_mistake_is_told),
        cmocka_unit_test(test_a_folder_that_comes_later_is_read_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

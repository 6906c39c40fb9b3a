/* The whole loop, with the real programs: published into a folder, fetched, tried, on the glass; and what is
 * broken goes away again by itself. systemd is played by service.h, a fault by trouble.c. */
#include "expected.h"
#include "folder.h"
#include "service.h"
#include "visitor.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { W = 640, H = 360, WATCHDOG_MS = 6000, PATIENCE_MS = 60000 };
#define SAME_DB 38.0

static char *base;
static Display *display;
static const char *kiosk_words[12];

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int shell(const char *command)
{
    char *line = NULL;
    assert_true(asprintf(&line, "cd '%s' && { %s\n} >>log 2>&1", base, command) > 0);
    int status = system(line);
    free(line);
    return status;
}

static void runs(const char *command)
{
    if (shell(command) != 0) {
        print_error("%s; see %s/log\n", command, base);
        fail();
    }
}

static Window kiosk_window(void)
{
    Window root, above, *children = NULL, found = None;
    unsigned count = 0;
    if (!XQueryTree(display, DefaultRootWindow(display), &root, &above, &children, &count))
        return None;
    for (unsigned i = 0; i < count && found == None; i++) {
        char *name = NULL;
        if (XFetchName(display, children[i], &name) && name && strcmp(name, "Lobby") == 0)
            found = children[i];
        if (name)
            XFree(name);
    }
    if (children)
        XFree(children);
    return found;
}

/* What the kiosk's window shows; NULL without one. */
static uint8_t *look(void)
{
    Window window = kiosk_window();
    XImage *image = window == None ? NULL : XGetImage(display, window, 0, 0, W, H, AllPlanes, ZPixmap);
    if (!image)
        return NULL;
    uint8_t *rgb = malloc(W * H * 3), *at = rgb;
    assert_non_null(rgb);
    for (int i = 0; i < W * H; i++) {
        unsigned long pixel = XGetPixel(image, i % W, i / W);
        *at++ = (uint8_t)(pixel >> 16);
        *at++ = (uint8_t)(pixel >> 8);
        *at++ = (uint8_t)pixel;
    }
    XDestroyImage(image);
    return rgb;
}

static bool is_black(const uint8_t *rgb)
{
    for (size_t i = 0; i < W * H * 3; i++)
        if (rgb[i])
            return false;
    return true;
}

static uint8_t *picture(const char *content)
{
    char path[300];
    struct expected expected;
    snprintf(path, sizeof path, "%s/%s", base, content);
    expected_start(&expected, path, W, H);
    uint8_t *rgb = expected_picture(&expected, VIEW_SLIDE, 0);
    expected_finish(&expected);
    return rgb;
}

static bool shows(const uint8_t *wanted, unsigned *black)
{
    uint8_t *seen = look();
    if (black && (!seen || is_black(seen)))
        ++*black;
    bool same = seen && picture_psnr(seen, wanted, W * H * 3) >= SAME_DB;
    free(seen);
    return same;
}

/* Milliseconds until the glass shows the first slide of that content. */
static double await_black(const char *content, unsigned ms, unsigned *black)
{
    uint8_t *wanted = picture(content);
    double start = now_ms();
    while (!shows(wanted, black)) {
        if (now_ms() > start + ms) {
            print_error("no slide of %s within %u ms; see %s/log and kiosk.log\n", content, ms, base);
            fail();
        }
        visitor_wait(15);
    }
    free(wanted);
    return now_ms() - start;
}

static double await(const char *content, unsigned ms)
{
    return await_black(content, ms, NULL);
}

static void await_true(const char *command, unsigned ms)
{
    double end = now_ms() + ms;
    while (shell(command) != 0) {
        if (now_ms() > end) {
            print_error("not within %u ms: %s; see %s\n", ms, command, base);
            fail();
        }
        visitor_wait(100);
    }
}

/* A copy of the content "wall" with another first title, and perhaps one slide more. */
static void write_content(const char *name, const char *title, const char *more)
{
    char command[512], folder[300];
    snprintf(command, sizeof command,
             "rm -rf %s && cp -r wall %s && sed -i 's/Slide number 0/%s/' %s/slides/slide-0000.yaml", name,
             name, title, name);
    runs(command);
    if (!more)
        return;
    snprintf(folder, sizeof folder, "%s/%s", base, name);
    folder_write(folder, more, "layout: statement\ntitle: One more\n");
}

static void publish(const char *content)
{
    char command[512];
    snprintf(command, sizeof command, "%s publish %s --to pub --yes --keys keys", LOBBYCTL, content);
    runs(command);
}

#define UPDATE LOBBY_UPDATE " --once -c kiosk.yaml"

static void write_settings(const char *name, const char *content, const char *state, const char *run)
{
    char command[1024];
    snprintf(command, sizeof command,
             "{ echo 'site: test'; echo content: $PWD/%s; echo state: %s; echo run: $PWD/%s\n"
             "echo \"update: {from: $PWD/pub, root: $(sed -n 2p keys/root.pub)}\"; } > %s",
             content, state, run, name);
    runs(command);
}

static struct service *start(const char *settings)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/%s", base, settings);
    const char *const words[] = {LOBBY_PROGRAM, "-c", path, "-w", "640x360", "--at", EXPECTED_AT, NULL};
    memcpy(kiosk_words, words, sizeof words);
    return service_start(kiosk_words, base, WATCHDOG_MS);
}

static int ignore_error(Display *of, XErrorEvent *event)
{
    (void)of;
    (void)event;
    return 0;
}

static int setup(void **unused)
{
    (void)unused;
    base = folder_create();
    display = XOpenDisplay(NULL);
    assert_non_null(display);
    XSetErrorHandler(ignore_error); /* a window may go while it is looked at */
    setenv("LOBBY_PREFLIGHT", LOBBY_PREFLIGHT, 1);
    char wall[300];
    snprintf(wall, sizeof wall, "%s/wall", base);
    runs("mkdir wall pub");
    folder_fill(wall, 1);
    folder_write(wall, "lobby.yaml", "format: 1\nname: Many\nlanguages: [en]\nsession: {inactivity: 20s}\n");
    runs(LOBBYCTL " keys init test --keys keys --no-passphrase");
    write_settings("kiosk.yaml", "wall", "$PWD/state", "run");
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    XCloseDisplay(display);
    runs("chmod -R u+w .");
    folder_remove(base);
    return 0;
}

static void becomes_good(void)
{
    await_true("grep -q '\"kind\": \"good\"' run/kiosk.json", PATIENCE_MS);
}

static void test_what_is_published_comes_on_the_glass(void **unused)
{
    (void)unused;
    struct service *service = start("kiosk.yaml");
    await("wall", PATIENCE_MS);
    write_content("one", "Published first", NULL);
    double before = now_ms();
    unsigned black = 0;
    publish("one");
    double published = now_ms();
    runs(UPDATE);
    double updated = now_ms();
    await_black("one", PATIENCE_MS, &black);
    print_message("publish %.0f ms, update %.0f ms, then the glass %.0f ms; %u black\n", published - before,
                  updated - published, now_ms() - updated, black);
    assert_int_equal(black, 0);
    becomes_good();
    /* The next one comes over a generation, as every one after it. */
    write_content("two", "Published second", NULL);
    publish("two");
    runs(UPDATE);
    await_black("two", PATIENCE_MS, &black);
    assert_int_equal(black, 0);
    assert_int_equal(service_starts(service), 1);
    assert_true(service_ready(service));
    becomes_good();
    service_stop(service);
    /* It was good, so it is there at once the next time. */
    service = start("kiosk.yaml");
    await("two", PATIENCE_MS);
    service_stop(service);
}

static void comes_back_from(const char *trigger, unsigned starts, unsigned bites)
{
    struct service *service = start("kiosk.yaml");
    await("two", PATIENCE_MS);
    char file[64];
    snprintf(file, sizeof file, "slides/%s.yaml", trigger);
    write_content("bad", "Not so good", file);
    publish("bad");
    runs(UPDATE);
    double taken = now_ms();
    await_true("grep -q 'verdict: bad' state/kiosk/verdicts.yaml && test $(grep -c 'verdict: bad' "
               "state/kiosk/verdicts.yaml) = $(cat bads)",
               PATIENCE_MS);
    await("two", PATIENCE_MS);
    double back = now_ms() - taken;
    print_message("%s: the good one is back after %.1f s, %u starts\n", trigger, back / 1e3,
                  service_starts(service));
    assert_true(back < PATIENCE_MS);
    assert_int_equal(service_starts(service), starts);
    assert_int_equal(service_bites(service), bites);
    assert_int_not_equal(shell(UPDATE), 0);
    runs("grep -q '\"code\": \"bad\"' run/update.json");
    visitor_wait(2000);
    uint8_t *good = picture("two");
    assert_true(shows(good, NULL));
    free(good);
    assert_int_equal(service_starts(service), starts);
    service_stop(service);
}

static void test_what_crashes_the_kiosk_goes_again(void **unused)
{
    (void)unused;
    runs("echo 1 > bads");
    comes_back_from("crash", 3, 0);
}

static void test_what_hangs_the_kiosk_goes_again(void **unused)
{
    (void)unused;
    runs("echo 2 > bads");
    comes_back_from("hang", 3, 2);
}

static void test_a_visitor_is_not_disturbed(void **unused)
{
    (void)unused;
    struct service *service = start("kiosk.yaml");
    await("two", PATIENCE_MS);
    XWindowAttributes at;
    XGetWindowAttributes(display, kiosk_window(), &at);
    XTestFakeMotionEvent(display, -1, at.x + W / 2, at.y + H / 3, 0);
    XTestFakeButtonEvent(display, 1, True, 0);
    XSync(display, False);
    visitor_wait(60);
    XTestFakeButtonEvent(display, 1, False, 0);
    XSync(display, False);
    visitor_wait(1000);
    write_content("three", "Published third", NULL);
    publish("three");
    runs(UPDATE);
    visitor_wait(5000);
    runs("! grep -q '\"version\": 5' run/kiosk.json");
    await("three", PATIENCE_MS);
    runs("grep -q '\"version\": 5' run/kiosk.json");
    service_stop(service);
}

static void test_without_a_state_folder_the_installed_content_is_shown(void **unused)
{
    (void)unused;
    write_settings("nowhere.yaml", "wall", "/proc/lobby", "run");
    struct service *service = start("nowhere.yaml");
    await("wall", PATIENCE_MS);
    service_stop(service);
}

/* A fault that no content is free of: the kiosk goes down its ladder, and what is new brings it up again. */
static void test_when_everything_crashes_the_safe_screen_stands(void **unused)
{
    (void)unused;
    struct expected safe;
    write_content("broken", "Never seen", "slides/crash.yaml");
    write_settings("broken.yaml", "broken", "$PWD/other-state", "other-run");
    expected_start(&safe, NULL, W, H);
    uint8_t *wanted = expected_picture(&safe, VIEW_SAFE, 0);
    struct service *service = start("broken.yaml");
    double began = now_ms();
    while (!shows(wanted, NULL)) {
        assert_true(now_ms() < began + PATIENCE_MS);
        visitor_wait(15);
    }
    print_message("the safe screen after %.1f s, %u starts\n", (now_ms() - began) / 1e3,
                  service_starts(service));
    assert_int_equal(service_starts(service), 8);
    await_true("grep -q '\"kind\": \"safe\"' other-run/kiosk.json", PATIENCE_MS);
    write_content("mended", "Mended", NULL);
    publish("mended");
    runs(LOBBY_UPDATE " --once -c broken.yaml");
    await("mended", PATIENCE_MS);
    await_true("grep -q '\"kind\": \"good\"' other-run/kiosk.json", PATIENCE_MS);
    assert_int_equal(service_starts(service), 8);
    service_stop(service);
    runs("test ! -e other-run/kiosk.falls");
    free(wanted);
    expected_finish(&safe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_published_comes_on_the_glass),
        cmocka_unit_test(test_what_crashes_the_kiosk_goes_again),
        cmocka_unit_test(test_what_hangs_the_kiosk_goes_again),
        cmocka_unit_test(test_a_visitor_is_not_disturbed),
        cmocka_unit_test(test_when_everything_crashes_the_safe_screen_stands),
        cmocka_unit_test(test_without_a_state_folder_the_installed_content_is_shown),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

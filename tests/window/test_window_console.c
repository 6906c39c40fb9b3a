/* On a console: the card that has a display, and the devices that are worth waking up for. */
#include "window/devices.h"
#include "window/drm.h"

#include "base/file.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[32];

/* Each test stands in an empty folder of its own. */
static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/lobby-console-XXXXXX");
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

static int remove_folder(void **state)
{
    (void)state;
    return chdir("/") == 0 ? nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) : -1;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* As sysfs does it: the folder in the class is a link to the one below the card. */
static void put_connector(const char *name, const char *status)
{
    char target[64], file[64 + sizeof "/status"];
    snprintf(target, sizeof target, "devices-%s", name);
    snprintf(file, sizeof file, "%s/status", target);
    assert_int_equal(mkdir(target, 0755), 0);
    put(file, status);
    assert_int_equal(symlink(target, name), 0);
}

struct connector {
    const char *name, *status;
};

static const struct {
    struct connector connectors[4];
    int card;         /* -1: none */
    const char *says; /* in the sentence, when there is none */
} sysfs[] = {
    {{{"card0-HDMI-A-1", "connected\n"}}, 0, NULL},
    {{{"card0-HDMI-A-1", "disconnected\n"}, {"card0-HDMI-A-2", "connected\n"}}, 0, NULL},
    /* a Pi 5: the first card only computes */
    {{{"card0-Writeback-1", "unknown\n"}, {"card1-HDMI-A-1", "connected\n"}}, 1, NULL},
    {{{"card2-DP-1", "connected\n"}, {"card10-DP-1", "connected\n"}}, 2, NULL},
    {{{"card10-DP-1", "connected\n"}, {"card2-DP-1", "disconnected\n"}}, 10, NULL},
    {{{"card0-HDMI-A-1", "disconnected\n"}, {"card1-DSI-1", "unknown\n"}}, -1, "card0-HDMI-A-1, card1-DSI-1"},
    {{{"renderD128-X", "connected\n"}, {"cardx-HDMI-A-1", "connected\n"}}, -1, "no connector at all"},
    {{{NULL, NULL}}, -1, "no connector at all"},
};

static void the_first_card_with_a_display_is_chosen(void **state)
{
    for (size_t i = 0; i < COUNT_OF(sysfs); i++) {
        put("version", "drm 1.1.0 20060810\n");
        for (size_t k = 0; k < COUNT_OF(sysfs[i].connectors) && sysfs[i].connectors[k].name; k++) {
            put_connector(sysfs[i].connectors[k].name, sysfs[i].connectors[k].status);
        }
        int card = -1;
        struct err err = {""};
        assert_int_equal(drm_find_card(".", &card, &err), sysfs[i].card >= 0);
        assert_int_equal(card, sysfs[i].card);
        if (sysfs[i].says) {
            assert_non_null(strstr(err.text, "no display is connected"));
            assert_non_null(strstr(err.text, sysfs[i].says));
        }
        remove_folder(state);
        make_folder(state);
    }
}

static void a_machine_without_graphics_says_so(void **state)
{
    (void)state;
    int card;
    struct err err = {""};
    assert_false(drm_find_card("missing", &card, &err));
    assert_non_null(strstr(err.text, "there is no graphics card"));
}

#define LONG_BITS (8 * sizeof(unsigned long))

static void set(unsigned long *bits, int bit)
{
    if (bit >= 0) {
        bits[(size_t)bit / LONG_BITS] |= 1ul << ((size_t)bit % LONG_BITS);
    }
}

static const struct {
    const char *what;
    int types[2], key, absolute; /* -1: none */
    bool useful;
} kinds[] = {
    {"touchscreen", {EV_KEY, EV_ABS}, BTN_TOUCH, ABS_MT_POSITION_X, true},
    {"old touchscreen", {EV_KEY, EV_ABS}, BTN_TOUCH, ABS_X, true},
    {"touchscreen without a button", {EV_ABS, -1}, -1, ABS_MT_POSITION_X, true},
    {"mouse", {EV_KEY, EV_REL}, BTN_LEFT, -1, true},
    {"keyboard", {EV_KEY, -1}, KEY_ENTER, -1, true},
    {"keypad", {EV_KEY, -1}, KEY_KPENTER, -1, true},
    {"power button", {EV_KEY, -1}, KEY_POWER, -1, false},
    {"lid switch", {EV_SW, -1}, -1, -1, false},
    {"accelerometer", {EV_ABS, -1}, -1, ABS_X, false},
    {"volume keys", {EV_KEY, -1}, KEY_VOLUMEUP, -1, false},
};

static void only_what_a_visitor_can_use_wakes_the_kiosk(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        unsigned long types[EV_MAX / LONG_BITS + 1] = {0};
        unsigned long keys[KEY_MAX / LONG_BITS + 1] = {0};
        unsigned long absolutes[ABS_MAX / LONG_BITS + 1] = {0};
        set(types, kinds[i].types[0]);
        set(types, kinds[i].types[1]);
        set(keys, kinds[i].key);
        set(absolutes, kinds[i].absolute);
        if (device_useful(types, keys, absolutes) != kinds[i].useful) {
            fail_msg("%s", kinds[i].what);
        }
    }
}

static size_t count_devices(const struct devices *devices)
{
    size_t opened, denied;
    devices_count(devices, &opened, &denied);
    return opened;
}

static int readable(const struct devices *devices, int timeout_ms)
{
    struct pollfd fds[DEVICES_MAX + 1];
    const size_t n = devices_poll(devices, fds, COUNT_OF(fds));
    return poll(fds, n, timeout_ms);
}

/* Pipes stand in for the devices: they too can be read without waiting. */
static void devices_come_wake_are_drained_and_go(void **state)
{
    (void)state;
    put("mouse0", ""); /* not of the evdev kind */
    struct devices *devices = devices_create(".");
    assert_non_null(devices);
    assert_int_equal(count_devices(devices), 0);
    assert_int_equal(readable(devices, 0), 0);

    assert_int_equal(mkfifo("event3", 0600), 0);
    assert_int_equal(readable(devices, 1000), 1); /* inotify */
    AUTO_CLOSE int feed = open("event3", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    assert_true(feed >= 0);
    assert_true(devices_drain(devices));
    assert_int_equal(count_devices(devices), 1);
    assert_int_equal(readable(devices, 0), 0);

    assert_int_equal(write(feed, "touch", 5), 5);
    assert_int_equal(readable(devices, 0), 1);
    assert_false(devices_drain(devices));
    assert_int_equal(readable(devices, 0), 0);

    assert_int_equal(unlink("event3"), 0);
    file_close_p(&feed);
    feed = -1;
    assert_true(devices_drain(devices)); /* the end of the file: it was pulled out */
    assert_int_equal(count_devices(devices), 0);
    devices_destroy(devices);
}

static void a_missing_folder_is_survived(void **state)
{
    (void)state;
    struct devices *devices = devices_create("/nowhere/input");
    assert_non_null(devices);
    assert_int_equal(count_devices(devices), 0);
    assert_false(devices_drain(devices));
    devices_destroy(devices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_card_with_a_display_is_chosen, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_machine_without_graphics_says_so, make_folder, remove_folder),
        cmocka_unit_test(only_what_a_visitor_can_use_wakes_the_kiosk),
        cmocka_unit_test_setup_teardown(devices_come_wake_are_drained_and_go, make_folder, remove_folder),
        cmocka_unit_test(a_missing_folder_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

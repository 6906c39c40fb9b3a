/* What the kernel says when a display is plugged in, and what is none of that. */
#include "window/displays.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define CARD "change@/devices/pci0/drm/card0\0ACTION=change\0DEVPATH=/devices/pci0/drm/card0\0"

#define ROW(text, display)                                                                                   \
    {                                                                                                        \
        text, sizeof(text), display                                                                          \
    }

static void messages_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        bool display;
    } cases[] = {
        ROW(CARD "SUBSYSTEM=drm\0HOTPLUG=1\0DEVNAME=dri/card0", true),
        ROW(CARD "SUBSYSTEM=drm\0HOTPLUG=1\0CONNECTOR=32", true),
        ROW(CARD "SUBSYSTEM=drm\0HOTPLUG=1\0CONNECTOR=32\0PROPERTY=7", false),
        ROW(CARD "SUBSYSTEM=drm\0DEVNAME=dri/card0", false),
        ROW(CARD "SUBSYSTEM=usb\0HOTPLUG=1", false),
        ROW(CARD "SUBSYSTEM=drmx\0HOTPLUG=1", false),
        {"", 0, false},
        {"\0\0\0", 3, false},
        {"SUBSYSTEM=drm\0HOTPLUG=", 22, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (displays_message(cases[i].text, cases[i].length) != cases[i].display) {
            fail_msg("case %zu", i);
        }
    }
}

/* Whatever is not from the kernel is passed over; so is nothing at all. */
static void only_the_kernel_is_believed(void **state)
{
    (void)state;
    static const char message[] = CARD "SUBSYSTEM=drm\0HOTPLUG=1";
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends), 0);
    assert_false(displays_changed(ends[0]));
    assert_int_equal(send(ends[1], message, sizeof message, 0), sizeof message);
    assert_false(displays_changed(ends[0])); /* an address without a number */
    close(ends[0]);
    close(ends[1]);
}

static void there_is_something_to_listen_to(void **state)
{
    (void)state;
    int fd = displays_open();
    assert_true(fd >= 0);
    assert_false(displays_changed(fd));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_told_apart),
        cmocka_unit_test(only_the_kernel_is_believed),
        cmocka_unit_test(there_is_something_to_listen_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The kiosk without a display leaves a picture of every screen that a visitor can reach. */
#include "folder.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The exit code of a tour of the folder at a size; its pictures are in its folder "tour". */
static int tour(const char *folder, const char *size)
{
    char pictures[64];
    snprintf(pictures, sizeof pictures, "%s/tour", folder);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        setenv("LOBBY_TOUR", pictures, 1);
        execl(LOBBY_PROGRAM, LOBBY_PROGRAM, "--headless", "-w", size, folder, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    assert_int_equal(waitpid(process, &status, 0), process);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void expect_picture(const char *folder, const char *name)
{
    char path[96];
    snprintf(path, sizeof path, "%s/tour/%s.png", folder, name);
    if (access(path, R_OK) != 0)
        fail_msg("there is no %s", path);
}

/* Of two pictures of one size: are they of the same screen? */
static bool same_picture(const char *folder, const char *one, const char *other)
{
    char command[256];
    snprintf(command, sizeof command, "cmp -s %s/tour/%s.png %s/tour/%s.png", folder, one, folder, other);
    int status = system(command);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    return WEXITSTATUS(status) == 0;
}

static void test_every_screen_is_reached(void **unused)
{
    (void)unused;
    /* On the lowest screen the first tile of the menu is only seen after scrolling. */
    static const char *const sizes[] = {"1920x1080", "480x800", "1920x320"};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *folder = folder_create();
        folder_fill(folder, 2);
        assert_int_equal(tour(folder, sizes[i]), 0);
        expect_picture(folder, "01-slide-0000");
        expect_picture(folder, "02-slide-0001");
        expect_picture(folder, "03-menu");
        expect_picture(folder, "04-page");
        assert_false(same_picture(folder, "03-menu", "01-slide-0000"));
        assert_false(same_picture(folder, "03-menu", "02-slide-0001"));
        folder_remove(folder);
    }
}

static void test_an_emergency_is_all_there_is_to_see(void **unused)
{
    (void)unused;
    char *folder = folder_create();
    folder_fill(folder, 1);
    folder_write(folder, "notice.yaml",
                 "level: emergency\ntitle: Leave the building\nbody: Follow the staff.\n");
    assert_int_equal(tour(folder, "800x480"), 0);
    expect_picture(folder, "01-emergency");
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_screen_is_reached),
                                       cmocka_unit_test(test_an_emergency_is_all_there_is_to_see)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

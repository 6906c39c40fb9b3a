/* bench-eye FRAMEBUFFER SCENE [NUMBER] -- PROGRAM [WORD...] : starts a program on the display that DISPLAY
 * names, plays a scene with it, and prints what was seen from outside, a line "measure value" each. README.md
 * lists them. */
#include "scenes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

static const struct {
    const char *name;
    void (*play)(struct stage *stage);
} scenes[] = {{"start", scene_start},   {"slides", scene_slides}, {"change", scene_change},
              {"still", scene_still},   {"growth", scene_growth}, {"tap", scene_tap},
              {"scroll", scene_scroll}, {"save", scene_save}};

static int usage(void)
{
    fputs("usage: bench-eye FRAMEBUFFER SCENE [NUMBER | FROM TO] -- PROGRAM [WORD...]\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    int dashes = 3;
    while (dashes < argc && strcmp(argv[dashes], "--") != 0)
        dashes++;
    if (dashes + 1 >= argc)
        return usage();
    /* Neither a page that was dropped nor a lazy timer of this program is to be measured. */
    prctl(PR_SET_TIMERSLACK, 1);
    struct glass glass = glass_open(argv[1]);
    struct stage stage = {.glass = &glass, .finger = finger_create(), .program = argv + dashes + 1};
    stage.number = dashes > 3 ? atoi(argv[3]) : 0;
    stage.from = dashes > 4 ? argv[3] : NULL;
    stage.to = dashes > 4 ? argv[4] : NULL;
    mlockall(MCL_CURRENT);
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        if (strcmp(argv[2], scenes[i].name) == 0) {
            scenes[i].play(&stage);
            stage_clear(&stage);
            finger_destroy(stage.finger);
            return EXIT_SUCCESS;
        }
    }
    return usage();
}

/* scenes: what is done with a program, and what is printed about it. */
#ifndef LOBBY_TESTS_BENCH_SCENES_H
#define LOBBY_TESTS_BENCH_SCENES_H

#include "finger.h"
#include "glass.h"

struct stage {
    const struct glass *glass;
    struct finger *finger;
    char **program;
    int number;            /* of slides, taps, seconds, ...: the scene's */
    const char *from, *to; /* files, for scene_save */
};

/* start: ms from before exec until the first picture is complete. */
void scene_start(struct stage *stage);

/* slides NUMBER: slide_cpu ms for each slide with its fade, frames and gap (ms) of each fade; pss, kB, at the
 * end. */
void scene_slides(struct stage *stage);

/* change NUMBER: change_cpu, ms, of each slide that the right arrow key brings; then pss, kB. */
void scene_change(struct stage *stage);

/* still NUMBER: a paused slide for so many seconds: still_cpu, ms a minute; still_wakes and still_frames a
 * second. */
void scene_still(struct stage *stage);

/* growth NUMBER: kB that so many slide changes add. */
void scene_growth(struct stage *stage);

/* tap NUMBER: taps a tile of the menu: press, first and release, ms until the first changed pixel after the
 * press, the first after the release, and the last. */
void scene_tap(struct stage *stage);

/* scroll NUMBER: pulls a page up and down: scroll_cpu, ms a frame; scroll_frames a second. */
void scene_scroll(struct stage *stage);

/* save FROM TO: puts file FROM in the place of TO, of the slide that is shown: save, ms until the new
 * picture. */
void scene_save(struct stage *stage);

/* Ends the program and waits until the screen is empty. */
void stage_clear(struct stage *stage);

#endif

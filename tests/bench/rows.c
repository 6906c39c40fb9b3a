#include "rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct row rows[] = {
    {"start", "start to first picture, warm", "ms", MEDIAN},
    {"cold", "start to first picture, cold cache", "ms", MEDIAN},
    {"pss", "memory (PSS) after the slides", "kB", MEDIAN},
    {"growth", "memory that 200 slide changes add", "kB", MEDIAN},
    {"still_cpu", "still slide: CPU a minute", "ms", MEDIAN},
    {"still_wakes", "still slide: wake-ups a second", "", MEDIAN},
    {"still_frames", "still slide: frames a second", "", MEDIAN},
    {"slide_cpu", "a slide with its fade: CPU", "ms", MEDIAN},
    {"frames", "frames in a fade of 600 ms", "", MEDIAN},
    {"gap", "largest gap between them", "ms", P95},
    {"press", "press to first pixel, p95", "ms", P95},
    {"first", "release to first pixel, p95", "ms", P95},
    {"release", "release to finished page, p95", "ms", P95},
    {"scroll_cpu", "a frame of a page that scrolls: CPU", "ms", MEDIAN},
    {"scroll_frames", "frames a second while it scrolls", "", MEDIAN},
    {"save", "saved file to new pixels", "ms", MEDIAN},
    {"few_start", "start with 12 slides", "ms", MEDIAN},
    {"many_start", "start with 500 slides", "ms", MEDIAN},
    {"few_pss", "memory with 12 slides", "kB", MEDIAN},
    {"many_pss", "memory with 500 slides", "kB", MEDIAN},
    {"few_change_cpu", "a slide change with 12: CPU", "ms", MEDIAN},
    {"many_change_cpu", "a slide change with 500: CPU", "ms", MEDIAN},
    {"check", "reading and checking 500 slides", "ms", MEDIAN},
};

/* Those of issue 6. */
const struct bar bars[] = {
    {"start", "chromium", NULL, 0.10, 0, 0},
    {"start", "feh", NULL, 1.5, 0, 0},
    {"cold", "chromium", NULL, 0.15, 0, 0},
    {"pss", "chromium", NULL, 0.10, 0, 0},
    {"pss", "floor-sdl", NULL, 1, 0, 0},
    {"pss", NULL, NULL, 0, 25 * 1024, 0},
    {"growth", NULL, NULL, 0, 512, 0},
    {"still_cpu", "chromium", NULL, 1.0 / 60, 0, 0},
    {"still_cpu", NULL, NULL, 0, 5, 0},
    {"still_wakes", NULL, NULL, 0, 1, 0},
    {"still_frames", NULL, NULL, 0, 0, 0},
    {"slide_cpu", "chromium", NULL, 0.2, 0, 0},
    {"slide_cpu", "floor-sdl", NULL, 1.3, 0, 0},
    {"frames", "chromium", NULL, 1, 0, 1},
    {"frames", NULL, NULL, 0, 36, 1},
    {"gap", NULL, NULL, 0, 20, 0},
    {"press", "chromium", NULL, 0.6, 0, 0},
    {"press", "floor-sdl", NULL, 1, 3, 0},
    {"release", "chromium", NULL, 0.4, 0, 0},
    {"release", "floor-sdl", NULL, 1, 8, 0},
    {"scroll_cpu", "chromium", NULL, 0.5, 0, 0},
    {"scroll_cpu", "floor-sdl", NULL, 1.5, 0, 0},
    {"save", NULL, NULL, 0, 300, 0},
    {"many_start", "lobby", "few_start", 1.5, 0, 0},
    {"many_pss", "lobby", "few_pss", 1, 4 * 488, 0},
    {"many_change_cpu", "lobby", "few_change_cpu", 1.1, 0, 0}, /* "the same", within what runs differ */
    {"check", NULL, NULL, 0, 1000, 0},
};

const size_t rows_count = COUNT(rows), bars_count = COUNT(bars);

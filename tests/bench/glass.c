#include "glass.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xmd.h>

#include <X11/XWDFile.h>

#define STEP           20 /* px: of the grid over all */
#define COLORS_LEAST   48 /* fewer are an empty window */
#define SAME_CHANNEL   8
#define PIXEL_MASK     0xffffffu
#define FRAMES_AT_ONCE 64

double glass_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

void glass_rest(double ms)
{
    struct timespec time = {(time_t)(ms / 1e3), 0};
    time.tv_nsec = (long)((ms - (double)time.tv_sec * 1e3) * 1e6);
    nanosleep(&time, NULL);
}

static void give_up(const char *what)
{
    fprintf(stderr, "bench-eye: %s\n", what);
    exit(EXIT_FAILURE);
}

struct glass glass_open(const char *path)
{
    struct stat stat;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &stat) != 0)
        give_up("the framebuffer cannot be opened");
    uint8_t *file = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (file == MAP_FAILED || (size_t)stat.st_size < sizeof(XWDFileHeader))
        give_up("the framebuffer cannot be mapped");
    const XWDFileHeader *header = (const XWDFileHeader *)(const void *)file;
    size_t before = ntohl(header->header_size) + (size_t)ntohl(header->ncolors) * sizeof(XWDColor);
    struct glass glass = {file + before, ntohl(header->bytes_per_line), (int)ntohl(header->pixmap_width),
                          (int)ntohl(header->pixmap_height)};
    if (ntohl(header->bits_per_pixel) != 32 || before + glass.stride * (size_t)glass.h > (size_t)stat.st_size)
        give_up("the framebuffer has another format");
    return glass;
}

struct grid glass_all(const struct glass *glass)
{
    return (struct grid){glass, STEP / 2, STEP / 2, glass->w - STEP / 2, glass->h - STEP / 2, STEP};
}

static size_t points_of(const struct grid *grid)
{
    size_t columns = (size_t)((grid->w + grid->step - 1) / grid->step);
    size_t rows = (size_t)((grid->h + grid->step - 1) / grid->step);
    return columns * rows;
}

static void look(const struct grid *grid, uint32_t *points)
{
    for (int y = grid->y; y < grid->y + grid->h; y += grid->step) {
        const uint8_t *row = grid->glass->pixels + (size_t)y * grid->glass->stride;
        for (int x = grid->x; x < grid->x + grid->w; x += grid->step) {
            memcpy(points, row + (size_t)x * 4, 4);
            *points++ &= PIXEL_MASK;
        }
    }
}

static void make_room(struct sight *sight)
{
    if (sight->count < sight->room)
        return;
    sight->room += FRAMES_AT_ONCE;
    sight->at = realloc(sight->at, sight->room * sizeof *sight->at);
    sight->states = realloc(sight->states, sight->room * sight->points * sizeof *sight->states);
    if (!sight->at || !sight->states)
        give_up("out of memory");
}

static uint32_t *state(const struct sight *sight, size_t i)
{
    return sight->states + i * sight->points;
}

struct sight sight_begin(const struct grid *grid)
{
    struct sight sight = {.grid = *grid, .points = points_of(grid)};
    make_room(&sight);
    look(grid, sight.states);
    sight.at[0] = glass_now();
    sight.count = 1;
    make_room(&sight);
    return sight;
}

void sight_finish(struct sight *sight)
{
    free(sight->at);
    free(sight->states);
    *sight = (struct sight){.count = 0};
}

void sight_watch(struct sight *sight, double until, double quiet_ms)
{
    double now = glass_now();
    while (now < until) {
        double last = sight_last_change(sight);
        if (quiet_ms > 0 && last >= 0 && now > last + quiet_ms)
            return;
        /* The newest state is looked at in the place where it is kept when it is new. */
        look(&sight->grid, state(sight, sight->count));
        now = glass_now();
        if (memcmp(state(sight, sight->count), state(sight, sight->count - 1),
                   sight->points * sizeof *sight->states) != 0) {
            sight->at[sight->count++] = now;
            make_room(sight);
        }
        nanosleep(&(struct timespec){0, GLASS_LOOK_US * 1000L}, NULL);
        now = glass_now();
    }
}

double sight_first_change(const struct sight *sight)
{
    return sight->count > 1 ? sight->at[1] : -1;
}

double sight_last_change(const struct sight *sight)
{
    return sight->count > 1 ? sight->at[sight->count - 1] : -1;
}

static int by_color(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t colors(const struct sight *sight, size_t i)
{
    uint32_t *sorted = malloc(sight->points * sizeof *sorted);
    if (!sorted)
        give_up("out of memory");
    memcpy(sorted, state(sight, i), sight->points * sizeof *sorted);
    qsort(sorted, sight->points, sizeof *sorted, by_color);
    size_t count = 1;
    for (size_t point = 1; point < sight->points; point++)
        count += sorted[point] != sorted[point - 1];
    free(sorted);
    return count;
}

static bool same_color(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 24; shift += 8) {
        if (abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)) > SAME_CHANNEL)
            return false;
    }
    return true;
}

double sight_shows_last(const struct sight *sight)
{
    const uint32_t *last = state(sight, sight->count - 1);
    if (colors(sight, sight->count - 1) < COLORS_LEAST)
        return -1;
    for (size_t i = 0; i < sight->count; i++) {
        size_t same = 0;
        for (size_t point = 0; point < sight->points; point++)
            same += same_color(state(sight, i)[point], last[point]);
        if (same * 10 >= sight->points * 9)
            return sight->at[i];
    }
    return -1;
}

size_t sight_frames(const struct sight *sight, size_t from, double rest_ms, double *gap, size_t *next)
{
    size_t frames = 0, i = from;
    double begun = 0;
    *gap = 0;
    for (; i < sight->count; i++) {
        double since = sight->at[i] - begun;
        if (frames > 0 && sight->at[i] - sight->at[i - 1] > rest_ms)
            break;
        if (frames > 0 && since < GLASS_FRAME_MS)
            continue;
        if (frames > 0 && since > *gap)
            *gap = since;
        begun = sight->at[i];
        frames++;
    }
    *next = i;
    return frames;
}

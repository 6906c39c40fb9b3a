#include "stage.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xutil.h>

#define PATIENCE    5000 /* ms */
#define WINDOWS_MAX 1000 /* that one test opens, one after the other */

/* The window keeps its X window to itself, but SDL tells. */
static SDL_SysWMinfo x11_info(void)
{
    SDL_Window *window = NULL;
    for (Uint32 id = 1; !window && id < WINDOWS_MAX; id++) {
        window = SDL_GetWindowFromID(id);
    }
    assert_non_null(window);
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    assert_true(SDL_GetWindowWMInfo(window, &info));
    assert_int_equal(info.subsystem, SDL_SYSWM_X11);
    return info;
}

struct stage stage_open(struct window_options options)
{
    struct stage stage = {0};
    struct err err = {""};
    options.title = "Lobby on stage";
    stage.paint = paint_create(options.rotation, &err);
    stage.window = stage.paint ? window_create(&options, stage.paint, &err) : NULL;
    if (!stage.window) {
        fail_msg("%s", err.text);
    }
    if (!options.hidden) {
        const struct frame fields = stage_fields(&stage);
        stage_present(&stage, &fields);
        snprintf(stage.id, sizeof stage.id, "%lu", x11_info().info.x11.window);
        stage_do(&stage, "mousemove 1900 1190");
        stage_settle(&stage, 100);
        stage_present(&stage, &fields);
    }
    return stage;
}

void stage_close(struct stage *stage)
{
    window_destroy(stage->window);
    paint_destroy(stage->paint);
}

struct frame stage_fields(const struct stage *stage)
{
    static const uint32_t colors[] = {0xd04020, 0x20c060, 0x3050e0, 0xf0d030, 0x902090, 0x40d0d0};
    struct frame frame = {.count = COUNT_OF(colors)};
    window_size(stage->window, &frame.w, &frame.h);
    for (int i = 0; i < (int)COUNT_OF(colors); i++) {
        const int x = i % 3 * frame.w / 3, y = i / 3 * frame.h / 2;
        frame.layers[i] = (struct layer){
            .clip = {x, y, (i % 3 + 1) * frame.w / 3 - x, (i / 3 + 1) * frame.h / 2 - y},
            .alpha = 255,
            .color = colors[i],
            .pressed = FRAME_NO_TARGET,
            .focused = FRAME_NO_TARGET,
        };
    }
    return frame;
}

uint32_t stage_color(const struct frame *frame, int x, int y)
{
    uint32_t color = 0;
    for (size_t i = 0; i < frame->count; i++) {
        const struct rect clip = frame->layers[i].clip;
        if (x >= clip.x && y >= clip.y && x < clip.x + clip.w && y < clip.y + clip.h) {
            color = frame->layers[i].color;
        }
    }
    return color;
}

void stage_present(struct stage *stage, const struct frame *frame)
{
    struct err err = {""};
    if (!window_present(stage->window, frame, &err)) {
        fail_msg("%s", err.text);
    }
}

void stage_do(const struct stage *stage, const char *format, ...)
{
    char arguments[256], command[512];
    va_list list;
    va_start(list, format);
    vsnprintf(arguments, sizeof arguments, format, list);
    va_end(list);
    snprintf(command, sizeof command, "xdotool windowfocus --sync %s %s", stage->id, arguments);
    assert_int_equal(system(command), 0);
}

struct window_event stage_event(struct stage *stage, enum window_event_kind kind)
{
    const uint64_t deadline = window_now() + PATIENCE;
    while (window_now() < deadline) {
        struct window_event event;
        if (window_wait(stage->window, deadline, &event, 1) == 0) {
            continue;
        }
        if (event.kind == kind) {
            return event;
        }
        if (event.kind != WINDOW_EXPOSED && event.kind != WINDOW_RESIZED) {
            fail_msg("expected an event of kind %d, got %d (input %d)", kind, event.kind, event.input.kind);
        }
    }
    fail_msg("no event of kind %d came", kind);
    return (struct window_event){0};
}

void stage_expect_size(struct stage *stage, int w, int h)
{
    const uint64_t deadline = window_now() + PATIENCE;
    for (;;) {
        int now_w, now_h;
        window_size(stage->window, &now_w, &now_h);
        if (now_w == w && now_h == h) {
            return;
        }
        if (window_now() >= deadline) {
            fail_msg("expected a window of %dx%d, it is %dx%d", w, h, now_w, now_h);
        }
        stage_event(stage, WINDOW_RESIZED);
    }
}

size_t stage_settle(struct stage *stage, unsigned ms)
{
    const uint64_t deadline = window_now() + ms;
    size_t count = 0;
    while (window_now() < deadline) {
        struct window_event event;
        if (window_wait(stage->window, deadline, &event, 1) == 1) {
            count += event.kind != WINDOW_EXPOSED && event.kind != WINDOW_RESIZED;
        }
    }
    return count;
}

struct shot stage_shot(void)
{
    /* Over SDL's own connection, so that the server has drawn what was sent before. */
    const SDL_SysWMinfo info = x11_info();
    XWindowAttributes attributes;
    assert_true(XGetWindowAttributes(info.info.x11.display, info.info.x11.window, &attributes));
    struct shot shot = {.w = attributes.width, .h = attributes.height};
    XImage *image = XGetImage(info.info.x11.display, info.info.x11.window, 0, 0, (unsigned)shot.w,
                              (unsigned)shot.h, AllPlanes, ZPixmap);
    assert_non_null(image);
    shot.pixels = calloc((size_t)shot.w * (size_t)shot.h, sizeof shot.pixels[0]);
    assert_non_null(shot.pixels);
    for (int i = 0; i < shot.w * shot.h; i++) {
        shot.pixels[i] = (uint32_t)XGetPixel(image, i % shot.w, i / shot.w) & 0xffffff;
    }
    XDestroyImage(image);
    return shot;
}

long stage_sleeps(void)
{
    long sum = 0;
    DIR *tasks = opendir("/proc/self/task");
    assert_non_null(tasks);
    const struct dirent *task;
    while ((task = readdir(tasks))) {
        char path[300], line[256];
        snprintf(path, sizeof path, "/proc/self/task/%s/status", task->d_name);
        FILE *status = fopen(path, "r");
        while (status && fgets(line, sizeof line, status)) {
            long count;
            if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1) {
                sum += count;
            }
        }
        if (status) {
            fclose(status);
        }
    }
    closedir(tasks);
    return sum;
}

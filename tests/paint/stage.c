#include "stage.h"

#include "paint/png.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const files[] = {"lobby.yaml", "slides/one.yaml", "pages/one.yaml"};

static void write_text(const struct stage *stage, const char *name, const char *text)
{
    stage_write(stage, name, text, strlen(text));
}

void stage_write(const struct stage *stage, const char *name, const void *bytes, size_t length)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", stage->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

void stage_write_ramp(const struct stage *stage, const char *name, int w, int h)
{
    char path[160];
    struct err err;
    uint8_t *rgb = malloc((size_t)w * (size_t)h * 3);
    assert_non_null(rgb);
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            uint8_t *pixel = rgb + ((size_t)y * (size_t)w + (size_t)x) * 3;
            pixel[0] = (uint8_t)(x * 255 / (w > 1 ? w - 1 : 1));
            pixel[1] = (uint8_t)(y * 255 / (h > 1 ? h - 1 : 1));
            pixel[2] = 40;
        }
    }
    snprintf(path, sizeof path, "%s/%s", stage->folder, name);
    assert_true(png_write(path, rgb, w, h, &err));
    free(rgb);
}

void stage_open(struct stage *stage, int rotation)
{
    static const char *const folders[] = {"slides", "pages", "images"};
    struct err err;
    snprintf(stage->folder, sizeof stage->folder, "/tmp/lobby-paint-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    for (size_t i = 0; i < 3; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", stage->folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    write_text(stage, files[0], "format: 1\nname: Lobby\n");
    write_text(stage, files[1], "layout: statement\ntitle: One\n");
    write_text(stage, files[2], "title: One\nbody: Words.\n");
    stage_write_ramp(stage, "images/ramp.png", 400, 300);
    struct diag_list *diags = diag_list_create();
    stage->content = content_load(stage->folder, diags);
    if (!stage->content)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    assert_non_null(stage->content);
    stage->paint = paint_create(rotation, &err);
    assert_non_null(stage->paint);
}

void stage_close(struct stage *stage)
{
    char command[160];
    paint_destroy(stage->paint);
    content_unref(stage->content);
    snprintf(command, sizeof command, "rm -rf '%s'", stage->folder);
    assert_int_equal(system(command), 0);
}

struct scene *stage_scene(const struct stage *stage, int w, int h, uint32_t ground)
{
    struct scene *scene = scene_create(stage->content, paint_fonts(stage->paint), "en", false, w, h, ground);
    assert_non_null(scene);
    return scene;
}

static void write_line(struct scene *scene, int x, int y, const char *text, enum font_style style, int px)
{
    struct text_para para = scene_plain(scene, text, style, px, 0xfaf8f3);
    scene_text(scene, (struct rect){x, y, scene->w - x, 0}, &para);
}

struct scene *stage_rich_scene(const struct stage *stage, int w, int h)
{
    static const struct picture picture = {
        .file = "images/ramp.png", .focus_x = 0.5, .focus_y = 0.5, .width = 400, .height = 300};
    struct scene *scene = stage_scene(stage, w, h, 0x0f3a36);
    scene_gradient(scene, (struct rect){0, 0, w, h}, 0x1d5a52, 255, 0x0a2a27, 255, false);
    scene_picture(scene, (struct rect){w / 2, h / 8, w / 2 - 31, h / 2}, &picture, 23);
    scene_gradient(scene, (struct rect){0, 0, w, h}, 0x0a2a27, 230, 0x0a2a27, 0, true);
    scene_fill(scene, (struct rect){w / 3, h / 2 - 20, w / 3, h / 3}, 0xfaf8f3, 180, 31);
    scene_fill(scene, (struct rect){w / 10, h - 90, 201, 61}, 0xf2b84b, 255, 30);
    write_line(scene, 20, h / 10, "Advanced imaging", FONT_DISPLAY, 60);
    write_line(scene, 20, h / 3,
               "Jagged \u0417\u0434\u0440 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 "
               "\u4e2d\u6587 \U0001f600 italic",
               FONT_ITALIC, 31);
    scene_icon(scene, (struct rect){w - 90, h - 90, 61, 61}, ICON_TOUCH, 0xf2b84b);
    scene_qr(scene, (struct rect){w / 2, h - 200, 180, 180}, "https://example.org/");
    scene_target(scene, (struct rect){w / 10, h - 90, 201, 61}, 30, false,
                 (struct action){.kind = ACTION_HOME}, "Start");
    scene_target(scene, (struct rect){w / 2, h / 8, w / 2 - 31, h / 2}, 23, true,
                 (struct action){.kind = ACTION_HOME}, "Picture");
    assert_false(scene->failed);
    return scene;
}

struct frame stage_frame(const struct scene *scene)
{
    struct frame frame = {.w = scene->w, .h = scene->h, .count = 1};
    frame.layers[0] = (struct layer){.scene = scene,
                                     .clip = {0, 0, scene->w, scene->h},
                                     .alpha = 255,
                                     .pressed = FRAME_NO_TARGET,
                                     .focused = FRAME_NO_TARGET};
    return frame;
}

uint32_t *stage_shot(const struct stage *stage, const struct frame *frame)
{
    uint8_t *rgb = NULL;
    struct err err;
    size_t pixels = (size_t)frame->w * (size_t)frame->h;
    if (!paint_shot(stage->paint, frame, &rgb, &err))
        fail_msg("%s", err.text);
    uint32_t *shot = malloc(pixels * sizeof *shot);
    assert_non_null(shot);
    for (size_t i = 0; i < pixels; i++)
        shot[i] = (uint32_t)rgb[3 * i] << 16 | (uint32_t)rgb[3 * i + 1] << 8 | rgb[3 * i + 2];
    free(rgb);
    return shot;
}

void stage_wait(const struct stage *stage, const struct frame *frame)
{
    for (int i = 0; i < 10000 && !paint_complete(stage->paint, frame); i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    assert_true(paint_complete(stage->paint, frame));
}

static int channel(uint32_t pixel, int shift)
{
    return (int)(pixel >> shift & 0xff);
}

int stage_difference(const uint32_t *a, const uint32_t *b, size_t pixels)
{
    int most = 0;
    for (size_t i = 0; i < pixels; i++) {
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = abs(channel(a[i], shift) - channel(b[i], shift));
            most = difference > most ? difference : most;
        }
    }
    return most;
}

double stage_psnr(const uint32_t *a, const uint32_t *b, size_t pixels)
{
    double sum = 0;
    for (size_t i = 0; i < pixels; i++) {
        for (int shift = 0; shift <= 16; shift += 8) {
            double difference = channel(a[i], shift) - channel(b[i], shift);
            sum += difference * difference;
        }
    }
    return sum > 0 ? 10 * log10(255.0 * 255.0 * 3 * (double)pixels / sum) : 99;
}

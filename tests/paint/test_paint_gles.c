/* OpenGL ES shows what the software renderer shows, in every rotation. */
#include "stage.h"

#include "paint/canvas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define W          800
#define H          600
#define ALIKE_PSNR 38.0 /* dB; 41.8 were measured for whole slides */

/* Large enough for a panel in either direction. Neither is destroyed: Mesa keeps memory that only a loaded
 * library can be excused for (tests/leaks.txt). */
static SDL_Renderer *open_gles(void)
{
    SDL_RendererInfo info;
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        fail_msg("no display (run it with tests/with-xvfb): %s", SDL_GetError());
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    SDL_Window *window = SDL_CreateWindow("paint", 0, 0, W, W, SDL_WINDOW_BORDERLESS);
    SDL_Renderer *renderer = window ? SDL_CreateRenderer(window, -1, 0) : NULL;
    if (!renderer)
        fail_msg("no renderer: %s", SDL_GetError());
    assert_int_equal(SDL_GetRendererInfo(renderer, &info), 0);
    assert_string_equal(info.name, "opengles2");
    return renderer;
}

static uint32_t *draw_with(struct stage *stage, SDL_Renderer *renderer, const struct frame *frame, int w,
                           int h)
{
    uint32_t *pixels = malloc((size_t)w * (size_t)h * sizeof *pixels);
    SDL_Rect part = {0, 0, w, h};
    assert_non_null(pixels);
    assert_true(canvas_draw(stage->paint, renderer, NULL, frame));
    assert_int_equal(SDL_RenderReadPixels(renderer, &part, SDL_PIXELFORMAT_RGB888, pixels, w * 4), 0);
    canvas_reset(stage->paint);
    return pixels;
}

static void compare(struct stage *stage, SDL_Renderer *gles, const struct frame *frame, int rotation)
{
    int w = rotation % 180 ? H : W, h = rotation % 180 ? W : H;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Renderer *software = SDL_CreateSoftwareRenderer(surface);
    uint32_t *drawn = draw_with(stage, gles, frame, w, h);
    uint32_t *wanted = draw_with(stage, software, frame, w, h);
    double psnr = stage_psnr(drawn, wanted, (size_t)w * (size_t)h);
    print_message("rotation %d: %.1f dB, at most %d levels\n", rotation, psnr,
                  stage_difference(drawn, wanted, (size_t)w * (size_t)h));
    assert_true(psnr >= ALIKE_PSNR);
    SDL_DestroyRenderer(software);
    SDL_FreeSurface(surface);
    free(drawn);
    free(wanted);
}

static void test_both_show_the_same(void **state)
{
    (void)state;
    SDL_Renderer *gles = open_gles();
    for (int rotation = 0; rotation < 360; rotation += 90) {
        struct stage stage;
        stage_open(&stage, rotation);
        struct scene *from = stage_rich_scene(&stage, W, H), *to = stage_rich_scene(&stage, W, 900);
        struct frame frame = stage_frame(from);
        frame.count = 3;
        frame.layers[0].focused = 0;
        frame.layers[0].pressed = 1;
        frame.layers[1] = (struct layer){.clip = {0, 0, W, H}, .color = 0, .alpha = 60};
        frame.layers[2] = stage_frame(to).layers[0];
        frame.layers[2].y = -201;
        frame.layers[2].alpha = 100;
        frame.layers[2].focused = 1;
        stage_wait(&stage, &frame);
        compare(&stage, gles, &frame, rotation);
        scene_destroy(from);
        scene_destroy(to);
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_both_show_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The fade that is mixed without SDL: to the nearest level, where it belongs, and like SDL's. */
#include "paint/blend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define SIDE 37 /* odd: the ends of rows are done otherwise than their middles */

struct scene {
    SDL_Surface *surface;
    SDL_Renderer *renderer;
    SDL_Texture *texture, *lower;
};

static uint32_t *pixel(SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch) + x;
}

static SDL_Texture *noise(SDL_Renderer *renderer)
{
    uint32_t pixels[SIDE * SIDE];
    SDL_Texture *texture =
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING, SIDE, SIDE);
    assert_non_null(texture);
    for (int i = 0; i < SIDE * SIDE; i++)
        pixels[i] = (uint32_t)rand() & 0xffffff;
    SDL_UpdateTexture(texture, NULL, pixels, SIDE * 4);
    return texture;
}

static struct scene scene_open(Uint32 format)
{
    struct scene scene = {SDL_CreateRGBSurfaceWithFormat(0, SIDE, SIDE, 32, format), NULL, NULL, NULL};
    scene.renderer = SDL_CreateSoftwareRenderer(scene.surface);
    assert_non_null(scene.renderer);
    srand(7);
    scene.texture = noise(scene.renderer);
    scene.lower = noise(scene.renderer);
    for (int i = 0; i < SIDE * SIDE; i++)
        *pixel(scene.surface, i % SIDE, i / SIDE) = (uint32_t)rand() & 0xffffff;
    return scene;
}

static void scene_close(struct scene *scene)
{
    SDL_DestroyTexture(scene->texture);
    SDL_DestroyTexture(scene->lower);
    SDL_DestroyRenderer(scene->renderer);
    SDL_FreeSurface(scene->surface);
}

static int channel(uint32_t color, int shift)
{
    return (int)(color >> shift & 0xff);
}

static void take_texture(SDL_Texture *texture, uint32_t to[SIDE][SIDE])
{
    void *pixels;
    int pitch;
    assert_int_equal(SDL_LockTexture(texture, NULL, &pixels, &pitch), 0);
    for (int i = 0; i < SIDE * SIDE; i++)
        to[i / SIDE][i % SIDE] = ((uint32_t *)pixels)[i / SIDE * (pitch / 4) + i % SIDE];
    SDL_UnlockTexture(texture);
}

/* The part of the texture at source, at (x, y) of the surface: over what is there, or over another texture.
 */
static void check_over(bool other, SDL_Rect source, int x, int y, uint8_t alpha)
{
    struct scene scene = scene_open(SDL_PIXELFORMAT_RGB888);
    uint32_t above[SIDE][SIDE], lower[SIDE][SIDE], before[SIDE][SIDE];
    take_texture(scene.texture, above);
    take_texture(scene.lower, lower);
    for (int i = 0; i < SIDE * SIDE; i++)
        before[i / SIDE][i % SIDE] = *pixel(scene.surface, i % SIDE, i / SIDE);
    assert_true(blend_textures(scene.renderer, scene.surface, other ? scene.lower : NULL, scene.texture,
                               &source, x, y, alpha));
    for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
            uint32_t now = *pixel(scene.surface, column, row), under = before[row][column], over = under;
            if (column >= x && column < x + source.w && row >= y && row < y + source.h) {
                over = above[row - y + source.y][column - x + source.x];
                under = other ? lower[row - y + source.y][column - x + source.x] : under;
            }
            for (int shift = 0; shift <= 16; shift += 8) {
                int sum = channel(under, shift) * (255 - alpha) + channel(over, shift) * alpha;
                assert_int_equal(channel(now, shift), (sum * 2 + 255) / 510);
            }
        }
    }
    scene_close(&scene);
}

static void check(SDL_Rect source, int x, int y, uint8_t alpha)
{
    check_over(false, source, x, y, alpha);
    check_over(true, source, x, y, alpha);
}

static void test_each_channel_is_the_nearest_level(void **unused)
{
    (void)unused;
    for (int alpha = 0; alpha <= 255; alpha++)
        check((SDL_Rect){0, 0, SIDE, SIDE}, 0, 0, (uint8_t)alpha);
}

static void test_only_the_part_is_touched_and_nothing_outside(void **unused)
{
    (void)unused;
    check((SDL_Rect){3, 5, 20, 11}, 7, 9, 100);
    check((SDL_Rect){0, 0, SIDE, SIDE}, -12, -30, 100);
    check((SDL_Rect){0, 0, SIDE, SIDE}, 30, 12, 100);
    check((SDL_Rect){0, 0, SIDE, SIDE}, SIDE, 0, 100); /* nothing of it is seen */
    check((SDL_Rect){4, 4, 1, 1}, SIDE - 1, SIDE - 1, 1);
}

static void test_it_looks_like_sdls(void **unused)
{
    (void)unused;
    for (int alpha = 1; alpha < 255; alpha += 11) {
        struct scene ours = scene_open(SDL_PIXELFORMAT_RGB888), theirs = scene_open(SDL_PIXELFORMAT_RGB888);
        const SDL_Rect all = {0, 0, SIDE, SIDE};
        assert_true(
            blend_textures(ours.renderer, ours.surface, NULL, ours.texture, &all, 0, 0, (uint8_t)alpha));
        SDL_SetTextureBlendMode(theirs.texture, SDL_BLENDMODE_BLEND);
        SDL_SetTextureAlphaMod(theirs.texture, (uint8_t)alpha);
        SDL_RenderCopy(theirs.renderer, theirs.texture, NULL, NULL);
        SDL_RenderFlush(theirs.renderer);
        for (int i = 0; i < SIDE * SIDE; i++) {
            for (int shift = 0; shift <= 16; shift += 8)
                assert_in_range(channel(*pixel(ours.surface, i % SIDE, i / SIDE), shift) -
                                    channel(*pixel(theirs.surface, i % SIDE, i / SIDE), shift) + 2,
                                0, 4);
        }
        scene_close(&ours);
        scene_close(&theirs);
    }
}

static void test_what_was_asked_before_is_drawn_before(void **unused)
{
    (void)unused;
    struct scene scene = scene_open(SDL_PIXELFORMAT_RGB888);
    const SDL_Rect all = {0, 0, SIDE, SIDE};
    SDL_SetRenderDrawColor(scene.renderer, 200, 100, 50, 255);
    SDL_RenderClear(scene.renderer); /* SDL has only noted it */
    assert_true(blend_textures(scene.renderer, scene.surface, NULL, scene.texture, &all, 0, 0, 0));
    assert_int_equal(*pixel(scene.surface, 5, 5) & 0xffffff, 0xc86432);
    scene_close(&scene);
}

static void test_what_cannot_be_done_is_left_to_sdl(void **unused)
{
    (void)unused;
    struct scene other = scene_open(SDL_PIXELFORMAT_BGR888), scene = scene_open(SDL_PIXELFORMAT_RGB888);
    const SDL_Rect all = {0, 0, SIDE, SIDE};
    SDL_Texture *fixed =
        SDL_CreateTexture(scene.renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STATIC, SIDE, SIDE);
    assert_false(blend_textures(other.renderer, other.surface, NULL, other.texture, &all, 0, 0, 9));
    assert_false(blend_textures(scene.renderer, NULL, NULL, scene.texture, &all, 0, 0, 9));
    assert_false(blend_textures(scene.renderer, scene.surface, NULL, fixed, &all, 0, 0, 9));
    assert_false(blend_textures(scene.renderer, scene.surface, fixed, scene.texture, &all, 0, 0, 9));
    assert_false(blend_textures(scene.renderer, scene.surface, scene.lower, fixed, &all, 0, 0, 9));
    SDL_DestroyTexture(fixed);
    scene_close(&scene);
    scene_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_channel_is_the_nearest_level),
        cmocka_unit_test(test_only_the_part_is_touched_and_nothing_outside),
        cmocka_unit_test(test_it_looks_like_sdls),
        cmocka_unit_test(test_what_was_asked_before_is_drawn_before),
        cmocka_unit_test(test_what_cannot_be_done_is_left_to_sdl),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

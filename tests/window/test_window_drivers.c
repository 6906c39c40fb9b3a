/* The software renderer of the desktop and the OpenGL ES of the console show the same picture. Apart from the
 * other tests, because what Mesa keeps when it is unloaded cannot be told from a leak. */
#include "stage.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

static const int rotations[] = {0, 90, 180, 270};

/* A scene of everything that needs no font, and a second one fading in over it. */
static struct scene *draw_scene(const struct frame *frame, uint32_t ground)
{
    struct scene *scene = scene_create(NULL, NULL, "en", false, frame->w, frame->h, ground);
    assert_non_null(scene);
    scene_gradient(scene, (struct rect){20, 20, 300, 200}, 0xf0a030, 255, 0x103090, 40, true);
    scene_gradient(scene, (struct rect){0, 180, frame->w, 180}, ground, 0, 0x000000, 220, false);
    scene_fill(scene, (struct rect){350, 40, 220, 120}, 0xe8f4ee, 200, 24);
    scene_icon(scene, (struct rect){400, 200, 96, 96}, ICON_TOUCH, 0xffffff);
    assert_true(scene_qr(scene, (struct rect){60, 190, 150, 150}, "https://radiology.example"));
    assert_false(scene->failed);
    return scene;
}

static struct shot shoot_scenes(const char *driver, int rotation)
{
    struct stage stage =
        stage_open((struct window_options){.w = 640, .h = 360, .rotation = rotation, .driver = driver});
    struct frame frame = stage_fields(&stage);
    struct scene *below = draw_scene(&frame, 0x0f3d33);
    struct scene *above = draw_scene(&frame, 0xf4efe6);
    const struct layer whole = {.clip = {0, 0, frame.w, frame.h},
                                .alpha = 255,
                                .pressed = FRAME_NO_TARGET,
                                .focused = FRAME_NO_TARGET};
    frame.count = 3;
    frame.layers[0] = frame.layers[1] = frame.layers[2] = whole;
    frame.layers[0].scene = below;
    frame.layers[1].scene = above;
    frame.layers[1].alpha = 97;
    frame.layers[1].y = -33; /* scrolled */
    frame.layers[2].clip = (struct rect){100, 100, 200, 100};
    frame.layers[2].color = 0x800000;
    frame.layers[2].alpha = 128;
    stage_present(&stage, &frame);
    const struct shot shot = stage_shot();
    paint_forget(stage.paint, below);
    paint_forget(stage.paint, above);
    scene_destroy(below);
    scene_destroy(above);
    stage_close(&stage);
    return shot;
}

/* Peak signal to noise ratio in dB, over all three channels. */
static double compare(const struct shot *a, const struct shot *b)
{
    assert_int_equal(a->w, b->w);
    assert_int_equal(a->h, b->h);
    double sum = 0;
    const int count = a->w * a->h;
    for (int i = 0; i < count; i++) {
        for (int shift = 0; shift < 24; shift += 8) {
            const int difference = (int)(a->pixels[i] >> shift & 255) - (int)(b->pixels[i] >> shift & 255);
            sum += difference * difference;
        }
    }
    return sum == 0 ? INFINITY : 10 * log10(255.0 * 255.0 * 3.0 * count / sum);
}

static void software_and_opengl_show_the_same_picture(void **state)
{
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rotations); r++) {
        struct shot software = shoot_scenes("software", rotations[r]);
        struct shot opengl = shoot_scenes("opengles2", rotations[r]);
        const double same = compare(&software, &opengl);
        print_message("rotation %d: %.1f dB\n", rotations[r], same);
        assert_true(same >= 38);
        /* and the measure can tell pictures apart */
        for (int i = 0; i < opengl.w * 40; i++) {
            opengl.pixels[i] ^= 0x404040;
        }
        assert_true(compare(&software, &opengl) < 38);
        free(software.pixels);
        free(opengl.pixels);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(software_and_opengl_show_the_same_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

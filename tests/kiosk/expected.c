#include "expected.h"

#include "visitor.h"

#include <stdlib.h>
#include <string.h>

void expected_start(struct expected *expected, const char *folder, int w, int h)
{
    struct err err;
    memset(expected, 0, sizeof *expected);
    struct diag_list *diags = diag_list_create();
    expected->content = folder ? content_load(folder, diags) : NULL;
    if (folder && !expected->content)
        diag_print(diags, stderr, "");
    assert_true(!folder || expected->content);
    diag_list_destroy(diags);
    expected->paint = paint_create(0, &err);
    assert_non_null(expected->paint);
    expected->view = view_create(paint_fonts(expected->paint), NULL, NULL);
    assert_non_null(expected->view);
    view_set_content(expected->view, expected->content);
    view_set_size(expected->view, w, h, 0);
    expected->world = (struct ui_world){.content = expected->content,
                                        .clock = {.now = {2026, 9, 7, 10, 0, 0}, .trusted = true}};
}

void expected_finish(struct expected *expected)
{
    view_destroy(expected->view);
    paint_destroy(expected->paint);
    content_unref(expected->content);
}

uint8_t *expected_picture(struct expected *expected, enum view_kind kind, size_t index)
{
    struct err err;
    uint8_t *rgb = NULL;
    assert_true(view_still(expected->view, kind, index, 0, 0, &expected->world, &expected->frame, NULL));
    assert_true(paint_shot(expected->paint, &expected->frame, &rgb, &err));
    return rgb;
}

uint8_t *expected_state(struct expected *expected, const struct ui_state *state)
{
    struct err err;
    uint8_t *rgb = NULL;
    assert_true(view_frame(expected->view, state, &expected->world, EXPECTED_NOW, &expected->frame));
    assert_true(paint_shot(expected->paint, &expected->frame, &rgb, &err));
    return rgb;
}

void expected_target(const struct expected *expected, enum action_kind kind, size_t index, int *x, int *y)
{
    for (size_t i = expected->frame.count; i-- > 0;) {
        const struct layer *layer = &expected->frame.layers[i];
        for (size_t j = 0; layer->scene && j < layer->scene->n_targets; j++) {
            const struct target *target = &layer->scene->targets[j];
            if (target->action.kind != kind || (index != SIZE_MAX && target->action.index != index))
                continue;
            *x = layer->x + target->box.x + target->box.w / 2;
            *y = layer->y + target->box.y + target->box.h / 2;
            return;
        }
    }
    fail_msg("no target does that");
}

uint8_t *expected_turned(const uint8_t *rgb, int *w, int *h, int degrees)
{
    int turned_w = degrees % 180 ? *h : *w, turned_h = degrees % 180 ? *w : *h;
    uint8_t *turned = malloc((size_t)turned_w * (size_t)turned_h * 3);
    assert_non_null(turned);
    for (int y = 0; y < *h; y++) {
        for (int x = 0; x < *w; x++) {
            int tx = degrees == 90 ? *h - 1 - y : degrees == 180 ? *w - 1 - x : degrees == 270 ? y : x;
            int ty = degrees == 90 ? x : degrees == 180 ? *h - 1 - y : degrees == 270 ? *w - 1 - x : y;
            memcpy(turned + ((size_t)ty * (size_t)turned_w + (size_t)tx) * 3,
                   rgb + ((size_t)y * (size_t)*w + (size_t)x) * 3, 3);
        }
    }
    *w = turned_w;
    *h = turned_h;
    return turned;
}

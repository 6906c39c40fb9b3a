/* QR codes of a scene, through libqrencode. */
#include "ui/scene.h"

#include <qrencode.h>
#include <string.h>

/* ISO/IEC 18004, 9.1: four modules of light around the symbol. */
#define QUIET_ZONE 4

static struct rect centered_square(struct rect box, int side)
{
    return (struct rect){box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side};
}

bool scene_qr(struct scene *scene, struct rect box, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    if (!code)
        return false;
    int n = code->width;
    uint8_t *modules = arena_alloc(scene->arena, (size_t)n * (size_t)n);
    if (!modules) {
        scene->failed = true;
        QRcode_free(code);
        return false;
    }
    for (int i = 0; i < n * n; i++)
        modules[i] = code->data[i] & 1;
    QRcode_free(code);

    int side = box.w < box.h ? box.w : box.h;
    int module = side / (n + 2 * QUIET_ZONE);
    if (module < 1)
        return false;
    struct rect light = centered_square(box, side);
    scene_fill(scene, light, 0xffffff, 255, module * 2);
    /* The modules are drawn by an item of their own, whose box is mirrored like every other. */
    struct rect dark = centered_square(light, module * n);
    size_t before = scene->n_items;
    scene_fill(scene, dark, 0x000000, 255, 0);
    if (scene->n_items > before) {
        struct item *item = &scene->items[before];
        item->kind = ITEM_QR;
        item->modules = modules;
        item->n_modules = n;
    }
    return true;
}

#include "ctl/sheet.h"

#include "base/file.h"
#include "ctl/palette.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

enum {
    GAP = 28,     /* px around and between */
    NAME_PX = 17, /* type size */
    NAME_H = 26,  /* below each picture, with its distance */
    TITLE_PX = 24,
    TITLE_H = 44,
    SHEET_BYTES = 600 * 1000, /* what a README can carry */
    FEW = 40,                 /* screens up to which pictures are large, and so on */
    MANY = 160
};

#define GROUND 0x22302c /* calm, and neither black nor white: both occur on screens */
#define INK    0xe9efec
#define YELLOW 0xf0b35a /* names of what is not shown now */
#define EDGE   0x3a4b46

struct sheet sheet_plan(size_t count, int w, int h)
{
    struct sheet sheet = {0};
    /* The area of one picture, so that portrait screens are as legible as landscape ones. */
    double side = count <= FEW ? 240 : count <= MANY ? 170 : 110;
    double scale = side / (w > h ? w : h) * 4 / 3;
    if (scale > 1)
        scale = 1;
    sheet.thumb_w = (int)(w * scale + 0.5);
    sheet.thumb_h = (int)(h * scale + 0.5);
    /* About 3 wide to 2 high. */
    int cell_w = sheet.thumb_w + GAP, cell_h = sheet.thumb_h + NAME_H + GAP;
    sheet.columns = 1;
    while ((size_t)sheet.columns < count &&
           2 * sheet.columns * cell_w <
               3 * cell_h * (int)((count + (size_t)sheet.columns - 1) / (size_t)sheet.columns))
        sheet.columns++;
    sheet.rows = (int)((count + (size_t)sheet.columns - 1) / (size_t)sheet.columns);
    sheet.w = GAP + sheet.columns * cell_w;
    sheet.h = GAP + TITLE_H + sheet.rows * cell_h;
    return sheet;
}

static struct rect place_of(const struct sheet *sheet, size_t index)
{
    int column = (int)(index % (size_t)sheet->columns), row = (int)(index / (size_t)sheet->columns);
    return (struct rect){GAP + column * (sheet->thumb_w + GAP),
                         GAP + TITLE_H + row * (sheet->thumb_h + NAME_H + GAP), sheet->thumb_w,
                         sheet->thumb_h};
}

static void add_text(struct scene *scene, struct rect box, const char *text, int px, uint32_t color)
{
    struct text_para para = scene_plain(scene, text, FONT_MEDIUM, px, color);
    para.max_lines = 1;
    scene_text(scene, box, &para);
}

/* Everything but the pictures, laid out and painted as the screens are: same fonts, same pixels. */
static bool paint_names(const struct sheet *sheet, const struct shots *shots, const char *title,
                        struct paint *paint, uint8_t **rgb, struct err *err)
{
    struct scene *scene = scene_create(NULL, paint_fonts(paint), "en", false, sheet->w, sheet->h, GROUND);
    if (!scene)
        return err_set(err, "out of memory");
    int inner = sheet->w - 2 * GAP;
    add_text(scene, (struct rect){GAP, GAP - 4, inner, TITLE_H}, title, TITLE_PX, INK);
    for (size_t i = 0; i < shots->count; i++) {
        struct rect box = place_of(sheet, i);
        scene_fill(scene, (struct rect){box.x - 1, box.y - 1, box.w + 2, box.h + 2}, EDGE, 255, 0);
        add_text(scene, (struct rect){box.x, box.y + box.h + 6, box.w, NAME_H}, shots->items[i].name, NAME_PX,
                 shots->items[i].not_due ? YELLOW : INK);
    }
    struct frame frame = {.w = sheet->w, .h = sheet->h, .count = 1};
    frame.layers[0] = (struct layer){.scene = scene,
                                     .clip = {0, 0, sheet->w, sheet->h},
                                     .alpha = 255,
                                     .pressed = FRAME_NO_TARGET,
                                     .focused = FRAME_NO_TARGET};
    bool painted = scene->failed ? err_set(err, "out of memory") : paint_shot(paint, &frame, rgb, err);
    paint_forget(paint, scene);
    scene_destroy(scene);
    return painted;
}

static void put_picture(const struct sheet *sheet, uint8_t *rgb, struct rect box, const uint8_t *thumb)
{
    size_t row = (size_t)box.w * 3;
    for (int y = 0; y < box.h; y++)
        memcpy(rgb + ((size_t)(box.y + y) * (size_t)sheet->w + (size_t)box.x) * 3, thumb + (size_t)y * row,
               row);
}

/* The PNG's bytes, malloced, or NULL. */
static void *encode(const struct sheet *sheet, const struct palette *palette, const uint8_t *indexes,
                    size_t *length, struct err *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)sheet->w,
                       .height = (png_uint_32)sheet->h,
                       .format = PNG_FORMAT_RGB_COLORMAP,
                       .colormap_entries = (png_uint_32)palette->count};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *bytes = malloc(size);
    if (!bytes) {
        err_set(err, "out of memory");
        return NULL;
    }
    if (!png_image_write_to_memory(&image, bytes, &size, 0, indexes, 0, palette->rgb)) {
        err_set(err, "%s", image.message);
        png_image_free(&image);
        free(bytes);
        return NULL;
    }
    *length = size;
    return bytes;
}

/* With gradients as smooth as the bytes allow. */
static void *pack(const struct sheet *sheet, const uint8_t *rgb, size_t *length, struct err *err)
{
    AUTO_FREE uint8_t *indexes = malloc((size_t)sheet->w * (size_t)sheet->h);
    void *bytes = NULL;
    for (int dithered = 1; dithered >= 0; dithered--) {
        struct palette palette;
        free(bytes);
        bytes = NULL;
        if (!indexes || !palette_make(rgb, sheet->w, sheet->h, dithered, &palette, indexes)) {
            err_set(err, "out of memory");
            return NULL;
        }
        bytes = encode(sheet, &palette, indexes, length, err);
        if (!bytes || *length <= SHEET_BYTES)
            break;
    }
    return bytes;
}

bool sheet_write(const struct sheet *sheet, const struct shots *shots, uint8_t *const *thumbs,
                 const char *title, struct paint *paint, const char *path, struct err *err)
{
    AUTO_FREE uint8_t *rgb = NULL;
    if (!paint_names(sheet, shots, title, paint, &rgb, err))
        return false;
    for (size_t i = 0; i < shots->count; i++)
        put_picture(sheet, rgb, place_of(sheet, i), thumbs[i]);
    size_t length;
    AUTO_FREE void *bytes = pack(sheet, rgb, &length, err);
    return bytes ? file_write(path, bytes, length, err) : err_context(err, "%s", path);
}

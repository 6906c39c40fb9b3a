/* Ten thousand damaged pictures, through the check, the decoder and the scaling as a kiosk does it. */
#include "bytes.h"
#include "folder.h"
#include "herd.h"
#include "images.h"
#include "mutate.h"

#include "base/file.h"
#include "content/imagehead.h"
#include "paint/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

enum { JPEG, PNG, WEBP };
enum { SEEDS_MAX = 24 };

static const struct png pngs[] = {{64, 36, 8, PNG_RGB, false},    {33, 47, 8, PNG_RGBA, false},
                                  {64, 36, 1, PNG_GRAY, true},    {40, 40, 16, PNG_GRAY, false},
                                  {64, 36, 8, PNG_PALETTE, true}, {48, 32, 8, PNG_GRAY_ALPHA, false},
                                  {32, 32, 16, PNG_RGBA, true},   {61, 35, 4, PNG_PALETTE, false}};
static const struct jpeg jpegs[] = {
    {.width = 64, .height = 36, .quality = 80, .noise = 60},
    {.width = 48, .height = 48, .quality = 90, .noise = 60, .full = true},
    {.width = 64, .height = 40, .quality = 70, .noise = 90, .gray = true},
    {.width = 48, .height = 32, .quality = 70, .noise = 60, .scans = JPEG_PROGRESSIVE},
    {.width = 40, .height = 40, .quality = 70, .noise = 60, .scans = JPEG_SCAN_A_COLOR},
    {.width = 32, .height = 32, .quality = 80, .noise = 60, .full = true, .scans = JPEG_SIXTEEN_SCANS}};
static const char *const webps[] = {"seeds/lossy.webp", "seeds/lossless.webp", "seeds/palette.webp",
                                    "seeds/alpha.webp"};
#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static struct {
    struct bytes bytes;
    size_t kind;
} seeds[SEEDS_MAX];
static size_t n_seeds, first_of[4];
static struct folder folder;
static int folder_fd;

static struct bytes *add_seed(size_t kind)
{
    seeds[n_seeds].kind = kind;
    return &seeds[n_seeds++].bytes;
}

static void begin(void)
{
    struct err err;
    folder_create(&folder);
    folder_fd = file_open_folder(folder.path, &err);
    assert_true(folder_fd >= 0);
    for (size_t i = 0; i < LENGTH(jpegs); i++)
        jpeg_make(add_seed(JPEG), &jpegs[i]);
    first_of[PNG] = n_seeds;
    for (size_t i = 0; i < LENGTH(pngs); i++)
        png_make(add_seed(PNG), &pngs[i], true);
    first_of[WEBP] = n_seeds;
    for (size_t i = 0; i < LENGTH(webps); i++)
        bytes_load(add_seed(WEBP), webps[i]);
    webp_many_codes(add_seed(WEBP), 48, 32, 2, 24);
    first_of[WEBP + 1] = n_seeds;
}

static void end(void)
{
    for (size_t i = 0; i < n_seeds; i++)
        bytes_finish(&seeds[i].bytes);
    file_close_p(&folder_fd);
    folder_remove(&folder);
}

static enum fate decode(const char *name, bool whole)
{
    const struct crop crop = {100, 60, 0.5, 0.5, 0x204060};
    struct err err = {""};
    uint32_t *pixels = NULL;
    bool good = decode_picture(folder_fd, name, &crop, &pixels, &err);
    if (good != (pixels != NULL) || (!good && !err.text[0]))
        abort();
    free(pixels);
    if (whole) {
        struct decoded *decoded = decode_file_whole(folder_fd, name, crop.ground, &err);
        if (decoded && !good)
            abort();
        decoded_destroy(decoded);
    }
    return good ? FATE_TAKEN : FATE_FAILED;
}

/* A PNG whose rows are damaged before they are packed: otherwise checksums keep almost all of it from the
 * decoder. */
static void damage_rows(struct mutator *mutator, struct bytes *bytes, const struct png *png,
                        const struct bytes *other)
{
    struct bytes rows = {0};
    uint8_t extra[8];
    png_rows(&rows, png);
    mutate_bytes(mutator, &rows, other);
    for (size_t i = 0; i < sizeof extra; i++)
        extra[i] = (uint8_t)mutator_pick(mutator, 256);
    png_start(bytes, png);
    if (mutator_pick(mutator, 3) == 0)
        png_add(bytes, mutator_pick(mutator, 2) ? "tRNS" : "PLTE", extra,
                1 + mutator_pick(mutator, sizeof extra));
    png_pack(bytes, "IDAT", rows.at, rows.length);
    png_finish(bytes);
    bytes_finish(&rows);
}

static enum fate meet(uint64_t seed, size_t number, size_t *kind)
{
    struct mutator mutator = mutator_of(seed, number);
    struct bytes bytes = {0};
    struct image_head head;
    struct err err = {""};
    *kind = mutator_pick(&mutator, 3);
    size_t count = first_of[*kind + 1] - first_of[*kind];
    size_t which = first_of[*kind] + mutator_pick(&mutator, count);
    size_t other = mutator_pick(&mutator, 8) ? first_of[*kind] + mutator_pick(&mutator, count)
                                             : mutator_pick(&mutator, n_seeds);
    if (*kind == PNG && mutator_pick(&mutator, 2)) {
        damage_rows(&mutator, &bytes, &pngs[which - first_of[PNG]], &seeds[other].bytes);
    } else {
        bytes_copy(&bytes, &seeds[which].bytes);
        mutate_bytes(&mutator, &bytes, &seeds[other].bytes);
        if (*kind == PNG)
            mutate_mend_png(&bytes);
    }
    folder_write(&folder, "x", bytes.at, bytes.length);
    bool good = image_head_read(bytes.at, bytes.length, &head, &err);
    /* The decoder is asked all the same: it has to come to the same verdict by itself. */
    enum fate fate = decode("x", mutator_pick(&mutator, 2));
    if (!good && fate == FATE_TAKEN)
        abort();
    bytes_finish(&bytes);
    return good ? fate : FATE_REFUSED;
}

static void test_damaged_pictures(void **state)
{
    (void)state;
    static const struct herd herd = {.name = "images",
                                     .count = 10000,
                                     .kinds = {"jpeg", "png", "webp"},
                                     .begin = begin,
                                     .meet = meet,
                                     .end = end};
    herd_run(&herd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_damaged_pictures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

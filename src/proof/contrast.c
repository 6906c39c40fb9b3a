#include "proof/contrast.h"

#include "base/color.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A pixel is next to a letter when it is this near, in parts of the size of its type, and at least one. */
#define NEXT_PART 24

/* How much of a pixel ink covers that belongs to the letter, of 255; and that hides its ground. */
#define INK_HALF 128
#define INK_FULL 250

/* Share of the pixels next to a letter that may be worse: one in so many. */
#define SPECK_PART 10

/* A letter is about this wide, in percent of the size of its type. */
#define LETTER_PERCENT 60

/* Glyphs reach out of their run's box by up to this part of the size of their type. */
#define REACH_PART 6

struct look_at {
    struct under *under;
    const struct scene *scene;
    float linear[256]; /* a channel's part of luminance, before its weight */
    struct err *err;
};

static float luminance(const struct look_at *at, uint32_t pixel)
{
    return 0.2126f * at->linear[pixel >> 16 & 0xff] + 0.7152f * at->linear[pixel >> 8 & 0xff] +
           0.0722f * at->linear[pixel & 0xff];
}

static float ratio(float a, float b)
{
    return a > b ? (a + 0.05f) / (b + 0.05f) : (b + 0.05f) / (a + 0.05f);
}

/* What is low about one item. */
struct worst {
    bool low, picture;
    double contrast;
    int x; /* px in the item's box: where */
};

/* Columns of an item's box: pixels next to ink, how many of them are low, and by how much in all. */
struct columns {
    int *next, *low;
    float *lack;
};

static bool columns_init(struct columns *columns, int w)
{
    columns->next = calloc((size_t)w, sizeof(int));
    columns->low = calloc((size_t)w, sizeof(int));
    columns->lack = calloc((size_t)w, sizeof(float));
    return columns->next && columns->low && columns->lack;
}

static void columns_finish(struct columns *columns)
{
    free(columns->next);
    free(columns->low);
    free(columns->lack);
}

/* Marks the pixels within reach of ink that do not lie hidden under it. */
static bool mark_next(const uint8_t *ink, int w, int h, int reach, uint8_t *next)
{
    uint8_t *across = calloc((size_t)w, (size_t)h);
    if (!across)
        return false;
    for (int y = 0; y < h; y++) {
        const uint8_t *row = ink + (size_t)y * (size_t)w;
        for (int x = 0; x < w; x++) {
            if (row[x] < INK_HALF)
                continue;
            int from = x > reach ? x - reach : 0, to = x + reach < w ? x + reach : w - 1;
            memset(across + (size_t)y * (size_t)w + (size_t)from, 1, (size_t)(to - from + 1));
        }
    }
    memset(next, 0, (size_t)w * (size_t)h);
    for (int y = 0; y < h; y++) {
        int from = y > reach ? y - reach : 0, to = y + reach < h ? y + reach : h - 1;
        for (int near = from; near <= to; near++)
            for (int x = 0; x < w; x++)
                next[(size_t)y * (size_t)w + (size_t)x] |= across[(size_t)near * (size_t)w + (size_t)x];
    }
    for (size_t i = 0; i < (size_t)w * (size_t)h; i++)
        next[i] = next[i] && ink[i] < INK_FULL;
    free(across);
    return true;
}

/* The contrast that all but one in SPECK_PART of the marked pixels of these columns have. */
static double letter_contrast(const float *contrasts, const uint8_t *next, int w, int h, int from, int to)
{
    enum { STEPS = 2100, MOST = 21 }; /* white on black */
    const float step = (float)MOST / STEPS;
    size_t counts[STEPS] = {0}, total = 0, seen = 0;
    for (int y = 0; y < h; y++) {
        for (int x = from; x < to; x++) {
            size_t i = (size_t)y * (size_t)w + (size_t)x;
            if (!next[i])
                continue;
            int bin = (int)(contrasts[i] / step);
            counts[bin < STEPS ? bin : STEPS - 1]++;
            total++;
        }
    }
    int bin = 0;
    while (bin < STEPS - 1 && (seen += counts[bin]) * SPECK_PART <= total)
        bin++;
    return fmax(1, (double)step * bin);
}

/* Slides a letter's width over the columns and keeps where most is lacking. */
static void find_worst(const struct columns *columns, int w, int letter, int least, struct worst *worst)
{
    int next = 0, low = 0;
    float lack = 0, most = 0;
    for (int x = 0; x < w; x++) {
        next += columns->next[x];
        low += columns->low[x];
        lack += columns->lack[x];
        if (x >= letter) {
            next -= columns->next[x - letter];
            low -= columns->low[x - letter];
            lack -= columns->lack[x - letter];
        }
        if (next < least || low * SPECK_PART <= next || (worst->low && lack <= most))
            continue;
        most = lack;
        worst->low = true;
        worst->x = x - letter / 2;
    }
}

static bool judge_ink(struct look_at *at, size_t item, struct rect box, int size, float limit,
                      const float *contrasts, struct worst *worst)
{
    const uint8_t *ink = under_ink(at->under, at->scene, item, box);
    if (!ink)
        return true;
    int reach = size / NEXT_PART > 1 ? size / NEXT_PART : 1, w = box.w;
    int letter = size * LETTER_PERCENT / 100 > 1 ? size * LETTER_PERCENT / 100 : 1;
    struct columns columns = {0};
    uint8_t *next = malloc((size_t)w * (size_t)box.h);
    bool ok = next && columns_init(&columns, w) && mark_next(ink, w, box.h, reach, next);
    for (size_t i = 0; ok && i < (size_t)w * (size_t)box.h; i++) {
        if (!next[i])
            continue;
        size_t x = i % (size_t)w;
        columns.next[x]++;
        columns.low[x] += contrasts[i] < limit;
        columns.lack[x] += contrasts[i] < limit ? limit - contrasts[i] : 0;
    }
    if (ok)
        find_worst(&columns, w, letter < w ? letter : w, size / 2, worst);
    if (ok && worst->low) {
        int from = worst->x - letter / 2 > 0 ? worst->x - letter / 2 : 0;
        int to = from + letter < w ? from + letter : w;
        worst->contrast = letter_contrast(contrasts, next, w, box.h, from, to);
    }
    columns_finish(&columns);
    free(next);
    return ok ? true : err_set(at->err, "out of memory");
}

/* Judges one run or icon. Its shape is only looked at where its box has any pixel that is low. */
static bool judge_item(struct look_at *at, size_t item, struct worst *worst)
{
    const struct item *of = &at->scene->items[item];
    int size = of->kind == ITEM_TEXT ? of->run->px : of->box.h;
    float limit = of->kind == ITEM_TEXT ? CONTRAST_TEXT : CONTRAST_ICON;
    int pad = size / REACH_PART + 1;
    struct rect box = {of->box.x - pad, of->box.y - pad, of->box.w + 2 * pad, of->box.h + 2 * pad};
    *worst = (struct worst){0};
    const uint32_t *ground = under_ground(at->under, at->scene, item, box, &worst->picture, at->err);
    if (!ground)
        return false;
    float own = luminance(at, of->color);
    float bright = (own + 0.05f) * limit - 0.05f, dark = (own + 0.05f) / limit - 0.05f;
    size_t pixels = (size_t)box.w * (size_t)box.h, low = 0;
    for (size_t i = 0; i < pixels; i++) {
        float other = luminance(at, ground[i]);
        low += other < bright && other > dark;
    }
    if (low == 0)
        return true;
    float *contrasts = malloc(pixels * sizeof *contrasts);
    if (!contrasts)
        return err_set(at->err, "out of memory");
    for (size_t i = 0; i < pixels; i++)
        contrasts[i] = ratio(own, luminance(at, ground[i]));
    bool ok = judge_ink(at, item, box, size, limit, contrasts, worst);
    worst->x -= pad;
    free(contrasts);
    return ok;
}

/* The word of a run that stands at x px of it. */
static void word_at(struct fonts *fonts, const struct text_run *run, int x, char word[CONTRAST_WORD])
{
    int along = run->rtl ? run->width - x : x;
    const char *start = run->text, *end = start;
    for (;;) {
        start = end + strspn(end, " \u00a0");
        end = start + strcspn(start, " ");
        if (!*end || fonts_measure(fonts, run->font, run->px, run->rtl, run->lang, run->text,
                                   (size_t)(end - run->text)) > along)
            break;
    }
    size_t length = (size_t)(end - start);
    length = length < CONTRAST_WORD ? length : CONTRAST_WORD - 1;
    while (length > 0 && (start[length] & 0xc0) == 0x80)
        length--;
    memcpy(word, start, length);
    word[length] = '\0';
}

static bool judge_text(struct look_at *at, const struct placed_text *text, struct low *low)
{
    const struct text_run *run = NULL;
    struct worst worst, most = {.contrast = INFINITY};
    for (size_t i = text->first; i < text->first + text->count; i++) {
        if (!judge_item(at, i, &worst))
            return false;
        if (worst.low && worst.contrast < most.contrast) {
            most = worst;
            run = at->scene->items[i].run;
        }
    }
    *low = (struct low){.text = run ? text : NULL, .contrast = most.contrast, .picture = most.picture};
    if (run)
        word_at(under_fonts(at->under), run, most.x, low->word);
    return true;
}

bool contrast_scene(struct under *under, const struct scene *scene,
                    void (*found)(void *user, const struct low *low), void *user, struct err *err)
{
    struct look_at at = {.under = under, .scene = scene, .err = err};
    struct low low;
    for (uint32_t i = 0; i < 256; i++)
        at.linear[i] = (float)color_luminance(i << 16 | i << 8 | i);
    for (size_t i = 0; i < scene->n_texts; i++) {
        if (!judge_text(&at, &scene->texts[i], &low))
            return false;
        if (low.text)
            found(user, &low);
    }
    for (size_t i = 0; i < scene->n_items; i++) {
        struct worst worst;
        if (scene->items[i].kind != ITEM_ICON)
            continue;
        if (!judge_item(&at, i, &worst))
            return false;
        low = (struct low){.contrast = worst.contrast, .picture = worst.picture};
        if (worst.low)
            found(user, &low);
    }
    return true;
}

/* Colors are counted in 2^18 bins of 6 bits a channel. The bins are split into groups, always the group that
 * costs most along its longest spread, at the mean (after Wan, Wong and Prusinkiewicz, "An algorithm for
 * multidimensional data clustering", 1988); then each bin goes to the nearest group's mean, a few times over
 * (k-means). Gradients may be dithered in a fixed pattern. */
#include "ctl/palette.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 6, BINS = 1 << (3 * BITS), ROUNDS = 3 };

struct bin {
    double n;       /* pixels */
    double mean[3]; /* color */
    uint32_t key;   /* which bin */
};

struct group {
    size_t first, count; /* of the bins */
    double cost;         /* sum of squared distances along the axis */
    int axis;
    double middle;
};

static uint32_t key_of(const uint8_t *pixel)
{
    return (uint32_t)(pixel[0] >> (8 - BITS)) << (2 * BITS) | (uint32_t)(pixel[1] >> (8 - BITS)) << BITS |
           (uint32_t)(pixel[2] >> (8 - BITS));
}

/* The used bins, malloced, in the order of their keys. */
static struct bin *count_bins(const uint8_t *rgb, size_t pixels, size_t *count)
{
    struct bin *all = calloc(BINS, sizeof *all);
    if (!all)
        return NULL;
    for (size_t i = 0; i < pixels; i++) {
        struct bin *bin = &all[key_of(rgb + 3 * i)];
        bin->n++;
        for (int c = 0; c < 3; c++)
            bin->mean[c] += rgb[3 * i + (size_t)c];
    }
    *count = 0;
    for (uint32_t key = 0; key < BINS; key++) {
        if (all[key].n <= 0)
            continue;
        struct bin bin = all[key];
        bin.key = key;
        for (int c = 0; c < 3; c++)
            bin.mean[c] /= bin.n;
        all[(*count)++] = bin;
    }
    return all;
}

static void weigh(struct group *group, const struct bin *bins)
{
    group->cost = -1;
    for (int c = 0; c < 3; c++) {
        double n = 0, sum = 0, squares = 0;
        for (size_t i = group->first; i < group->first + group->count; i++) {
            n += bins[i].n;
            sum += bins[i].n * bins[i].mean[c];
            squares += bins[i].n * bins[i].mean[c] * bins[i].mean[c];
        }
        double cost = squares - sum * sum / n;
        if (cost > group->cost) {
            group->cost = cost;
            group->axis = c;
            group->middle = sum / n;
        }
    }
    if (group->count < 2)
        group->cost = 0;
}

/* Splits at the mean; false when all lies on one side of it. */
static bool split(struct group *group, struct group *other, struct bin *bins)
{
    size_t low = group->first, end = group->first + group->count;
    for (size_t i = low; i < end; i++)
        if (bins[i].mean[group->axis] < group->middle) {
            struct bin swapped = bins[i];
            bins[i] = bins[low];
            bins[low++] = swapped;
        }
    if (low == group->first || low == end)
        return false;
    *other = (struct group){.first = low, .count = end - low};
    group->count = low - group->first;
    weigh(group, bins);
    weigh(other, bins);
    return true;
}

static size_t make_groups(struct bin *bins, size_t n_bins, struct group *groups)
{
    groups[0] = (struct group){.first = 0, .count = n_bins};
    weigh(&groups[0], bins);
    size_t count = 1;
    while (count < PALETTE_MAX) {
        struct group *worst = &groups[0];
        for (size_t i = 1; i < count; i++)
            if (groups[i].cost > worst->cost)
                worst = &groups[i];
        if (worst->cost <= 0)
            break;
        if (split(worst, &groups[count], bins))
            count++;
        else
            worst->cost = 0;
    }
    return count;
}

static size_t nearest(double (*means)[3], size_t count, const double *color)
{
    size_t best = 0;
    double least = 1e9;
    for (size_t i = 0; i < count; i++) {
        double r = means[i][0] - color[0], g = means[i][1] - color[1], b = means[i][2] - color[2];
        double distance = r * r + g * g + b * b;
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

/* Means of the groups, moved to where their nearest bins are; of[key] is each bin's group at the end. */
static void settle(const struct bin *bins, size_t n_bins, double (*means)[3], size_t count, int16_t *of)
{
    for (int round = 0; round < ROUNDS; round++) {
        double sums[PALETTE_MAX][4] = {{0}};
        for (size_t i = 0; i < n_bins; i++) {
            size_t group = nearest(means, count, bins[i].mean);
            of[bins[i].key] = (int16_t)group;
            sums[group][3] += bins[i].n;
            for (int c = 0; c < 3; c++)
                sums[group][c] += bins[i].n * bins[i].mean[c];
        }
        if (round == ROUNDS - 1)
            break; /* of and means belong together */
        for (size_t i = 0; i < count; i++)
            for (int c = 0; c < 3 && sums[i][3] > 0; c++)
                means[i][c] = sums[i][c] / sums[i][3];
    }
}

static void take_means(const struct group *groups, size_t count, const struct bin *bins, double (*means)[3])
{
    for (size_t i = 0; i < count; i++) {
        double n = 0;
        for (size_t j = groups[i].first; j < groups[i].first + groups[i].count; j++) {
            n += bins[j].n;
            for (int c = 0; c < 3; c++)
                means[i][c] += bins[j].n * bins[j].mean[c];
        }
        for (int c = 0; c < 3; c++)
            means[i][c] /= n;
    }
}

/* The palette as pixels look it up: which entry a bin goes to, -1 while nobody has asked. */
struct lookup {
    double (*means)[3];
    size_t count;
    int16_t *of;
};

static size_t look_up(const struct lookup *lookup, const int *color)
{
    uint8_t pixel[3];
    double exact[3];
    for (int c = 0; c < 3; c++) {
        int value = color[c] < 0 ? 0 : color[c] > 255 ? 255 : color[c];
        pixel[c] = (uint8_t)value;
        exact[c] = value;
    }
    int16_t *entry = &lookup->of[key_of(pixel)];
    if (*entry < 0)
        *entry = (int16_t)nearest(lookup->means, lookup->count, exact);
    return (size_t)*entry;
}

/* The entry on the other side of a color whose nearest entry is off by error; best when there is none near.
 */
static size_t beyond(const struct lookup *lookup, const uint8_t *pixel, const int *error, size_t best)
{
    enum { FAR = 32 };
    for (int step = 1;; step *= 2) {
        int color[3];
        for (int c = 0; c < 3; c++) {
            if (abs(step * error[c]) > FAR)
                return best;
            color[c] = pixel[c] + step * error[c];
        }
        size_t other = look_up(lookup, color);
        if (other != best)
            return other;
    }
}

/* Where the nearest entry is off, some pixels of a fixed pattern take the entry on the other side, so that
 * the area has the right color as a whole. What the palette has exactly stays as it is. */
static uint8_t dither(const struct lookup *lookup, const struct palette *palette, const uint8_t *pixel, int x,
                      int y)
{
    static const int bayer[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    enum { LEVELS = 16, NEAR = 1 };
    int color[3] = {pixel[0], pixel[1], pixel[2]}, error[3], along = 0, apart = 0;
    size_t best = look_up(lookup, color);
    bool off = false;
    for (int c = 0; c < 3; c++) {
        error[c] = color[c] - palette->rgb[3 * best + (size_t)c];
        off = off || error[c] > NEAR || error[c] < -NEAR;
    }
    size_t other = off ? beyond(lookup, pixel, error, best) : best;
    for (size_t c = 0; c < 3; c++) {
        int distance = palette->rgb[3 * other + c] - palette->rgb[3 * best + c];
        along += error[c] * distance;
        apart += distance * distance;
    }
    return (uint8_t)(LEVELS * along > apart * (bayer[y % 4][x % 4] + 1) ? other : best);
}

bool palette_make(const uint8_t *rgb, int w, int h, bool dithered, struct palette *palette, uint8_t *indexes)
{
    size_t n_bins = 0, pixels = (size_t)w * (size_t)h;
    struct bin *bins = count_bins(rgb, pixels, &n_bins);
    int16_t *of = malloc(BINS * sizeof *of);
    bool ready = bins && of && n_bins > 0;
    if (ready) {
        struct group groups[PALETTE_MAX];
        double means[PALETTE_MAX][3] = {{0}};
        memset(of, 0xff, BINS * sizeof *of); /* -1 */
        palette->count = make_groups(bins, n_bins, groups);
        take_means(groups, palette->count, bins, means);
        settle(bins, n_bins, means, palette->count, of);
        for (size_t i = 0; i < palette->count; i++)
            for (size_t c = 0; c < 3; c++)
                palette->rgb[3 * i + c] = (uint8_t)(means[i][c] + 0.5);
        struct lookup lookup = {means, palette->count, of};
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                size_t i = (size_t)y * (size_t)w + (size_t)x;
                indexes[i] =
                    dithered ? dither(&lookup, palette, rgb + 3 * i, x, y) : (uint8_t)of[key_of(rgb + 3 * i)];
            }
    }
    free(bins);
    free(of);
    return ready;
}

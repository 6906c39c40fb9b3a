#include "results.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* px */
#define WIDTH  960
#define LABELS 300
#define MARGIN 20
#define TOP    64
#define ROW    26
#define MARK   6

/* Powers of ten of the ratio to Chromium. */
#define LEAST -4
#define MOST  1

static const struct {
    const char *program, *color;
} drawn[] = {{"lobby", "#0b6b58"},
             {"feh", "#b07d12"},
             {"mpv", "#8a5fa8"},
             {"floor-sdl", "#8fa39d"},
             {"floor-x", "#c5cfcb"}};

#define DRAWN (sizeof drawn / sizeof *drawn)

static double x_of(double ratio)
{
    double power = ratio > 0 ? log10(ratio) : LEAST;
    power = fmin(fmax(power, LEAST), MOST);
    return LABELS + (power - LEAST) / (MOST - LEAST) * (WIDTH - LABELS - MARGIN);
}

static void draw_scale(FILE *file, int bottom)
{
    for (int power = LEAST; power <= MOST; power++) {
        double ratio = pow(10, power), x = x_of(ratio);
        fprintf(file, "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='%s'/>\n", x, TOP - 8, x, bottom,
                power == 0 ? "#c0392b" : "#e3e8e6");
        fprintf(file, "<text x='%.1f' y='%d' text-anchor='middle'>%g</text>\n", x, TOP - 14, ratio);
    }
    double x = LABELS;
    for (size_t i = 0; i < DRAWN; i++, x += 90)
        fprintf(file, "<circle cx='%.1f' cy='20' r='%d' fill='%s'/><text x='%.1f' y='24'>%s</text>\n", x,
                MARK, drawn[i].color, x + 10, drawn[i].program);
    fprintf(file, "<text x='%.1f' y='24'>| bar, against Chromium = 1</text>\n", x);
}

static void draw_row(FILE *file, const struct results *results, const struct row *row, double chromium, int y)
{
    fprintf(file, "<text x='%d' y='%d' text-anchor='end'>%s</text>\n", LABELS - 14, y + 4, row->title);
    for (size_t i = DRAWN; i-- > 0;) {
        double value = results_summary(results, row, drawn[i].program);
        if (!isnan(value))
            fprintf(file, "<circle cx='%.1f' cy='%d' r='%d' fill='%s'/>\n", x_of(value / chromium), y, MARK,
                    drawn[i].color);
    }
    for (size_t i = 0; i < bars_count; i++) {
        double x = x_of(results_limit(results, &bars[i]) / chromium);
        if (strcmp(bars[i].measure, row->measure) == 0 && !isnan(x))
            fprintf(file, "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#16241e' stroke-width='2'/>\n",
                    x, y - 9, x, y + 9);
    }
}

bool results_plot(const struct results *results, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    int bottom = TOP;
    for (size_t i = 0; i < rows_count; i++)
        bottom += results_summary(results, &rows[i], "chromium") > 0 ? ROW : 0;
    fprintf(file,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='Inter, sans-serif' "
            "font-size='13' fill='#16241e'>\n<rect width='100%%' height='100%%' fill='#fff'/>\n",
            WIDTH, bottom + MARGIN);
    draw_scale(file, bottom);
    int y = TOP + ROW / 2;
    for (size_t i = 0; i < rows_count; i++) {
        double chromium = results_summary(results, &rows[i], "chromium");
        if (!(chromium > 0))
            continue;
        draw_row(file, results, &rows[i], chromium, y);
        y += ROW;
    }
    fprintf(file, "</svg>\n");
    return fclose(file) == 0;
}

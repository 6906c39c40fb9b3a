/* Any bytes as a paragraph in any box. Beyond not crashing: lines stay in the box unless they say so, runs
 * stand side by side, balance adds no line, and a narrow box loses nothing that a wide one shows. */
#include "base/str.h"
#include "fake_fonts.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER = 4, SPANS_MAX = 8, ARENA_CAP = 64 * 1024 * 1024, WIDE = 1 << 24, SPAN_END = 0xFF };

static void require(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_text: not so: %s\n", what);
        abort();
    }
}
#define REQUIRE(condition) require(condition, #condition)

/* Blanks and hyphens come and go with the ends of lines. */
static bool is_steady(uint32_t point)
{
    bool blank = point == ' ' || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) || point == 0x205F ||
                 point == 0x3000;
    return !blank && point != '-';
}

static size_t count_steady(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0, used; at < length; at += used)
        count += is_steady(utf8_decode(text + at, length - at, &used));
    return count;
}

/* Returns how many characters are seen, wherever lines end. */
static size_t check_lines(const struct text_lines *lines, int width)
{
    size_t seen = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct text_line *line = &lines->lines[i];
        REQUIRE(line->width <= width || lines->overflow || lines->cut);
        REQUIRE(line->width <= lines->width);
        int x = line->x;
        for (size_t k = 0; k < line->count; k++) {
            const struct text_run *run = &line->runs[k];
            size_t length = strlen(run->text);
            REQUIRE(run->x == x && length > 0 && utf8_valid(run->text, length, NULL));
            x += run->width;
            seen += count_steady(run->text, length);
        }
        REQUIRE(x == line->x + line->width);
    }
    return seen;
}

static struct text_lines lay_out(struct arena *arena, struct fonts *fonts, const struct text_para *para,
                                 int width)
{
    struct text_lines lines;
    REQUIRE(text_layout(arena, fonts, para, width, &lines));
    REQUIRE(para->max_lines == 0 || lines.count <= (size_t)para->max_lines);
    return lines;
}

static void check_para(struct arena *arena, struct fonts *fonts, struct text_para para, int width)
{
    struct text_lines plain = lay_out(arena, fonts, &para, width);
    size_t seen = check_lines(&plain, width);
    REQUIRE(plain.overflow == (text_min_width(arena, fonts, &para) > width));

    para.balance = true;
    struct text_lines balanced = lay_out(arena, fonts, &para, width);
    REQUIRE(balanced.count == plain.count);
    REQUIRE(check_lines(&balanced, width) == seen);
    para.balance = false;

    struct text_lines wide = lay_out(arena, fonts, &para, WIDE);
    REQUIRE(check_lines(&wide, WIDE) == seen);
    REQUIRE(wide.missing == plain.missing);

    para.max_lines = 2;
    struct text_lines cut = lay_out(arena, fonts, &para, width);
    REQUIRE(cut.cut == (plain.count > 2));
    (void)check_lines(&cut, width);
}

/* The header chooses box, size, direction and kerning; then text, in spans that end with a byte that UTF-8
 * does not have. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEADER)
        return 0;
    struct arena *arena = arena_create(ARENA_CAP);
    struct fonts *fonts = fake_fonts_create();
    char *text = malloc(size - HEADER + 1);
    if (!arena || !fonts || !text)
        abort();
    size_t length = size - HEADER;
    memcpy(text, data + HEADER, length);
    text[length] = '\0';

    struct text_span spans[SPANS_MAX] = {{.text = text, .tag = -1}};
    size_t count = 1;
    for (size_t i = 0; i < length && count < SPANS_MAX; i++) {
        if ((uint8_t)text[i] == SPAN_END) {
            text[i] = '\0';
            spans[count] = (struct text_span){
                .text = text + i + 1, .style = (enum font_style)(count % FONT_STYLES), .tag = (int)count};
            count++;
        }
    }
    fake_fonts_kern(fonts, data[2] % 3 - 1);
    struct text_para para = {.spans = spans,
                             .count = count,
                             .px = 1 + data[1] % 40,
                             .align = (enum text_align)(data[3] % 3),
                             .rtl = (data[3] & 0x80) != 0,
                             .lang = (data[3] & 0x40) ? "ja" : "en"};
    check_para(arena, fonts, para, 1 + data[0] * 4);
    free(text);
    fake_fonts_destroy(fonts);
    arena_destroy(arena);
    return 0;
}

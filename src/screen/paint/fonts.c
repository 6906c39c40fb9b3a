#include "paint/fontset.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "paint/fontfiles.h"
#include "paint/scale.h"
#include "paint/scripts.h"

#include <SDL_ttf.h>
#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FONTS_MAX   128 /* files in use */
#define OPEN_MAX    16  /* of them at a time; a screen uses about five */
#define PICKS       1024
#define CLUSTER_MAX 32 /* code points of a cluster that choose its font */
#define PX_MAX      2000
#define ANY_PX      32
#define NO_PX       (-1) /* in what size a font is, is not known */

/* A file, kept mapped, and its font, opened once for all sizes: with each opening FreeType and HarfBuzz make
 * tables of their own, 250 kB of them, which a change of the size leaves as they are. */
struct opened {
    const struct fontface *face;
    void *bytes;
    size_t length;
    bool broken;
    TTF_Font *ttf; /* or NULL */
    int px;
    uint64_t used;
};

/* What was found for a character that the style's own font lacks. */
struct pick {
    uint32_t code;
    enum font_style style;
    bool emoji, known;
    int font; /* -1: none */
    char lang[16];
};

struct fonts {
    struct fontfiles *files;
    struct opened fonts[FONTS_MAX];
    int count;
    int own[FONT_STYLES]; /* -1: not asked yet */
    int open;             /* how many have a font */
    uint64_t clock;
    struct pick picks[PICKS];
};

struct fonts *fonts_create(struct err *err)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts || !(fonts->files = fontfiles_create())) {
        free(fonts);
        err_set(err, "out of memory");
        return NULL;
    }
    if (TTF_Init() != 0) {
        err_set(err, "fonts: %s", TTF_GetError());
        fontfiles_destroy(fonts->files);
        free(fonts);
        return NULL;
    }
    for (size_t i = 0; i < FONT_STYLES; i++)
        fonts->own[i] = -1;
    return fonts;
}

void fonts_destroy(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (int i = 0; i < fonts->count; i++) {
        if (fonts->fonts[i].ttf)
            TTF_CloseFont(fonts->fonts[i].ttf);
        if (fonts->fonts[i].bytes)
            munmap(fonts->fonts[i].bytes, fonts->fonts[i].length);
    }
    TTF_Quit();
    fontfiles_destroy(fonts->files);
    free(fonts);
}

void fonts_begin(struct fonts *fonts)
{
    fontfiles_begin(fonts->files);
}

static int number_of(struct fonts *fonts, const struct fontface *face)
{
    if (!face)
        return -1;
    for (int i = 0; i < fonts->count; i++) {
        if (fonts->fonts[i].face == face)
            return i;
    }
    if (fonts->count == FONTS_MAX)
        return -1;
    fonts->fonts[fonts->count] = (struct opened){.face = face};
    return fonts->count++;
}

static int own_font(struct fonts *fonts, enum font_style style)
{
    if (fonts->own[style] < 0)
        fonts->own[style] = number_of(fonts, fontfiles_style(fonts->files, style));
    return fonts->own[style];
}

static bool map_file(struct opened *opened)
{
    if (opened->bytes)
        return true;
    AUTO_CLOSE int fd = open(fontface_path(opened->face), O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0 || info.st_size <= 0 || info.st_size > INT32_MAX)
        return false;
    void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return false;
    opened->bytes = bytes;
    opened->length = (size_t)info.st_size;
    return true;
}

static void open_font(struct opened *opened, int px)
{
    if (map_file(opened)) {
        SDL_RWops *stream = SDL_RWFromConstMem(opened->bytes, (int)opened->length);
        opened->ttf = stream ? TTF_OpenFontIndexRW(stream, 1, px, fontface_index(opened->face)) : NULL;
    }
    opened->broken = !opened->ttf;
    opened->px = px;
    if (opened->broken)
        log_error("font %s cannot be used: %s", fontface_path(opened->face), TTF_GetError());
    else
        /* Stems keep their place between pixels and widths grow with the size; only heights meet the grid. */
        TTF_SetFontHinting(opened->ttf, TTF_HINTING_LIGHT_SUBPIXEL);
}

static bool is_usable(const struct fonts *fonts, int font)
{
    return font >= 0 && font < fonts->count && !(fonts->fonts[font].broken);
}

/* Size of a font's only strike, or 0. */
static int strike_of(const struct fonts *fonts, int font)
{
    return fontface_strike(fonts->fonts[font].face);
}

static void close_oldest(struct fonts *fonts)
{
    struct opened *oldest = NULL;
    for (int i = 0; i < fonts->count; i++) {
        struct opened *opened = &fonts->fonts[i];
        if (opened->ttf && (!oldest || opened->used < oldest->used))
            oldest = opened;
    }
    TTF_CloseFont(oldest->ttf);
    oldest->ttf = NULL;
    fonts->open--;
}

/* The font in a size, until another one is asked for; NULL when it cannot be had. */
static TTF_Font *get_sized(struct fonts *fonts, int font, int px)
{
    if (!is_usable(fonts, font))
        return NULL;
    if (strike_of(fonts, font) > 0)
        px = 0; /* the number of the strike */
    struct opened *opened = &fonts->fonts[font];
    opened->used = ++fonts->clock;
    if (!opened->ttf) {
        if (fonts->open == OPEN_MAX)
            close_oldest(fonts);
        open_font(opened, px);
        fonts->open += opened->ttf != NULL;
    } else if (opened->px != px) {
        opened->px = TTF_SetFontSize(opened->ttf, px) == 0 ? px : NO_PX;
        if (opened->px == NO_PX)
            return NULL;
    }
    return opened->ttf;
}

static void shape_as(TTF_Font *ttf, bool rtl, const char *text, size_t length)
{
    TTF_SetFontDirection(ttf, rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(ttf, script_tag(text, length));
}

/* SDL_ttf shifts a line right by what its first glyph reaches out to the left of the pen. That is known for
 * left-to-right text; the first glyph of a right-to-left line is the form of its last letter, which it does
 * not tell. */
static int left_reach(TTF_Font *ttf, bool rtl, const char *text, size_t length)
{
    int min_x = 0, max_x, min_y, max_y, advance;
    size_t used;
    if (rtl || TTF_GlyphMetrics32(ttf, utf8_decode(text, length, &used), &min_x, &max_x, &min_y, &max_y,
                                  &advance) != 0)
        return 0;
    return min_x < 0 ? -min_x : 0;
}

static int scaled_up(int value, int px, int strike)
{
    return strike > 0 ? (value * px + strike - 1) / strike : value;
}

static int measure_terminated(struct fonts *fonts, int font, int px, bool rtl, const char *text,
                              size_t length)
{
    TTF_Font *ttf = get_sized(fonts, font, px);
    int w = 0;
    if (!ttf)
        return (int)length * px / 2; /* no font at all: keep the layout sane */
    shape_as(ttf, rtl, text, length);
    if (TTF_SizeUTF8(ttf, text, &w, NULL) != 0)
        return 0;
    w -= left_reach(ttf, rtl, text, length);
    return scaled_up(w, px, strike_of(fonts, font));
}

int fonts_measure(struct fonts *fonts, int font, int px, bool rtl, const char *lang, const char *text,
                  size_t length)
{
    (void)lang; /* chose the font; SDL_ttf 2.20 cannot tell HarfBuzz */
    char small[256];
    if (length == 0 || px < 1 || px > PX_MAX)
        return 0;
    char *copy = length < sizeof small ? small : malloc(length + 1);
    if (!copy)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    int w = measure_terminated(fonts, font, px, rtl, copy, length);
    if (copy != small)
        free(copy);
    return w;
}

struct font_metrics fonts_metrics(struct fonts *fonts, int font, int px)
{
    TTF_Font *ttf = px >= 1 && px <= PX_MAX ? get_sized(fonts, font, px) : NULL;
    if (!ttf)
        return (struct font_metrics){.ascent = px, .descent = px / 4};
    int strike = strike_of(fonts, font);
    return (struct font_metrics){.ascent = scaled_up(TTF_FontAscent(ttf), px, strike),
                                 .descent = scaled_up(-TTF_FontDescent(ttf), px, strike)};
}

/* The code points of a cluster that need a glyph. */
static size_t visible_codes(const char *text, size_t length, uint32_t *codes)
{
    size_t count = 0;
    for (size_t at = 0, used; at < length && count < CLUSTER_MAX; at += used) {
        uint32_t code = utf8_decode(text + at, length - at, &used);
        if (!script_ignorable(code) && code >= 0x20)
            codes[count++] = code;
    }
    return count;
}

static bool covers(struct fonts *fonts, int font, const uint32_t *codes, size_t count)
{
    if (!is_usable(fonts, font))
        return false;
    struct opened *opened = &fonts->fonts[font];
    if (fontface_is_listed(opened->face))
        return fontface_has(opened->face, codes, count);
    TTF_Font *ttf = opened->ttf ? opened->ttf : get_sized(fonts, font, ANY_PX);
    for (size_t i = 0; i < count; i++) {
        if (!ttf || !TTF_GlyphIsProvided32(ttf, codes[i]))
            return false;
    }
    return true;
}

static struct pick *pick_slot(struct fonts *fonts, uint32_t code, enum font_style style, bool emoji,
                              const char *lang)
{
    uint32_t hash = code * 2654435761u ^ (uint32_t)style * 40503u ^ (emoji ? 0x9e37u : 0);
    for (const char *at = lang; *at; at++)
        hash = hash * 31 + (uint8_t)*at;
    return &fonts->picks[(hash >> 7) % PICKS];
}

static int find_fallback(struct fonts *fonts, enum font_style style, const char *lang, const uint32_t *codes,
                         size_t count, bool emoji)
{
    struct pick *pick = pick_slot(fonts, codes[0], style, emoji, lang);
    bool same = pick->known && pick->code == codes[0] && pick->style == style && pick->emoji == emoji &&
                strncmp(pick->lang, lang, sizeof pick->lang - 1) == 0;
    /* A cluster of several may need another font than its first character alone. */
    if (same && (count == 1 || (pick->font >= 0 && covers(fonts, pick->font, codes, count))))
        return pick->font;
    const struct fontface *face = fontfiles_fallback(fonts->files, style, lang, codes, count, emoji);
    int font = number_of(fonts, face);
    if (!same || count == 1) {
        *pick = (struct pick){.code = codes[0], .style = style, .emoji = emoji, .known = true, .font = font};
        strncpy(pick->lang, lang, sizeof pick->lang - 1);
    }
    return font;
}

int fonts_pick(struct fonts *fonts, enum font_style style, const char *lang, const char *text, size_t length,
               bool *missing)
{
    uint32_t codes[CLUSTER_MAX];
    size_t count = visible_codes(text, length, codes);
    int own = own_font(fonts, style);
    if (missing)
        *missing = false;
    if (count == 0)
        return own;
    if (script_wants_emoji(text, length)) {
        int emoji = find_fallback(fonts, style, "", codes, count, true);
        if (emoji >= 0)
            return emoji;
        /* A letter and an emoji that were asked for together: one font may have both, but the emoji would not
         * be the color picture that it asks to be. */
        if (!script_only_emoji(codes, count)) {
            if (missing)
                *missing = true;
            return own;
        }
    }
    if (covers(fonts, own, codes, count))
        return own;
    int other = find_fallback(fonts, style, lang ? lang : "", codes, count, false);
    if (other >= 0)
        return other;
    if (missing)
        *missing = true;
    return own;
}

/* How far the tallest glyph of a line stands out of the font's ascent: SDL_ttf moves the baseline down by it
 * when the picture of the line is taller than the font. */
static int top_reach(TTF_Font *ttf, const char *text, int extra)
{
    int reach = 0;
    size_t length = strlen(text);
    for (size_t at = 0, used; extra > 0 && at < length; at += used) {
        int min_x, max_x, min_y, max_y, advance;
        uint32_t code = utf8_decode(text + at, length - at, &used);
        if (TTF_GlyphMetrics32(ttf, code, &min_x, &max_x, &min_y, &max_y, &advance) == 0 &&
            max_y - TTF_FontAscent(ttf) > reach)
            reach = max_y - TTF_FontAscent(ttf);
    }
    return reach < extra ? reach : extra;
}

/* Copies the rows of a surface together, scaled to w * h. */
static bool take_pixels(const SDL_Surface *surface, struct stamp *stamp)
{
    stamp->pixels = malloc((size_t)stamp->w * (size_t)stamp->h * sizeof(uint32_t));
    if (!stamp->pixels)
        return false;
    if (stamp->w == surface->w && stamp->h == surface->h) {
        for (int y = 0; y < stamp->h; y++)
            memcpy(stamp->pixels + (size_t)y * (size_t)stamp->w,
                   (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch,
                   (size_t)stamp->w * sizeof(uint32_t));
        return true;
    }
    struct pixmap source = {.pixels = surface->pixels,
                            .stride = surface->pitch / 4,
                            .w = surface->w,
                            .h = surface->h,
                            .full_w = surface->w,
                            .full_h = surface->h};
    return scale_pixels(&source, stamp->pixels, stamp->w, stamp->h);
}

bool fonts_draw(struct fonts *fonts, const struct text_run *run, struct stamp *stamp)
{
    *stamp = (struct stamp){0};
    TTF_Font *ttf = run->px >= 1 && run->px <= PX_MAX ? get_sized(fonts, run->font, run->px) : NULL;
    size_t length = strlen(run->text);
    if (!ttf || length == 0)
        return false;
    int strike = strike_of(fonts, run->font);
    shape_as(ttf, run->rtl, run->text, length);
    /* Black with no coverage is nothing in both readings of the pixels: coverage, and premultiplied color. */
    SDL_Surface *surface = TTF_RenderUTF8_Blended(ttf, run->text, (SDL_Color){0, 0, 0, 255});
    if (!surface)
        return false;
    assert(surface->format->format == SDL_PIXELFORMAT_ARGB8888);
    int ascent = TTF_FontAscent(ttf) + top_reach(ttf, run->text, surface->h - TTF_FontHeight(ttf));
    *stamp = (struct stamp){.w = scaled_up(surface->w, run->px, strike),
                            .h = scaled_up(surface->h, run->px, strike),
                            .left = scaled_up(left_reach(ttf, run->rtl, run->text, length), run->px, strike),
                            .ascent = scaled_up(ascent, run->px, strike),
                            .colored = strike > 0};
    bool ok = take_pixels(surface, stamp);
    SDL_FreeSurface(surface);
    return ok;
}

void stamp_finish(struct stamp *stamp)
{
    free(stamp->pixels);
    stamp->pixels = NULL;
}

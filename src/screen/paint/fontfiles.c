#include "paint/fontfiles.h"

#include "base/log.h"
#include "base/str.h"
#include "base/thread.h"
#include "paint/scripts.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FACES_MAX 128
#define FOUND_MAX 64

struct fontface {
    FcPattern *pattern; /* owns the set, and the path but of a house font; NULL: fontconfig was not asked */
    const char *path;
    FcCharSet *has; /* NULL: not known without the font itself */
    int index;
    int strike;
};

/* What a query for a family gave: most characters of a text have the font of the one before them, and a query
 * takes a third of a millisecond. */
struct found {
    const char *family;
    enum font_style style;
    const struct fontface *face;
};

struct fontfiles {
    FcConfig *config; /* NULL until it is needed */
    bool reading;     /* reader has been started and not been joined */
    pthread_t reader;
    bool failed; /* there is no configuration */
    bool warned; /* another font stands in: said once */
    struct fontface faces[FACES_MAX];
    size_t count;
    const struct fontface *styles[FONT_STYLES];
    struct found found[FOUND_MAX];
    size_t n_found;
};

/* Where the package fonts-inter has its files. */
#define HOUSE(name) "/usr/share/fonts/opentype/inter/" name ".otf"

static const struct {
    const char *house; /* the file, when it is there */
    const char *family;
    int weight, slant;
} style_fonts[FONT_STYLES] = {
    [FONT_REGULAR] = {HOUSE("Inter-Regular"), "Inter", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN},
    [FONT_ITALIC] = {HOUSE("Inter-Italic"), "Inter", FC_WEIGHT_REGULAR, FC_SLANT_ITALIC},
    [FONT_MEDIUM] = {HOUSE("Inter-Medium"), "Inter", FC_WEIGHT_MEDIUM, FC_SLANT_ROMAN},
    [FONT_BOLD] = {HOUSE("Inter-SemiBold"), "Inter", FC_WEIGHT_DEMIBOLD, FC_SLANT_ROMAN},
    [FONT_BOLD_ITALIC] = {HOUSE("Inter-SemiBoldItalic"), "Inter", FC_WEIGHT_DEMIBOLD, FC_SLANT_ITALIC},
    [FONT_DISPLAY] = {HOUSE("InterDisplay-SemiBold"), "Inter Display", FC_WEIGHT_DEMIBOLD, FC_SLANT_ROMAN},
    [FONT_DISPLAY_LIGHT] = {HOUSE("InterDisplay-Light"), "Inter Display", FC_WEIGHT_LIGHT, FC_SLANT_ROMAN},
};

/* Whoever gives fontconfig a configuration of their own is asking for it. */
static bool is_house(enum font_style style)
{
    return !getenv("FONTCONFIG_FILE") && !getenv("FONTCONFIG_PATH") &&
           access(style_fonts[style].house, R_OK) == 0;
}

struct fontfiles *fontfiles_create(void)
{
    return calloc(1, sizeof(struct fontfiles));
}

static void *read_config(void *user)
{
    struct fontfiles *files = user;
    files->config = FcInitLoadConfigAndFonts();
    return NULL;
}

void fontfiles_begin(struct fontfiles *files)
{
    bool needed = false;
    for (size_t i = 0; i < FONT_STYLES; i++)
        needed = needed || !is_house((enum font_style)i);
    if (needed && !files->config && !files->reading)
        files->reading = thread_start(&files->reader, read_config, files);
}

static void wait_for_reader(struct fontfiles *files)
{
    if (files->reading)
        pthread_join(files->reader, NULL);
    files->reading = false;
}

void fontfiles_destroy(struct fontfiles *files)
{
    if (!files)
        return;
    wait_for_reader(files);
    for (size_t i = 0; i < files->count; i++) {
        if (files->faces[i].pattern)
            FcPatternDestroy(files->faces[i].pattern);
    }
    if (files->config)
        FcConfigDestroy(files->config);
    free(files);
}

static bool open_config(struct fontfiles *files)
{
    wait_for_reader(files);
    if (!files->config && !files->failed) {
        read_config(files);
        files->failed = !files->config;
        if (files->failed)
            log_error("fontconfig has no configuration; install the packages fontconfig and fonts-inter");
    }
    return files->config;
}

/* Takes over a matched pattern. The face that is already known when it is the same one. */
static const struct fontface *add_face(struct fontfiles *files, FcPattern *pattern)
{
    FcChar8 *path = NULL;
    FcCharSet *has = NULL;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch ||
        FcPatternGetCharSet(pattern, FC_CHARSET, 0, &has) != FcResultMatch) {
        FcPatternDestroy(pattern);
        return NULL;
    }
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    for (size_t i = 0; i < files->count; i++) {
        struct fontface *known = &files->faces[i];
        if (known->index != index || strcmp(known->path, (const char *)path) != 0)
            continue;
        if (known->pattern) {
            FcPatternDestroy(pattern);
        } else {
            known->pattern = pattern;
            known->has = has;
        }
        return known;
    }
    if (files->count == FACES_MAX) {
        FcPatternDestroy(pattern);
        return NULL;
    }
    struct fontface *face = &files->faces[files->count++];
    *face = (struct fontface){.pattern = pattern, .path = (const char *)path, .has = has, .index = index};
    FcBool scalable = FcTrue;
    double strike = 0;
    /* Noto Color Emoji calls itself scalable, yet has one strike; fontconfig knows it by its pixel size. */
    FcPatternGetBool(pattern, FC_OUTLINE, 0, &scalable);
    if (!scalable && FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &strike) == FcResultMatch)
        face->strike = (int)strike;
    return face;
}

/* The best match of a query, which is consumed. */
static FcPattern *match(struct fontfiles *files, FcPattern *query)
{
    FcConfigSubstitute(files->config, query, FcMatchPattern);
    FcDefaultSubstitute(query);
    FcResult result;
    FcPattern *found = FcFontMatch(files->config, query, &result);
    FcPatternDestroy(query);
    return found;
}

static FcPattern *new_query(const char *family, int weight, int slant)
{
    FcPattern *query = FcPatternCreate();
    if (!query)
        return NULL;
    FcPatternAddString(query, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(query, FC_WEIGHT, weight);
    FcPatternAddInteger(query, FC_SLANT, slant);
    return query;
}

static const struct fontface *ask_style(struct fontfiles *files, enum font_style style)
{
    if (!open_config(files))
        return NULL;
    const char *family = style_fonts[style].family;
    FcPattern *query = new_query(family, style_fonts[style].weight, style_fonts[style].slant);
    if (!query)
        return NULL;
    FcPatternAddString(query, FC_FAMILY, (const FcChar8 *)"Inter");
    FcPatternAddString(query, FC_FAMILY, (const FcChar8 *)"sans-serif");
    FcPatternAddString(query, FC_LANG, (const FcChar8 *)"en");
    FcPattern *found = match(files, query);
    if (!found)
        return NULL;
    FcChar8 *name = NULL;
    if (!files->warned && FcPatternGetString(found, FC_FAMILY, 0, &name) == FcResultMatch &&
        strcasecmp((const char *)name, family) != 0) {
        files->warned = true;
        log_warning("font \"%s\" is not installed, \"%s\" stands in; install the package fonts-inter", family,
                    (const char *)name);
    }
    return add_face(files, found);
}

/* A style is one file, so there is room for each. */
static const struct fontface *house_face(struct fontfiles *files, enum font_style style)
{
    struct fontface *face = &files->faces[files->count++];
    *face = (struct fontface){.path = style_fonts[style].house};
    return face;
}

const struct fontface *fontfiles_style(struct fontfiles *files, enum font_style style)
{
    if (!files->styles[style]) {
        bool house = files->count < FACES_MAX && is_house(style);
        files->styles[style] = house ? house_face(files, style) : ask_style(files, style);
    }
    return files->styles[style];
}

/* The family that the script of the first strong character asks for, or NULL. */
static const char *preferred_family(const char *lang, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct script *script = script_of(codes[i]);
        if (script)
            return script->family ? script->family : script_han_family(lang, script->tag);
    }
    /* Punctuation of East Asia, and its full-width forms. */
    if (count > 0 && ((codes[0] >= 0x3000 && codes[0] < 0x3400) || codes[0] >= 0xfe00))
        return script_han_family(lang, "Hani");
    return NULL;
}

static FcPattern *query_codes(const char *family, enum font_style style, const uint32_t *codes, size_t count,
                              bool emoji)
{
    static const char *const further[] = {"Noto Sans", "Noto Sans Symbols", "Noto Sans Symbols2",
                                          "Noto Sans Math", "sans-serif"};
    FcPattern *query = new_query(family, style_fonts[style].weight, FC_SLANT_ROMAN);
    FcCharSet *set = FcCharSetCreate();
    if (!query || !set) {
        if (query)
            FcPatternDestroy(query);
        if (set)
            FcCharSetDestroy(set);
        return NULL;
    }
    for (size_t i = 0; i < COUNT_OF(further); i++)
        FcPatternAddString(query, FC_FAMILY, (const FcChar8 *)further[i]);
    for (size_t i = 0; i < count; i++)
        FcCharSetAddChar(set, codes[i]);
    FcPatternAddCharSet(query, FC_CHARSET, set);
    FcCharSetDestroy(set);
    FcPatternAddBool(query, FC_COLOR, emoji ? FcTrue : FcFalse);
    return query;
}

static const struct fontface *found_before(const struct fontfiles *files, const char *family,
                                           enum font_style style, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < files->n_found; i++) {
        const struct found *found = &files->found[i];
        if (found->style == style && strcmp(found->family, family) == 0 &&
            fontface_has(found->face, codes, count))
            return found->face;
    }
    return NULL;
}

const struct fontface *fontfiles_fallback(struct fontfiles *files, enum font_style style, const char *lang,
                                          const uint32_t *codes, size_t count, bool emoji)
{
    if (!open_config(files))
        return NULL;
    const char *preferred = emoji ? "Noto Color Emoji" : preferred_family(lang, codes, count);
    const struct fontface *face = preferred ? found_before(files, preferred, style, codes, count) : NULL;
    if (face)
        return face;
    FcPattern *query = query_codes(preferred ? preferred : "Noto Sans", style, codes, count, emoji);
    FcPattern *found = query ? match(files, query) : NULL;
    face = found ? add_face(files, found) : NULL;
    if (!face || !fontface_has(face, codes, count))
        return NULL;
    if (preferred && files->n_found < FOUND_MAX)
        files->found[files->n_found++] = (struct found){preferred, style, face};
    return face;
}

bool fontface_is_listed(const struct fontface *face)
{
    return face->has;
}

bool fontface_has(const struct fontface *face, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!FcCharSetHasChar(face->has, codes[i]))
            return false;
    }
    return true;
}

const char *fontface_path(const struct fontface *face)
{
    return face->path;
}

int fontface_index(const struct fontface *face)
{
    return face->index;
}

int fontface_strike(const struct fontface *face)
{
    return face->strike;
}

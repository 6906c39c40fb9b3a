/* Can the colors of a theme be read on each other? The pixels are measured when slides are painted; this only
 * catches a theme that cannot work anywhere. */
#include "content/tables.h"

#include "base/str.h"

#include <math.h>

#define CONTRAST_MIN 4.5 /* WCAG 2.2, 1.4.3 */

/* WCAG 2.2, relative luminance. */
static double linear(unsigned byte)
{
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
    return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) +
           0.0722 * linear(color & 0xff);
}

void theme_check(struct loader *loader, const struct yaml_node *node)
{
    const struct theme *theme = &loader->content->theme;
    const struct {
        const char *text, *ground;
        uint32_t text_color, ground_color;
    } pairs[] = {{"ink", "paper", theme->ink, theme->paper},
                 {"light", "deep", theme->light, theme->deep},
                 {"accent", "deep", theme->accent, theme->deep}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        double text = luminance(pairs[i].text_color), ground = luminance(pairs[i].ground_color);
        double contrast = (fmax(text, ground) + 0.05) / (fmin(text, ground) + 0.05);
        if (contrast >= CONTRAST_MIN)
            continue;
        diag_warning(loader->bind.diags, node->place,
                     "%s on %s has a contrast of %.1f, and reading needs %.1f; make %s %s or %s %s",
                     pairs[i].text, pairs[i].ground, contrast, CONTRAST_MIN, pairs[i].text,
                     text > ground ? "lighter" : "darker", pairs[i].ground,
                     text > ground ? "darker" : "lighter");
    }
}

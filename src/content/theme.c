/* Can the colors of a theme be read on each other? The pixels are measured when slides are painted; this only
 * catches a theme that cannot work anywhere. */
#include "content/tables.h"

#include "base/color.h"
#include "base/str.h"

#define CONTRAST_MIN 4.5 /* WCAG 2.2, 1.4.3 */

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
        double contrast = color_contrast(pairs[i].text_color, pairs[i].ground_color);
        if (contrast >= CONTRAST_MIN)
            continue;
        bool lighter = color_luminance(pairs[i].text_color) > color_luminance(pairs[i].ground_color);
        diag_warning(loader->bind.diags, node->place,
                     "%s on %s has a contrast of %.1f, and reading needs %.1f; make %s %s or %s %s",
                     pairs[i].text, pairs[i].ground, contrast, CONTRAST_MIN, pairs[i].text,
                     lighter ? "lighter" : "darker", pairs[i].ground, lighter ? "darker" : "lighter");
    }
}

#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define ARENA_CAP (64 * 1024 * 1024)

void layout_init(struct layout *layout)
{
    *layout = (struct layout){.arena = arena_create(ARENA_CAP), .fonts = fake_fonts_create()};
    assert_non_null(layout->arena);
    assert_non_null(layout->fonts);
}

void layout_finish(struct layout *layout)
{
    fake_fonts_destroy(layout->fonts);
    arena_destroy(layout->arena);
}

struct text_para layout_para(struct text_span *span, const char *text)
{
    *span = (struct text_span){.text = text, .tag = -1};
    return (struct text_para){.spans = span, .count = 1, .px = PX, .lang = "en"};
}

void layout_run(struct layout *layout, const struct text_para *para, int width)
{
    assert_true(text_layout(layout->arena, layout->fonts, para, width, &layout->lines));
}

static const char *written(const struct layout *layout, bool runs)
{
    const char *all = "";
    for (size_t i = 0; i < layout->lines.count; i++) {
        const struct text_line *line = &layout->lines.lines[i];
        all = arena_printf(layout->arena, "%s%s", all, i > 0 ? "|" : "");
        for (size_t k = 0; k < line->count; k++) {
            const struct text_run *run = &line->runs[k];
            all = runs ? arena_printf(layout->arena, "%s[%c %s]", all, run->rtl ? 'R' : 'L', run->text)
                       : arena_printf(layout->arena, "%s%s", all, run->text);
        }
    }
    assert_non_null(all);
    return all;
}

const char *layout_lines(const struct layout *layout)
{
    return written(layout, false);
}

const char *layout_runs(const struct layout *layout)
{
    return written(layout, true);
}

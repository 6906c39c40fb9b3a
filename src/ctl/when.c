/* lobbyctl when: what is shown at a moment, what is not, and why. */
#include "ctl/change.h"
#include "ctl/load.h"

#include <string.h>

enum { ARENA_BYTES = 1024 * 1024 };

struct row {
    const char *name, *shown, *why, *stands, *changes;
};

static const char *moment_text(const struct civil *at, struct arena *arena)
{
    static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return arena_printf(arena, "%s %04d-%02d-%02d %02d:%02d",
                        days[civil_weekday(at->year, at->month, at->day)], at->year, at->month, at->day,
                        at->hour, at->minute);
}

static const char *change_text(const struct show *show, const struct due_clock *clock, struct arena *arena)
{
    struct civil at;
    return change_next(show, clock, &at) ? moment_text(&at, arena) : "never";
}

static struct row slide_row(const struct slide *slide, const struct due_clock *clock, struct arena *arena)
{
    enum due due = due_slide(slide, clock);
    unsigned tenths = (due_dwell_ms(slide, 0) + 50) / 100;
    return (struct row){slide->id, due == DUE_NOW ? "yes" : "no", due_explain(&slide->show, due, arena),
                        arena_printf(arena, "%u.%u s", tenths / 10, tenths % 10),
                        due == DUE_NOT_IN_ORDER ? "never" : change_text(&slide->show, clock, arena)};
}

static struct row notice_row(const struct notice *notice, const struct due_clock *clock, struct arena *arena)
{
    enum due due = due_show(&notice->show, clock);
    return (struct row){notice->level == NOTICE_EMERGENCY ? "notice (emergency)" : "notice",
                        due == DUE_NOW ? "yes" : "no", due_explain(&notice->show, due, arena), "-",
                        change_text(&notice->show, clock, arena)};
}

static size_t widest(const char *a, size_t width)
{
    size_t length = strlen(a);
    return length > width ? length : width;
}

static void print_rows(const struct row *rows, size_t count)
{
    size_t name = 0, why = 0, stands = 0;
    for (size_t i = 0; i < count; i++) {
        name = widest(rows[i].name, name);
        why = widest(rows[i].why, why);
        stands = widest(rows[i].stands, stands);
    }
    for (size_t i = 0; i < count; i++)
        printf("%-*s  %-5s  %-*s  %*s  %s\n", (int)name, rows[i].name, rows[i].shown, (int)why, rows[i].why,
               (int)stands, rows[i].stands, rows[i].changes);
}

static void print_headline(const struct content *content, const struct due_clock *clock, struct arena *arena)
{
    size_t due = due_count(content, clock);
    const struct notice *notice = due_notice(content, clock);
    printf("%s: ", moment_text(&clock->now, arena));
    if (notice && notice->level == NOTICE_EMERGENCY)
        puts("the emergency notice takes the whole screen");
    else if (due == 0)
        puts("no slide is due, the menu stands in");
    else
        printf("%zu of %zu slides %s due\n", due, content->n_slides, due == 1 ? "is" : "are");
}

static bool print_table(const struct content *content, const struct due_clock *clock, struct arena *arena)
{
    struct row *rows = ARENA_ARRAY(arena, content->n_slides + 2, struct row);
    if (!rows)
        return false;
    size_t count = 0;
    rows[count++] = (struct row){"SLIDE", "SHOWN", "WHY", "STANDS", "CHANGES"};
    for (size_t i = 0; i < content->n_slides; i++)
        rows[count++] = slide_row(&content->slides[i], clock, arena);
    if (content->notice)
        rows[count++] = notice_row(content->notice, clock, arena);
    if (arena_failed(arena))
        return false;
    print_headline(content, clock, arena);
    print_rows(rows, count);
    return true;
}

static int run(const struct command *command, const struct options *options)
{
    struct diag_list *diags = diag_list_create();
    struct arena *arena = arena_create(ARENA_BYTES);
    struct content *content = NULL;
    int code = CTL_GOOD;
    if (!diags || !arena)
        code = command_failed(command, "out of memory");
    else
        content = load_content(command, options, diags, &code);
    struct due_clock clock = {options->at, true};
    if (content && !print_table(content, &clock, arena))
        code = command_failed(command, "out of memory");
    content_unref(content);
    arena_destroy(arena);
    diag_list_destroy(diags);
    return code;
}

const struct command command_when = {
    .name = "when",
    .operand = "CONTENT",
    .example = "content",
    .summary = "say what is shown at a moment, and what is not and why",
    .about = "Lists every slide and the notice: shown or not and why, how long a slide stands (in the\n"
             "first language), and when that changes. Times are those of the zone in TZ.\n",
    .takes = OPTION_AT | OPTION_HELP | OPTION_VERSION,
    .run = run,
};

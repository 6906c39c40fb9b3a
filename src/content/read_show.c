/* When something is shown, and for how long. */
#include "content/tables.h"

#include "base/str.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { ALL_DAYS = 0x7f, DAY_MINUTES = 24 * 60 };

void show_init(struct show *show)
{
    *show = (struct show){.from = INT64_MIN, .until = INT64_MAX, .days = ALL_DAYS};
}

/* "2026-02-30" looks right and is not. */
static bool looks_like_date(const char *text)
{
    for (size_t i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : !(text[i] >= '0' && text[i] <= '9'))
            return false;
    return text[10] == '\0';
}

static bool read_date(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      int64_t *days)
{
    struct civil date;
    if (!bind_is_text(context, key, node, "a date, such as 2026-09-01"))
        return false;
    if (!civil_parse_date(node->text, &date)) {
        diag_error(context->diags, node->place,
                   looks_like_date(node->text)
                       ? "%s: %s is no day of the calendar; write a day that there is"
                       : "%s: \"%s\" is not a date; write year, month and day like 2026-09-01",
                   key->name, node->text);
        return false;
    }
    *days = civil_days(date.year, date.month, date.day);
    return true;
}

bool read_date_from(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                    void *field)
{
    return read_date(context, key, node, &((struct show *)field)->from);
}

bool read_date_until(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                     void *field)
{
    struct show *show = field;
    show->until_place = node->place;
    return read_date(context, key, node, &show->until);
}

bool show_check_dates(struct bind_context *context, const struct show *show)
{
    if (show->from <= show->until)
        return true;
    diag_error(context->diags, show->until_place,
               "it ends before it begins; write an until that is not before from");
    return false;
}

/* Days */

static int day_number(const char *text, size_t length)
{
    static const char names[7][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int i = 0; i < 7; i++)
        if (length == 3 && memcmp(text, names[i], 3) == 0)
            return i;
    return -1;
}

/* "sat" or "mon-fri"; "fri-mon" goes around the end of the week. */
static bool read_days_text(struct bind_context *context, const struct yaml_node *node, unsigned *days)
{
    const char *text = node->kind == YAML_TEXT ? node->text : "", *hyphen = strchr(text, '-');
    int first = day_number(text, hyphen ? (size_t)(hyphen - text) : strlen(text));
    int last = hyphen ? day_number(hyphen + 1, strlen(hyphen + 1)) : first;
    if (first < 0 || last < 0) {
        diag_error(context->diags, node->place,
                   "\"%s\" is not a day; write mon, tue, wed, thu, fri, sat or sun, or a range like mon-fri",
                   text);
        return false;
    }
    for (int day = first;; day = (day + 1) % 7) {
        *days |= 1u << day;
        if (day == last)
            return true;
    }
}

static bool read_days(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    unsigned days = 0;
    bool good = true;
    if (node->kind == YAML_MAP || (node->kind == YAML_LIST && node->count == 0)) {
        diag_error(context->diags, node->place, "%s must name days; write mon-fri or [mon, wed-fri]",
                   key->name);
        return false;
    }
    if (node->kind == YAML_TEXT)
        good = read_days_text(context, node, &days);
    for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
        good = read_days_text(context, node->items[i], &days) && good;
    if (good)
        ((struct show *)field)->days = days;
    return good;
}

/* Hours */

/* "7:00" or "07:00" up to max minutes. Sets *end behind it; -1 when it is none. */
static int read_minutes(const char *text, int max, const char **end)
{
    int numbers[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        size_t digits = strspn(text, "0123456789");
        if (digits > 2 || digits < (i == 0 ? 1u : 2u))
            return -1;
        for (size_t j = 0; j < digits; j++)
            numbers[i] = numbers[i] * 10 + text[j] - '0';
        text += digits;
        if (i == 0 && *text++ != ':')
            return -1;
    }
    *end = text;
    int minutes = numbers[0] * 60 + numbers[1];
    return numbers[1] < 60 && minutes <= max ? minutes : -1;
}

static bool read_hours(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    struct show *show = field;
    const char *at = node->kind == YAML_TEXT ? node->text : "";
    if (!bind_is_text(context, key, node, "hours, such as \"07:00-19:00\""))
        return false;
    int from = read_minutes(at, DAY_MINUTES - 1, &at), until = -1;
    if (from >= 0 && *at == '-')
        until = read_minutes(at + 1, DAY_MINUTES, &at);
    if (until < 0 || *at != '\0') {
        diag_error(context->diags, node->place,
                   "%s: \"%s\" is not a span of the day; write it with 24 hours like \"07:00-19:00\"",
                   key->name, node->text);
        return false;
    }
    if (from == until) {
        diag_error(context->diags, node->place,
                   "%s begin and end at the same minute; leave them out for the whole day", key->name);
        return false;
    }
    show->hours_from = from;
    show->hours_until = until % DAY_MINUTES;
    return true;
}

/* All four write into the same struct show. */
static const struct bind_key show_keys[] = {
    {.name = "from",
     .read = read_date_from,
     .type = "date",
     .fallback = "always",
     .example = "2026-09-01",
     .help = "The first day on which it is shown."},
    {.name = "until",
     .read = read_date_until,
     .type = "date",
     .fallback = "for ever",
     .example = "2027-08-31",
     .help = "The last day on which it is shown."},
    {.name = "days",
     .read = read_days,
     .type = "days",
     .fallback = "every day",
     .example = "[mon-fri]",
     .help = "The days of the week: `sat`, `mon-fri`, or a list of such."},
    {.name = "hours",
     .read = read_hours,
     .type = "hours",
     .fallback = "all day",
     .example = "\"07:00-19:00\"",
     .help = "The hours of the day. `22:00-06:00` crosses midnight; the night belongs to the day on which it "
             "begins."},
};
const struct bind_table table_show = {"show", show_keys, COUNT_OF(show_keys)};

bool read_show(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field)
{
    (void)key;
    struct show show;
    show_init(&show);
    show.place = node->place;
    if (!bind_map(context, &table_show, node, &show) || !show_check_dates(context, &show))
        return false;
    *(struct show *)field = show;
    return true;
}

bool read_dwell(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field)
{
    if (node->kind != YAML_TEXT || strcmp(node->text, "auto") != 0)
        return bind_duration(context, key, node, field);
    *(unsigned *)field = 0;
    return true;
}

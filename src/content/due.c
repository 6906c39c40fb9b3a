/* What is due when; the rules are in due.h and in content/README.md. */
#include "content/due.h"

#include "content/words.h"

#include <assert.h>

enum { DWELL_BASE_MS = 3000, DWELL_MIN_MS = 8000, DWELL_MAX_MS = 30000 };

static int minute_of(const struct civil *now)
{
    return now->hour * 60 + now->minute;
}

/* The hours cross midnight and now is in their second half: the night belongs to the day on which it began,
 * so that "fri" with 22:00-06:00 means the night that starts on Friday evening. */
static bool is_after_midnight(const struct show *show, int minute)
{
    return show->hours_from > show->hours_until && minute < show->hours_until;
}

static bool in_hours(const struct show *show, int minute)
{
    if (show->hours_from == show->hours_until)
        return true;
    if (show->hours_from < show->hours_until)
        return minute >= show->hours_from && minute < show->hours_until;
    return minute >= show->hours_from || minute < show->hours_until;
}

enum due due_show(const struct show *show, const struct due_clock *clock)
{
    const struct civil *now = &clock->now;
    int64_t day = civil_days(now->year, now->month, now->day);
    int minute = minute_of(now);
    if (clock->trusted && is_after_midnight(show, minute))
        day--;
    if (day > show->until)
        return DUE_PAST;
    if (day < show->from)
        return DUE_NOT_YET;
    if (!clock->trusted)
        return DUE_NOW;
    /* 1970-01-01 was a Thursday: 3 when Monday is 0. */
    int weekday = (int)(((day + 3) % 7 + 7) % 7);
    if (!(show->days & 1u << weekday))
        return DUE_OTHER_DAY;
    return in_hours(show, minute) ? DUE_NOW : DUE_OTHER_HOUR;
}

enum due due_slide(const struct slide *slide, const struct due_clock *clock)
{
    return slide->in_order ? due_show(&slide->show, clock) : DUE_NOT_IN_ORDER;
}

size_t due_next(const struct content *content, size_t from, int step, const struct due_clock *clock)
{
    assert(step == 1 || step == -1);
    size_t n = content->n_slides;
    if (n == 0)
        return CONTENT_NONE;
    if (from >= n) /* CONTENT_NONE: so that the first step lands on the first or the last */
        from = step > 0 ? n - 1 : 0;
    for (size_t tried = 0; tried < n; tried++) {
        from = step > 0 ? (from + 1) % n : (from + n - 1) % n;
        if (due_slide(&content->slides[from], clock) == DUE_NOW)
            return from;
    }
    return CONTENT_NONE;
}

size_t due_count(const struct content *content, const struct due_clock *clock)
{
    size_t count = 0;
    for (size_t i = 0; i < content->n_slides; i++)
        count += due_slide(&content->slides[i], clock) == DUE_NOW;
    return count;
}

size_t due_position(const struct content *content, size_t index, const struct due_clock *clock)
{
    if (index >= content->n_slides || due_slide(&content->slides[index], clock) != DUE_NOW)
        return CONTENT_NONE;
    size_t position = 0;
    for (size_t i = 0; i < index; i++)
        position += due_slide(&content->slides[i], clock) == DUE_NOW;
    return position;
}

const struct notice *due_notice(const struct content *content, const struct due_clock *clock)
{
    const struct notice *notice = content->notice;
    return notice && due_show(&notice->show, clock) == DUE_NOW ? notice : NULL;
}

unsigned due_reading_ms(const struct slide *slide, size_t lang)
{
    assert(lang < CONTENT_LANGS_MAX);
    unsigned ms = DWELL_BASE_MS;
    const struct tr *texts[] = {&slide->eyebrow, &slide->title, &slide->text, &slide->figure, &slide->unit};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        ms += words_reading_ms(texts[i]->text[lang]);
    for (size_t i = 0; i < slide->n_items; i++) {
        ms += words_reading_ms(slide->items[i].lead.text[lang]);
        ms += words_reading_ms(slide->items[i].text.text[lang]);
    }
    return ms;
}

unsigned due_dwell_ms(const struct slide *slide, size_t lang)
{
    if (slide->dwell_ms)
        return slide->dwell_ms;
    unsigned ms = due_reading_ms(slide, lang);
    return ms < DWELL_MIN_MS ? DWELL_MIN_MS : ms > DWELL_MAX_MS ? DWELL_MAX_MS : ms;
}

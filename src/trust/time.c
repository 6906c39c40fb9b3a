/* Times and days of statements: UTC, four digits of a year, from 1970 on. */
#include "trust/trust.h"

#include "base/civil.h"

#include <stdio.h>
#include <string.h>

#define LAST_DAY INT64_C(2932896) /* 9999-12-31 */

bool trust_time_parse(const char *text, int64_t *seconds)
{
    enum { DATE = 10, ZONE = TRUST_TIME_TEXT - 2 };
    char local[TRUST_TIME_TEXT];
    struct civil civil;
    if (strlen(text) != TRUST_TIME_TEXT - 1 || text[DATE] != 'T' || text[ZONE] != 'Z')
        return false;
    memcpy(local, text, ZONE);
    local[ZONE] = '\0';
    if (!civil_parse(local, &civil) || civil.year < 1970)
        return false;
    *seconds = civil_seconds(&civil);
    return true;
}

bool trust_day_parse(const char *text, int64_t *days)
{
    struct civil civil;
    if (!civil_parse_date(text, &civil) || civil.year < 1970)
        return false;
    *days = civil_days(civil.year, civil.month, civil.day);
    return true;
}

void trust_day_text(int64_t days, char text[TRUST_DAY_TEXT])
{
    int year, month, day;
    if (days < 0 || days > LAST_DAY) {
        memcpy(text, "0000-00-00", TRUST_DAY_TEXT);
        return;
    }
    civil_from_days(days, &year, &month, &day);
    /* The remainders are for the compiler, which cannot know that they change nothing. */
    snprintf(text, TRUST_DAY_TEXT, "%04u-%02u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u,
             (unsigned)day % 100u);
}

void trust_time_text(int64_t seconds, char text[TRUST_TIME_TEXT])
{
    char day[TRUST_DAY_TEXT];
    unsigned rest = seconds < 0 ? 0 : (unsigned)(seconds % TRUST_DAY);
    trust_day_text(seconds < 0 ? -1 : seconds / TRUST_DAY, day);
    snprintf(text, TRUST_TIME_TEXT, "%sT%02u:%02u:%02uZ", day, rest / 3600 % 24u, rest / 60 % 60u,
             rest % 60u);
}

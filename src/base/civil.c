#include "base/civil.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { DAYS_OF_ERA = 146097, DAYS_TO_1970 = 719468 };

int64_t civil_days(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_OF_ERA + day_of_era - DAYS_TO_1970;
}

void civil_from_days(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + DAYS_TO_1970;
    int64_t era = (z >= 0 ? z : z - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
    int64_t day_of_era = z - era * DAYS_OF_ERA;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153; /* months from March */
    *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int civil_weekday(int year, int month, int day)
{
    int64_t since_monday = (civil_days(year, month, day) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(since_monday < 0 ? since_monday + 7 : since_monday);
}

int64_t civil_seconds(const struct civil *civil)
{
    return civil_days(civil->year, civil->month, civil->day) * 86400 + civil->hour * 3600 +
           civil->minute * 60 + civil->second;
}

/* Reads exactly count digits and moves on. */
static bool digits(const char **text, int count, int *value)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        char c = **text;
        if (c < '0' || c > '9')
            return false;
        sum = sum * 10 + (c - '0');
        (*text)++;
    }
    *value = sum;
    return true;
}

static bool skip(const char **text, char wanted)
{
    if (**text != wanted)
        return false;
    (*text)++;
    return true;
}

static bool date(const char **text, struct civil *civil)
{
    if (!digits(text, 4, &civil->year) || !skip(text, '-') || !digits(text, 2, &civil->month) ||
        !skip(text, '-') || !digits(text, 2, &civil->day))
        return false;
    /* A date that does not exist, such as 30 February, comes back as another one. */
    int year, month, day;
    civil_from_days(civil_days(civil->year, civil->month, civil->day), &year, &month, &day);
    return civil->month >= 1 && civil->month <= 12 && year == civil->year && month == civil->month &&
           day == civil->day;
}

bool civil_parse_date(const char *text, struct civil *civil)
{
    struct civil result = {0};
    if (!date(&text, &result) || *text)
        return false;
    *civil = result;
    return true;
}

bool civil_parse(const char *text, struct civil *civil)
{
    struct civil result = {0};
    if (!date(&text, &result))
        return false;
    if (*text) {
        if (!skip(&text, 'T') && !skip(&text, ' '))
            return false;
        if (!digits(&text, 2, &result.hour) || !skip(&text, ':') || !digits(&text, 2, &result.minute))
            return false;
        if (*text && (!skip(&text, ':') || !digits(&text, 2, &result.second)))
            return false;
    }
    if (*text || result.hour > 23 || result.minute > 59 || result.second > 59)
        return false;
    *civil = result;
    return true;
}

enum { SECONDS_OF_DAY = 86400 };

void civil_utc_text(int64_t seconds, char text[CIVIL_UTC_TEXT])
{
    const int64_t last = civil_days(10000, 1, 1) * SECONDS_OF_DAY - 1;
    if (seconds < 0 || seconds > last)
        seconds = seconds < 0 ? 0 : last;
    int year, month, day, second = (int)(seconds % SECONDS_OF_DAY);
    civil_from_days(seconds / SECONDS_OF_DAY, &year, &month, &day);
    char wide[80]; /* any seven numbers */
    snprintf(wide, sizeof wide, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, second / 3600,
             second / 60 % 60, second % 60);
    memcpy(text, wide, CIVIL_UTC_TEXT - 1);
    text[CIVIL_UTC_TEXT - 1] = '\0';
}

bool civil_utc_parse(const char *text, int64_t *seconds)
{
    char local[CIVIL_UTC_TEXT - 1], again[CIVIL_UTC_TEXT];
    struct civil civil;
    if (strlen(text) != CIVIL_UTC_TEXT - 1)
        return false;
    memcpy(local, text, sizeof local - 1);
    local[sizeof local - 1] = '\0';
    if (!civil_parse(local, &civil) || civil_seconds(&civil) < 0)
        return false;
    civil_utc_text(civil_seconds(&civil), again);
    if (strcmp(again, text) != 0)
        return false;
    *seconds = civil_seconds(&civil);
    return true;
}

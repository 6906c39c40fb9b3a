/* civil: dates and times of day on the wall of the site, without a time zone.
 *
 * Only the programs turn the machine's clock into a struct civil (localtime_r in the site's zone); everything
 * below them gets it as an argument. */
#ifndef LOBBY_BASE_CIVIL_H
#define LOBBY_BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

struct civil {
    int year, month, day;     /* month and day from 1 */
    int hour, minute, second; /* 0..23, 0..59, 0..59 */
};

/* Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
 * algorithms"). */
int64_t civil_days(int year, int month, int day);
void civil_from_days(int64_t days, int *year, int *month, int *day);

/* 0 Monday .. 6 Sunday. */
int civil_weekday(int year, int month, int day);

/* Seconds since 1970-01-01T00:00:00 of the same wall clock: an order and a distance, not UTC. */
int64_t civil_seconds(const struct civil *civil);

/* "2026-09-01", "2026-09-01T07:30", "2026-09-01T07:30:15", a blank may stand for the T. A real date only. */
bool civil_parse(const char *text, struct civil *civil);
bool civil_parse_date(const char *text, struct civil *civil); /* the date alone */

/* Seconds since 1970-01-01T00:00:00 UTC as "2026-11-23T23:10:00Z", and back; exactly this form. What lies
 * outside the years 1970 to 9999 is written as the nearest second inside. */
#define CIVIL_UTC_TEXT 21u /* with the zero */
void civil_utc_text(int64_t seconds, char text[CIVIL_UTC_TEXT]);
bool civil_utc_parse(const char *text, int64_t *seconds);

#endif

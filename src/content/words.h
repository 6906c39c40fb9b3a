/* content/words: how long a text takes to read. Part of the room, not for others.
 *
 * 2.5 words or 5 Chinese or Japanese characters a second. Scripts that put no blanks between words are
 * counted by the letter: Thai, Lao, Khmer and Burmese at 10 letters a second, about 2.5 of their words. */
#ifndef LOBBY_CONTENT_WORDS_H
#define LOBBY_CONTENT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* A Chinese or Japanese character; not their punctuation. */
bool words_is_cjk(uint32_t c);

/* text is well-formed UTF-8. At most READING_MAX_MS, so that sums cannot overflow. */
#define READING_MAX_MS 600000u
unsigned words_reading_ms(const char *text);

#endif

/* text: sentences on their way into state and status files. For this room only. */
#ifndef LOBBY_STORE_TEXT_H
#define LOBBY_STORE_TEXT_H

#include <stddef.h>
#include <stdio.h>

/* Copies what can stand in one line of a file: control characters and line ends become blanks, bytes that are
 * no UTF-8 U+FFFD. Cut at size - 1 bytes, between two characters. */
void text_clean(char *into, size_t size, const char *text);

/* A string as JSON writes it, with its quotes (RFC 8259, section 7), which YAML reads as well. Bytes that are
 * no UTF-8 become U+FFFD. NULL is null. */
void text_quote(FILE *out, const char *text);

#endif

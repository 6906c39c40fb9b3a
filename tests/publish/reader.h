/* reader: a desk that has published "old" and is to publish "new", to pub; and a kiosk that asks what is
 * there. */
#ifndef LOBBY_TESTS_PUBLISH_READER_H
#define LOBBY_TESTS_PUBLISH_READER_H

#include "faults.h"
#include "stand.h"

/* For a group of tests: the folder of tests/faults with the desk of stand.h. */
int reader_set_up(void **state);
int reader_tear_down(void **state);

/* What was new is old, and something else is new. */
void reader_next(unsigned number);

/* What a kiosk finds, takes and verifies that asks now, byte for byte. */
enum found { FOUND_OLD, FOUND_NEW, FOUND_NEITHER };
enum found reader_look(void);

/* The same command again, with nothing in the way: all of it is there, and nothing else lies about. NULL, or
 * what is wrong. */
const char *reader_finish(void);

#endif

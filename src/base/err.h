/* err: why something failed, in one sentence for a person.
 *
 * A function that can fail returns bool and takes a struct err; the lowest level sets the sentence, the
 * levels above put context in front of it, the program prints it once. */
#ifndef LOBBY_BASE_ERR_H
#define LOBBY_BASE_ERR_H

#include <stdbool.h>

#define MUST_USE          __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* Text is always terminated; what does not fit is cut. */
struct err {
    char text[1024];
};

/* Sets the sentence. err may be NULL. Always returns false, so that "return err_set(...)" reads well. */
bool err_set(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Puts "context: " in front of the sentence. err may be NULL. Always returns false. */
bool err_context(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif

/* What content_load says of a folder: a good one, with some files replaced. */
#ifndef TESTS_CONTENT_DIAGNOSTICS_H
#define TESTS_CONTENT_DIAGNOSTICS_H

#include <stddef.h>

#define REMOVED "(removed)" /* as a text: the file is not there */
#define FILES   4

struct diag_case {
    const char *shows; /* printed when it fails */
    struct {
        const char *file, *text;
    } files[FILES];
    const char *expect; /* all lines, each with its newline; "" when nothing is wrong */
};

/* Fails with both texts when what is said is not exactly what is expected, or when a folder with an error is
 * loaded, or one with warnings only is not. */
void check_cases(const struct diag_case *cases, size_t count);

#endif

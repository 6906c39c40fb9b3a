/* Everything that a folder might hold against us (tests/hostile), through the program: each row is shown or
 * refused with a reason and a place, and none of them ends a look by force. */
#include "cases.h"
#include "looker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { GOOD = 0, BAD = 1 };

/* Each line is "FILE:LINE:COL: error: ...". */
static bool lines_have_places(const char *said)
{
    for (const char *line = said, *end; *line; line = end + 1) {
        unsigned number, column;
        end = strchr(line, '\n');
        const char *error = end ? strstr(line, ": error: ") : NULL;
        if (!error || error > end)
            return false;
        const char *at = error;
        for (int colons = 0; at > line && colons < 2;)
            colons += *--at == ':';
        if (sscanf(at, ":%u:%u", &number, &column) != 2)
            return false;
    }
    return true;
}

static bool is_as_expected(const struct hostile_case *row, const struct looked *looked)
{
    if (row->outcome == SHOWN)
        return looked->code == GOOD && looked->said[0] == '\0';
    return looked->code == BAD && looked->said[0] != '\0' && lines_have_places(looked->said) &&
           (row->outcome != REFUSED || !row->says || strstr(looked->said, row->says));
}

static void each_row_is_shown_or_refused(void **state)
{
    size_t rows = 0, refused = 0, wrong = 0;
    double longest = 0;
    const char *slowest = "";
    (void)state;
    for (size_t i = 0; i < hostile_n_tables; i++) {
        for (size_t j = 0; j < hostile_tables[i]->count; j++) {
            const struct hostile_case *row = &hostile_tables[i]->rows[j];
            struct folder folder;
            folder_create(&folder);
            cases_write_apart(&folder, row);
            struct looked looked = look_at(folder.path, NULL);
            if (!is_as_expected(row, &looked)) {
                print_error("%s: %s: it ended with %d and said\n%.2000s\n", hostile_tables[i]->name,
                            row->name, looked.code, looked.said);
                wrong++;
            }
            if (looked.cpu > longest) {
                longest = looked.cpu;
                slowest = row->name;
            }
            refused += looked.code != GOOD;
            rows++;
            looked_finish(&looked);
            folder_remove(&folder);
        }
    }
    print_message("%zu rows, %zu refused, at most %.1f s of processor time (%s)\n", rows, refused, longest,
                  slowest);
    assert_int_equal(wrong, 0);
    assert_true(refused > rows / 4 && refused < rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_row_is_shown_or_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "diagnostics.h"

#include "content/content.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void check_case(const struct diag_case *test)
{
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    for (size_t i = 0; i < FILES && test->files[i].file; i++) {
        if (strcmp(test->files[i].text, REMOVED) == 0)
            folder_unlink(&folder, test->files[i].file);
        else
            folder_write_text(&folder, test->files[i].file, test->files[i].text);
    }
    struct diag_list *diags = diag_list_create();
    assert_non_null(diags);
    struct content *content = content_load(folder.path, diags);
    char *said = NULL;
    size_t length;
    FILE *out = open_memstream(&said, &length);
    assert_non_null(out);
    diag_print(diags, out, "");
    fclose(out);
    bool as_said = !content == (diag_errors(diags) > 0);
    content_unref(content);
    diag_list_destroy(diags);
    folder_remove(&folder);
    if (strcmp(said, test->expect) != 0)
        print_error("%s: it said\n%sinstead of\n%s", test->shows, said, test->expect);
    bool same = strcmp(said, test->expect) == 0;
    free(said);
    assert_true(same);
    assert_true(as_said);
}

void check_cases(const struct diag_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_case(&cases[i]);
}

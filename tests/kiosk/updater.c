#include "updater.h"

#include "folder.h"

#include "store/updater.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void updater_leaves(const char *base, const char *state)
{
    struct err err;
    struct store_id id = {.epoch = 1, .version = 2};
    memset(id.commit, 'b', sizeof id.commit - 1);
    struct store_updater *updater = store_updater_open(state, &err);
    assert_non_null(updater);
    char *path = NULL;
    assert_true(store_updater_stage(updater, &id, &path, &err));
    folder_write(base, "new/lobby.yaml", "format: 1\n");
    char from[300];
    snprintf(from, sizeof from, "%s/new", base);
    assert_int_equal(rename(from, path), 0);
    free(path);
    assert_true(store_updater_adopt(updater, &id, 1, &err));
    store_updater_close(updater);
}

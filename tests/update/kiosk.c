/* The kiosk's half of the store: only one of the two halves fits into a source file. */
#include "world.h"

#include "store/kiosk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

const char *world_shown(void)
{
    static char text[STORE_NAME_TEXT + 16];
    static const char *const kinds[] = {"nothing", "good", "trial"};
    struct store_show show;
    struct store_kiosk *kiosk = store_kiosk_open("state");
    assert_non_null(kiosk);
    store_kiosk_take(kiosk, time(NULL), &show);
    snprintf(text, sizeof text, "%s %s", kinds[show.kind], show.name);
    store_show_finish(&show);
    store_kiosk_give_back(kiosk);
    store_kiosk_close(kiosk);
    return text;
}

const char *world_left_behind(void)
{
    return shell("find state run -name '.?*' ! -path state/repo/.lock -o -path 'state/repo/tmp/*' ! -path "
                 "state/repo/tmp/cache | grep .") == 0
               ? stand_said
               : NULL;
}

void world_judge_good(void)
{
    struct store_show show;
    struct err err;
    struct store_kiosk *kiosk = store_kiosk_open("state");
    assert_non_null(kiosk);
    store_kiosk_take(kiosk, time(NULL), &show);
    assert_int_equal(show.kind, STORE_SHOW_TRIAL);
    store_show_finish(&show);
    if (!store_kiosk_judge(kiosk, STORE_GOOD, "", time(NULL), &err))
        fail_msg("%s", err.text);
    store_kiosk_close(kiosk);
}

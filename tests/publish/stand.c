#include "stand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

char stand_said[65536];
static char folder[64];

static int shell_args(const char *format, va_list args)
{
    char *line = NULL;
    assert_true(vasprintf(&line, format, args) > 0);
    char *whole = NULL;
    assert_true(asprintf(&whole, "{ %s\n} 2>&1", line) > 0);
    free(line);
    FILE *out = popen(whole, "r");
    free(whole);
    assert_non_null(out);
    size_t length = fread(stand_said, 1, sizeof stand_said - 1, out);
    stand_said[length] = '\0';
    int status = pclose(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int shell(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int code = shell_args(format, args);
    va_end(args);
    return code;
}

void runs_(int code, const char *file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int got = shell_args(format, args);
    va_end(args);
    if (got != code) {
        print_error("%s: exit code %d, not %d:\n%s\n", format, got, code, stand_said);
        _fail(file, line);
    }
}

void said(const char *text)
{
    if (!strstr(stand_said, text)) {
        print_error("not said: %s\nbut: %s\n", text, stand_said);
        fail();
    }
}

void kiosk_settings(const char *publication)
{
    runs(0,
         "mkdir -p state run && printf 'site: test\\nstate: %%s/state\\nrun: %%s/run\\nupdate:\\n  from: "
         "%%s/%s\\n  root: %%s\\n' \"$PWD\" \"$PWD\" \"$PWD\" \"$(tail -n 1 keys/root.pub)\" > kiosk.yaml",
         publication);
}

int stand_set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/lobby-publish-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    stand_move_in(folder);
    return 0;
}

void stand_move_in(const char *path)
{
    setenv("ctl", LOBBYCTL, 1);
    setenv("update", LOBBY_UPDATE " --once -c kiosk.yaml", 1);
    setenv("content", LOBBY_CONTENT, 1);
    setenv("LOBBY_PREFLIGHT", LOBBY_PREFLIGHT, 1);
    setenv("XDG_CONFIG_HOME", path, 1);
    unsetenv("LOBBY_PASSPHRASE");
    runs(0, "mkdir lobby && ln -s ../keys lobby/keys && $ctl new small");
    runs(0, "$ctl keys init test --no-passphrase --keys keys --name 'Front desk'");
    kiosk_settings("pub");
}

int stand_tear_down(void **state)
{
    (void)state;
    assert_int_equal(chdir("/"), 0);
    return shell("rm -rf '%s'", folder);
}

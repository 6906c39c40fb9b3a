/* The settings file of one kiosk: what it may say, and what counts when it says nothing or nonsense. */
#include "device/device.h"

#include "base/file.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of the right form; whose it is does not matter here. */
#define UPDATE "site: a\nupdate: "
#define ROOT   "RWQ0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN+/0"

/* Loads a file with this text; the messages come back malloced, without the file's name. */
static char *load(const char *yaml, struct device *device, struct arena *arena, bool *ok)
{
    char path[] = "/tmp/lobby-device-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct err err;
    assert_true(file_write(path, yaml, strlen(yaml), &err));
    struct diag_list *diags = diag_list_create();
    *ok = device_load(path, device, arena, diags);
    unlink(path);
    char *text = NULL;
    size_t size, count;
    FILE *out = open_memstream(&text, &size);
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%u:%u: %s\n", items[i].place.line, items[i].place.col, items[i].text);
    fclose(out);
    diag_list_destroy(diags);
    return text;
}

static void a_full_file_fills_every_setting(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 16);
    struct device device;
    bool ok;
    char *text = load("content: /srv/lobby\nrotation: 270\ntimezone: America/Chicago\npanel_inches: 21.5\n"
                      "fullscreen: false\n",
                      &device, arena, &ok);
    assert_string_equal(text, "");
    assert_true(ok);
    assert_string_equal(device.content, "/srv/lobby");
    assert_int_equal(device.rotation, 270);
    assert_string_equal(device.timezone, "America/Chicago");
    assert_true(device.panel_inches == 21.5);
    assert_false(device.fullscreen);
    free(text);
    arena_destroy(arena);
}

static void where_content_comes_from_is_read_whole(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 16);
    struct device device;
    bool ok;
    char *text = load("site: rush-radiology\nstate: /srv/state\nrun: /srv/run\n"
                      "update:\n  from: https://content.example.org/lobby//\n  root: " ROOT "\n"
                      "  ca: /etc/lobby/ca.pem\n  proxy: http://proxy.example.org:3128\n  http: true\n"
                      "  disk: 2 GB\n",
                      &device, arena, &ok);
    assert_string_equal(text, "");
    assert_true(ok);
    assert_string_equal(device.site, "rush-radiology");
    assert_string_equal(device.state, "/srv/state");
    assert_string_equal(device.run, "/srv/run");
    assert_string_equal(device.update.from, "https://content.example.org/lobby");
    assert_string_equal(device.update.root, ROOT);
    assert_string_equal(device.update.ca, "/etc/lobby/ca.pem");
    assert_string_equal(device.update.proxy, "http://proxy.example.org:3128");
    assert_true(device.update.http);
    assert_int_equal(device.update.disk, 2000000000);
    free(text);
    text = load("site: a\nupdate: {from: /media/stick, root: " ROOT "}\n", &device, arena, &ok);
    assert_string_equal(text, "");
    assert_true(ok);
    assert_string_equal(device.update.from, "/media/stick");
    assert_null(device.update.ca);
    assert_null(device.update.proxy);
    assert_false(device.update.http);
    assert_int_equal(device.update.disk, 500000000);
    free(text);
    arena_destroy(arena);
}

static void sizes_have_bounds_and_units(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t bytes; /* 0: refused */
    } table[] = {
        {"50 MB", 50000000},
        {"49 MB", 0},
        {"1 GB", 1000000000},
        {"1GB", 1000000000},
        {"1000 GB", 1000000000000},
        {"1001 GB", 0},
        {"1000000 MB", 1000000000000},
        {"1000001 MB", 0},
        {"0 GB", 0},
        {"500", 0},
        {"500 mb", 0},
        {"500  MB", 0},
        {"-5 GB", 0},
        {"1.5 GB", 0},
        {"GB", 0},
        {"99999999999999999999 MB", 0},
        {"500 MB ", 500000000}, /* YAML drops the blank */
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena *arena = arena_create(1 << 16);
        struct device device;
        bool ok;
        char yaml[256];
        snprintf(yaml, sizeof yaml, "site: a\nupdate:\n  from: /stick\n  root: " ROOT "\n  disk: %s\n",
                 table[i].text);
        char *text = load(yaml, &device, arena, &ok);
        assert_int_equal(ok, table[i].bytes != 0);
        assert_int_equal(device.update.disk, table[i].bytes ? table[i].bytes : 500000000);
        assert_int_equal(device.update.from != NULL, ok);
        free(text);
        arena_destroy(arena);
    }
}

static void assert_defaults(const struct device *device)
{
    assert_string_equal(device->content, "/usr/share/lobby/content");
    assert_int_equal(device->rotation, 0);
    assert_null(device->timezone);
    assert_true(device->panel_inches == 0);
    assert_true(device->fullscreen);
    assert_string_equal(device->state, "/var/lib/lobby");
    assert_string_equal(device->run, "/run/lobby");
    assert_null(device->site);
    assert_null(device->update.from);
    assert_null(device->update.root);
    assert_int_equal(device->update.disk, 500000000);
}

static void an_empty_file_means_the_defaults(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 16);
    struct device device;
    bool ok;
    char *text = load("# nothing yet\n", &device, arena, &ok);
    assert_string_equal(text, "");
    assert_true(ok);
    assert_defaults(&device);
    free(text);
    arena_destroy(arena);
}

static void a_bad_setting_is_reported_and_its_default_stays(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *message;
    } table[] = {
        {"content: lobby\n",
         "1:10: \"content\" must begin with /, not \"lobby\"; write content: /srv/lobby/content\n"},
        {"rotation: 45\n",
         "1:11: \"rotation\" must be one of 0, 90, 180, 270, not \"45\"; write rotation: 90\n"},
        {"rotation: [90]\n",
         "1:11: \"rotation\" must be one of 0, 90, 180, 270, not a list; write rotation: 90\n"},
        {"panel_inches: 2\n",
         "1:15: \"panel_inches\" must be a number from 3 to 120, not \"2\"; write panel_inches: 21.5\n"},
        {"fullscreen: on\n",
         "1:13: \"fullscreen\" must be true or false, not \"on\"; write fullscreen: false\n"},
        {"panel: 21\n",
         "1:1: unknown key \"panel\" in the settings file; the keys are content, rotation, timezone, "
         "panel_inches, fullscreen, site, state, run, update\n"},
        {"rotaton: 90\n", "1:1: unknown key \"rotaton\" in the settings file; did you mean \"rotation\"?\n"},
        {"state: lobby\n",
         "1:8: \"state\" must begin with /, not \"lobby\"; write state: /srv/lobby/state\n"},
        {"run: ./run\n", "1:6: \"run\" must begin with /, not \"./run\"; write run: /run/lobby-west\n"},
        {"site: Rush\n",
         "1:7: \"site\" must be 1 to 63 small letters, digits and hyphens, not \"Rush\"; write "
         "site: rush-radiology\n"},
        {"site: -a\n", "1:7: \"site\" must be 1 to 63 small letters, digits and hyphens, not \"-a\"; write "
                       "site: rush-radiology\n"},
        {"update: https://a\n",
         "1:9: \"update\" must be a map of keys; write from: ... and so on, one a line\n"},
        {"update: {from: /stick, root: " ROOT "}\n",
         "1:9: \"update\" needs the key \"site\" beside it; for example site: rush-radiology\n"},
        {"update: {from: /stick, root: " ROOT "}\nsite: A\n",
         "2:7: \"site\" must be 1 to 63 small letters, digits and hyphens, not \"A\"; write "
         "site: rush-radiology\n"},
        {UPDATE "{from: /stick}\n",
         "2:9: \"update\" needs the key \"root\"; for example root: RW... (lobbyctl "
         "keys init prints it)\n"},
        {UPDATE "{from: stick, root: " ROOT "}\n", "2:16: \"from\" must be an address with https:// or a "
                                                   "folder that begins with /, not \"stick\"; write "
                                                   "from: https://content.example.org/lobby\n"},
        {UPDATE "{from: \"ftp://a\", root: " ROOT "}\n",
         "2:16: \"from\" must be an address with https:// or a folder that begins with /, not \"ftp://a\"; "
         "write "
         "from: https://content.example.org/lobby\n"},
        {UPDATE "{from: \"https:///a\", root: " ROOT "}\n",
         "2:16: \"from\" must be an address with https:// or a folder that begins with /, not "
         "\"https:///a\"; "
         "write from: https://content.example.org/lobby\n"},
        {UPDATE "{from: \"https://a/?b\", root: " ROOT "}\n",
         "2:16: \"from\" must be an address with https:// or a folder that begins with /, not "
         "\"https://a/?b\"; "
         "write from: https://content.example.org/lobby\n"},
        {UPDATE "{from: \"http://a/b\", root: " ROOT "}\n",
         "2:16: \"from\" has no TLS; write https:// for http://, or http: true beside it to allow that\n"},
        {UPDATE "{from: /stick, root: RWQ}\n", "2:30: \"root\" must be the 56 characters of the root key, "
                                               "which begin with RW, not \"RWQ\"; write root: "
                                               "RW... (lobbyctl keys init prints it)\n"},
        {UPDATE "{from: /stick, root: " ROOT ", ca: ca.pem}\n",
         "2:92: \"ca\" must begin with /, not \"ca.pem\"; write ca: /etc/lobby/hospital-ca.pem\n"},
        {UPDATE "{from: /stick, root: " ROOT ", proxy: proxy}\n",
         "2:95: \"proxy\" must be an address with http:// or https://, not \"proxy\"; write proxy: "
         "http://proxy.example.org:3128\n"},
        {UPDATE "{from: /stick, root: " ROOT ", disk: 12}\n",
         "2:94: \"disk\" must be a size from 50 MB to 1000 GB, not \"12\"; write disk: 2 GB\n"},
        {UPDATE "{from: /stick, root: " ROOT ", form: 1}\n",
         "2:88: unknown key \"form\" in \"update\"; did you mean \"from\"?\n"},
        {"rotation: \"90\n",
         "1:11: this quote is never closed; write the same quote again where the text ends\n"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena *arena = arena_create(1 << 16);
        struct device device;
        bool ok;
        char *text = load(table[i].yaml, &device, arena, &ok);
        assert_false(ok);
        assert_string_equal(text, table[i].message);
        if (device.site) /* a right one beside a wrong update stays */
            assert_string_equal(device.site, "a");
        device.site = NULL;
        assert_defaults(&device);
        free(text);
        arena_destroy(arena);
    }
}

static void only_zones_that_exist_are_taken(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool taken;
    } table[] = {
        {"America/Chicago", true},
        {"America/Indiana/Knox", true},
        {"UTC", true},
        {"America/Chicagoo", false},
        {"America/Indiana", false}, /* a folder */
        {"america/chicago", false},
        {"tzdata.zi", false},
        {"../../../etc/passwd", false},
        {"America/../../../../etc/passwd", false},
        {"/usr/share/zoneinfo/America/Chicago", false},
        {"CST", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena *arena = arena_create(1 << 16);
        struct device device;
        bool ok;
        char yaml[128];
        snprintf(yaml, sizeof yaml, "timezone: %s\n", table[i].name);
        char *text = load(yaml, &device, arena, &ok);
        assert_int_equal(ok, table[i].taken);
        assert_int_equal(device.timezone != NULL, table[i].taken);
        assert_int_equal(strstr(text, "there is no time zone") != NULL, !table[i].taken);
        free(text);
        arena_destroy(arena);
    }
}

static void a_file_that_was_named_must_be_there(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 16);
    struct diag_list *diags = diag_list_create();
    struct device device;
    assert_false(device_load("/nowhere/kiosk.yaml", &device, arena, diags));
    size_t count;
    assert_string_equal(diag_items(diags, &count)[0].text,
                        "/nowhere/kiosk.yaml: there is no such file or folder");
    assert_defaults(&device);
    diag_list_destroy(diags);
    arena_destroy(arena);
}

static void every_setting_is_in_the_reference(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    device_write_reference(out);
    fclose(out);
    static const char *const keys[] = {"content", "rotation", "timezone", "panel_inches", "fullscreen",
                                       "site",    "state",    "run",      "update",       "from",
                                       "root",    "ca",       "proxy",    "http",         "disk"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        char cell[32];
        snprintf(cell, sizeof cell, "| `%s` |", keys[i]);
        assert_non_null(strstr(text, cell));
    }
    free(text);
}

/* Returns text without the "#" at the beginning of lines that set something: all of it is set then. */
static char *set_everything(const char *text)
{
    char *all = calloc(1, strlen(text) + 1), *to = all;
    assert_non_null(all);
    for (const char *line = text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        const char *word = line + 1 + strspn(line + 1, " ");
        bool sets = line[0] == '#' && strspn(word, "abcdefghijklmnopqrstuvwxyz_") > 0 &&
                    word[strspn(word, "abcdefghijklmnopqrstuvwxyz_")] == ':' && (word - line) % 2 == 1;
        line += sets;
        to = mempcpy(to, line, (size_t)(end + 1 - line));
    }
    return all;
}

static void the_settings_file_sets_nothing_and_can_set_everything(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    device_write_settings(out);
    fclose(out);
    struct arena *arena = arena_create(1 << 16);
    struct device device;
    bool ok;
    char *problems = load(text, &device, arena, &ok);
    assert_string_equal(problems, "");
    assert_true(ok);
    assert_defaults(&device);
    free(problems);

    /* Defaults and examples are good ones; that of the root key says where to get it. */
    char *all = set_everything(text), *root = strstr(all, "root: RW...");
    assert_non_null(root);
    char *rest = strchr(root, '\n'), *full = NULL;
    assert_true(asprintf(&full, "%.*sroot: " ROOT "%s", (int)(root - all), all, rest) > 0);
    problems = load(full, &device, arena, &ok);
    assert_string_equal(problems, "");
    assert_true(ok);
    assert_string_equal(device.timezone, "America/Chicago");
    assert_string_equal(device.update.root, ROOT);
    free(problems);
    free(full);
    free(all);
    free(text);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_file_fills_every_setting),
        cmocka_unit_test(where_content_comes_from_is_read_whole),
        cmocka_unit_test(sizes_have_bounds_and_units),
        cmocka_unit_test(an_empty_file_means_the_defaults),
        cmocka_unit_test(a_bad_setting_is_reported_and_its_default_stays),
        cmocka_unit_test(only_zones_that_exist_are_taken),
        cmocka_unit_test(a_file_that_was_named_must_be_there),
        cmocka_unit_test(every_setting_is_in_the_reference),
        cmocka_unit_test(the_settings_file_sets_nothing_and_can_set_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "staff.h"

#include "dice.h"

#include "folder.h"
#include "visitor.h"

#include "base/color.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EMERGENCY_RED 0x8f1a14u
#define MARKS         1000u

static void shell(const struct staff *staff, const char *command)
{
    char *line = NULL;
    assert_true(asprintf(&line, "cd '%s' && %s", staff->parent, command) > 0);
    assert_int_equal(system(line), 0);
    free(line);
}

/* A dark ground that differs from the last thousand by at least one step of the darker bar. */
static uint32_t deep_of(unsigned mark)
{
    unsigned n = mark % MARKS;
    return (uint32_t)(4 + n % 10 * 4) << 16 | (uint32_t)(36 + n / 10 % 10 * 3) << 8 |
           (uint32_t)(20 + n / 100 * 4);
}

uint32_t staff_color(const struct staff *staff)
{
    return staff->emergency ? EMERGENCY_RED : color_mix(deep_of(staff->mark), 0x000000, 128);
}

/* The text of lobby.yaml, to be freed. */
static char *write_lobby(const struct staff *staff, unsigned mark)
{
    static const char deep[] = "deep: \"#", order[] = "  order:\n";
    char *text = NULL, *lobby = NULL;
    size_t size = 0;
    FILE *file = fopen(LOBBY_CONTENT "/lobby.yaml", "r");
    assert_non_null(file);
    assert_true(getdelim(&text, &size, '\0', file) > 0);
    fclose(file);
    char *color = strstr(text, deep), *slides = strstr(text, order);
    assert_true(color && slides > color);
    color += strlen(deep);
    slides += strlen(order);
    assert_true(asprintf(&lobby, "%.*s%06x%.*s%s%s", (int)(color - text), text, (unsigned)deep_of(mark),
                         (int)(slides - color - 6), color + 6, staff->extra ? "    - extra\n" : "",
                         slides) > 0);
    free(text);
    return lobby;
}

/* The last step of each change, so that its mark vouches for the rest. Some editors write in place, others
 * rename. */
static void write_mark(struct staff *staff, unsigned mark)
{
    char *text = write_lobby(staff, mark);
    if (mark % 2) {
        folder_write(staff->folder, "lobby.yaml", text);
    } else {
        folder_replace(staff->folder, "lobby.yaml", text);
    }
    free(text);
}

void staff_start(struct staff *staff)
{
    *staff = (struct staff){.parent = folder_create()};
    assert_true(asprintf(&staff->folder, "%s/content", staff->parent) > 0);
    shell(staff, "cp -r '" LOBBY_CONTENT "' content && chmod -R u+w content");
    write_mark(staff, staff->mark);
}

void staff_finish(struct staff *staff)
{
    folder_remove(staff->parent);
    free(staff->folder);
}

static void write_slide(struct staff *staff, const char *body)
{
    char text[1024];
    snprintf(text, sizeof text, "layout: statement\ntitle: {en: \"Change %u\", es: \"Cambio %u\"}\n%s",
             staff->changes, staff->changes, body);
    folder_replace(staff->folder, "slides/welcome.yaml", text);
}

static void edit_title(struct staff *staff, uint64_t *state)
{
    static const char *const pictures[] = {"dawn", "phantom", "vessels", "spiral", "brain", "chest"};
    char body[256];
    snprintf(body, sizeof body, "image: {file: images/%s.jpg, alt: {en: A picture, es: Una imagen}}\n",
             pictures[dice(state, COUNT_OF(pictures))]);
    write_slide(staff, body);
}

static void add_slide(struct staff *staff, uint64_t *state)
{
    char text[256];
    (void)state;
    snprintf(text, sizeof text,
             "layout: statement\ntitle: {en: \"One more, %u\", es: \"Una más, %u\"}\nopens: page:program\n",
             staff->changes, staff->changes);
    folder_write(staff->folder, "slides/extra.yaml", text);
    staff->extra = true;
}

static void remove_slide(struct staff *staff, uint64_t *state)
{
    (void)state;
    shell(staff, "rm -f content/slides/extra.yaml");
    staff->extra = false;
}

static void replace_picture(struct staff *staff, uint64_t *state)
{
    static const char *const pictures[] = {"skyline", "library", "gantry", "pet", "carm"};
    char command[256];
    snprintf(command, sizeof command,
             "cp '" LOBBY_CONTENT "/images/%s.jpg' content/images/.new && mv content/images/.new "
             "content/images/dawn.jpg",
             pictures[dice(state, COUNT_OF(pictures))]);
    shell(staff, command);
}

static void swap_folder(struct staff *staff, uint64_t *state)
{
    (void)state;
    shell(staff, "cp -r content next && mv content last && mv next content && rm -r last");
}

static void inform(struct staff *staff, uint64_t *state)
{
    char text[256];
    (void)state;
    snprintf(text, sizeof text, "level: info\ntitle: {en: \"Elevator %u\", es: \"Ascensor %u\"}\n",
             staff->changes, staff->changes);
    folder_replace(staff->folder, "notice.yaml", text);
}

static void calm(struct staff *staff, uint64_t *state)
{
    (void)state;
    shell(staff, "rm -f content/notice.yaml");
}

static void alarm_all(struct staff *staff, uint64_t *state)
{
    (void)state;
    folder_replace(staff->folder, "notice.yaml",
                   "level: emergency\ntitle: {en: Leave the building, es: Salgan del edificio}\n");
    staff->emergency = true;
}

static void misspell(struct staff *staff, uint64_t *state)
{
    char body[64];
    (void)state;
    snprintf(body, sizeof body, "titel-%u: x\n", staff->changes);
    write_slide(staff, body);
}

static void mangle(struct staff *staff, uint64_t *state)
{
    (void)state;
    write_slide(staff, "text: \"no end\nopens: [[[[\n");
}

static void lose_picture(struct staff *staff, uint64_t *state)
{
    char body[256];
    (void)state;
    snprintf(body, sizeof body, "image: {file: images/lost-%u.jpg, alt: {en: A picture, es: Una imagen}}\n",
             staff->changes);
    write_slide(staff, body);
}

static void link_nowhere(struct staff *staff, uint64_t *state)
{
    char body[64];
    (void)state;
    snprintf(body, sizeof body, "opens: page:nowhere-%u\n", staff->changes);
    write_slide(staff, body);
}

static void spill_bytes(struct staff *staff, uint64_t *state)
{
    char text[32];
    (void)state;
    snprintf(text, sizeof text, "%u: \xff\xfe\x01\n", staff->changes);
    folder_write(staff->folder, "slides/welcome.yaml", text);
}

/* Files that are only half there, and stay so. */
static void stop_halfway(struct staff *staff, uint64_t *state)
{
    char *text = write_lobby(staff, staff->changes);
    folder_write(staff->folder, "slides/welcome.yaml", "layout: statement\ntitle: {en: Half, es: \"Med");
    text[dice(state, (unsigned)strlen(text))] = '\0';
    folder_write(staff->folder, "lobby.yaml", text);
    free(text);
}

struct deed {
    const char *name;
    void (*run)(struct staff *staff, uint64_t *state);
};

static const struct deed good_deeds[] = {
    {"title edited", edit_title},    {"slide added", add_slide},
    {"slide removed", remove_slide}, {"picture replaced", replace_picture},
    {"folder swapped", swap_folder}, {"notice", inform},
    {"notice removed", calm},        {"emergency", alarm_all}};

static const struct deed bad_deeds[] = {{"misspelled key", misspell},      {"broken YAML", mangle},
                                        {"missing picture", lose_picture}, {"link to nowhere", link_nowhere},
                                        {"binary bytes", spill_bytes},     {"half a file", stop_halfway}};

static void repair(struct staff *staff)
{
    shell(staff, "cp '" LOBBY_CONTENT "/slides/welcome.yaml' content/slides/");
    staff->broken = false;
    staff->what = "repaired";
}

static void finish_good(struct staff *staff)
{
    staff->good++;
    staff->mark = staff->changes;
    write_mark(staff, staff->mark);
}

void staff_change(struct staff *staff, uint64_t *state)
{
    staff->changes++;
    if (staff->emergency) {
        calm(staff, state);
        staff->emergency = false;
        staff->what = "emergency over";
        finish_good(staff);
    } else if (staff->broken) {
        repair(staff);
        finish_good(staff);
    } else if (dice(state, 3) == 0) {
        const struct deed *deed = &bad_deeds[dice(state, COUNT_OF(bad_deeds))];
        staff->what = deed->name;
        staff->broken = true;
        staff->bad++;
        deed->run(staff, state);
        if (deed->run != stop_halfway)
            write_mark(staff, staff->changes);
    } else {
        const struct deed *deed = &good_deeds[dice(state, COUNT_OF(good_deeds))];
        staff->what = deed->name;
        deed->run(staff, state);
        finish_good(staff);
    }
}

void staff_revert(struct staff *staff)
{
    staff->changes++;
    repair(staff);
    staff->emergency = false;
    remove_slide(staff, NULL);
    calm(staff, NULL);
    shell(staff, "cp '" LOBBY_CONTENT "/images/dawn.jpg' content/images/");
    staff->what = "reverted";
    finish_good(staff);
}

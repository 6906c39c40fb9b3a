#include "device/device.h"

#include "base/file.h"
#include "base/str.h"
#include "device/update.h"
#include "yaml/bind.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_STATE   "/var/lib/lobby"
#define DEFAULT_CONTENT "/usr/share/lobby/content"
#define DEFAULT_RUN     "/run/lobby"

enum {
    FILE_MAX = 64 * 1024,
    TREE_MAX = 8 * 1024 * 1024,
    PANEL_MIN = 3, /* inches: a panel below is a typing error */
    PANEL_MAX = 120
};

void device_defaults(struct device *device)
{
    *device = (struct device){
        .content = DEFAULT_CONTENT, .fullscreen = true, .state = DEFAULT_STATE, .run = DEFAULT_RUN};
    update_defaults(&device->update);
}

static bool read_rotation(struct bind_context *context, const struct bind_key *key,
                          const struct yaml_node *node, void *field)
{
    int quarter_turns;
    if (!bind_choice(context, key, node, &quarter_turns))
        return false;
    *(int *)field = quarter_turns * 90;
    return true;
}

/* A name that localtime_r would quietly take for UTC must not pass. */
static bool zone_exists(struct bind_context *context, const char *name)
{
    const char *path = arena_printf(context->arena, "/usr/share/zoneinfo/%s", name);
    struct stat info;
    return path && name[0] != '/' && strchr(name, '/') && !strstr(name, "..") && stat(path, &info) == 0 &&
           S_ISREG(info.st_mode);
}

static bool read_zone(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    const char *name = NULL;
    if (!bind_text(context, key, node, &name))
        return false;
    if (strcmp(name, "UTC") != 0 && !zone_exists(context, name)) {
        diag_error(
            context->diags, node->place,
            "there is no time zone \"%.60s\" here; write %s: %s (timedatectl list-timezones names all, "
            "and the package tzdata brings them)",
            name, key->name, key->example);
        return false;
    }
    *(const char **)field = name;
    return true;
}

static const char *const rotations[] = {"0", "90", "180", "270", NULL};

static const struct bind_key keys[] = {
    {.name = "content",
     .offset = offsetof(struct device, content),
     .read = update_path,
     .type = "absolute path",
     .fallback = DEFAULT_CONTENT,
     .example = "/srv/lobby/content",
     .help = "The folder of content that is shown."},
    {.name = "rotation",
     .offset = offsetof(struct device, rotation),
     .read = read_rotation,
     .choices = rotations,
     .type = "one of 0, 90, 180, 270",
     .fallback = "0",
     .example = "90",
     .help = "How far the picture is turned clockwise, in degrees; touch follows."},
    {.name = "timezone",
     .offset = offsetof(struct device, timezone),
     .read = read_zone,
     .type = "name of a time zone",
     .example = "America/Chicago",
     .help = "The zone in which days and hours in the content are meant. Without it, the system's."},
    {.name = "panel_inches",
     .offset = offsetof(struct device, panel_inches),
     .read = bind_real,
     .min = PANEL_MIN,
     .max = PANEL_MAX,
     .type = "number, 3 to 120",
     .example = "21.5",
     .help = "The diagonal of the panel; touch targets are made at least 0.75 inches high with it."},
    {.name = "fullscreen",
     .offset = offsetof(struct device, fullscreen),
     .read = bind_bool,
     .type = "true or false",
     .fallback = "true",
     .example = "false",
     .help = "Whether the kiosk takes the whole screen."},
    {.name = "site",
     .offset = offsetof(struct device, site),
     .read = update_site,
     .type = "name of a site",
     .example = "rush-radiology",
     .help = "Whose content this kiosk shows; content that was published for another site is refused."},
    {.name = "state",
     .offset = offsetof(struct device, state),
     .read = update_path,
     .type = "absolute path",
     .fallback = DEFAULT_STATE,
     .example = "/srv/lobby/state",
     .help = "The folder for what outlives a restart: content from the network, and what became of it."},
    {.name = "run",
     .offset = offsetof(struct device, run),
     .read = update_path,
     .type = "absolute path",
     .fallback = DEFAULT_RUN,
     .example = "/run/lobby-west",
     .help = "The folder for kiosk.json and update.json, which tell how the kiosk is."},
    {.name = "update",
     .offset = offsetof(struct device, update),
     .read = update_read,
     .type = "map of keys, below",
     .example = "{from: https://content.example.org/lobby, root: RW...}",
     .help = "Where new content comes from. Without it, from nowhere.",
     .inner = &update_table},
};

static const struct bind_table table = {"the settings file", keys, COUNT_OF(keys)};

/* Without a site nothing says which content is meant. A wrong one has been reported already. */
static void check_site(const struct yaml_node *root, struct device *device, struct diag_list *diags)
{
    if (!device->update.from || device->site)
        return;
    if (!yaml_get(root, "site"))
        diag_error(diags, yaml_get(root, "update")->place,
                   "\"update\" needs the key \"site\" beside it; for example site: rush-radiology");
    update_defaults(&device->update);
}

static bool load_bytes(const char *bytes, size_t length, const char *path, struct device *out,
                       struct arena *arena, struct diag_list *diags)
{
    const struct place whole = {path, 0, 0};
    struct arena *scratch = arena_create(TREE_MAX);
    if (!scratch) {
        diag_error(diags, whole, "out of memory");
        return false;
    }
    size_t errors = diag_errors(diags);
    const struct yaml_node *root = yaml_parse(bytes, length, path, scratch, diags);
    struct bind_context context = {.arena = arena, .diags = diags};
    bool ok = root && bind_map(&context, &table, root, out);
    if (root)
        check_site(root, out, diags);
    arena_destroy(scratch);
    return ok && diag_errors(diags) == errors;
}

bool device_load(const char *path, struct device *out, struct arena *arena, struct diag_list *diags)
{
    device_defaults(out);
    const char *name = path ? path : DEVICE_PATH;
    if (!path && access(name, F_OK) != 0 && errno == ENOENT)
        return true;
    AUTO_FREE char *bytes = NULL;
    size_t length;
    struct err err;
    if (!file_read(name, FILE_MAX, &bytes, &length, &err)) {
        const struct place nowhere = {NULL, 0, 0};
        diag_error(diags, nowhere, "%s", err.text);
        return false;
    }
    return load_bytes(bytes, length, name, out, arena, diags);
}

void device_write_reference(FILE *out)
{
    bind_write_reference(&table, out);
    fputs("\n`update:` has these keys:\n\n", out);
    bind_write_reference(&update_table, out);
}

void device_write_settings(FILE *out)
{
    fputs("# /etc/lobby/kiosk.yaml: what this one kiosk is, whatever it shows. Every key there is stands "
          "here; take away\n"
          "# the # before a line to set it, and before the line above it when it stands further in. Then:\n"
          "#     systemctl restart lobby-kiosk && journalctl -b -u lobby-kiosk -n 20\n"
          "# which also says what is wrong in here, with its line.\n",
          out);
    bind_write_settings(&table, out);
}

#include "device/update.h"

#include "base/str.h"

#include <string.h>

enum {
    SITE_MAX = 63,
    KEY_LENGTH = 56 /* 42 bytes in base64 */
};
#define MEGA 1000000ll
#define GIGA (1000 * MEGA)

#define DISK_DEFAULT (500 * MEGA)
#define DISK_MIN     (50 * MEGA) /* two generations of a small lobby */
#define DISK_MAX     (1000 * GIGA)

void update_defaults(struct device_update *update)
{
    *update = (struct device_update){.disk = DISK_DEFAULT};
}

/* "KEY" must WHAT, not "text"; write KEY: example. Always false. */
static bool wrong(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  const char *what)
{
    diag_error(context->diags, node->place, "\"%s\" must %s, not \"%.60s\"; write %s: %s", key->name, what,
               node->text, key->name, key->example);
    return false;
}

bool update_path(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                 void *field)
{
    const char *path = NULL;
    if (!bind_text(context, key, node, &path))
        return false;
    if (path[0] != '/')
        return wrong(context, key, node, "begin with /");
    *(const char **)field = path;
    return true;
}

bool update_site(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                 void *field)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const char *site = NULL;
    if (!bind_text(context, key, node, &site))
        return false;
    size_t length = strlen(site);
    if (length == 0 || length > SITE_MAX || strspn(site, letters) != length || site[0] == '-')
        return wrong(context, key, node, "be 1 to 63 small letters, digits and hyphens");
    *(const char **)field = site;
    return true;
}

/* The part behind the scheme must be there and must not end in something that no path can follow. */
static bool is_address(const char *text, const char *scheme)
{
    size_t length = strlen(scheme);
    if (strncmp(text, scheme, length) != 0)
        return false;
    text += length;
    return text[0] && text[0] != '/' && text[strcspn(text, " \t\n?#\\")] == '\0';
}

static bool read_from(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    const char *from = NULL;
    if (!bind_text(context, key, node, &from))
        return false;
    if (from[0] != '/' && !is_address(from, "https://") && !is_address(from, "http://"))
        return wrong(context, key, node, "be an address with https:// or a folder that begins with /");
    size_t length = strlen(from);
    while (length > 1 && from[length - 1] == '/')
        length--;
    from = arena_strndup(context->arena, from, length);
    if (!from)
        return wrong(context, key, node, "fit into the memory");
    *(const char **)field = from;
    return true;
}

static bool read_proxy(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    const char *proxy = NULL;
    if (!bind_text(context, key, node, &proxy))
        return false;
    if (!is_address(proxy, "http://") && !is_address(proxy, "https://"))
        return wrong(context, key, node, "be an address with http:// or https://");
    *(const char **)field = proxy;
    return true;
}

static bool read_root(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *root = NULL;
    if (!bind_text(context, key, node, &root))
        return false;
    if (strncmp(root, "RW", 2) != 0 || strlen(root) != KEY_LENGTH || strspn(root, base64) != KEY_LENGTH)
        return wrong(context, key, node, "be the 56 characters of the root key, which begin with RW");
    *(const char **)field = root;
    return true;
}

/* "500 MB" in bytes. */
static bool parse_size(const char *text, uint64_t *bytes)
{
    char number[16];
    size_t length = strspn(text, "0123456789");
    const char *unit = text + length + (text[length] == ' ');
    int64_t scale = strcmp(unit, "MB") == 0 ? MEGA : strcmp(unit, "GB") == 0 ? GIGA : 0, count;
    if (scale == 0 || length >= sizeof number)
        return false;
    memcpy(number, text, length);
    number[length] = '\0';
    if (!num_parse(number, DISK_MIN / scale, DISK_MAX / scale, &count) || count * scale < DISK_MIN)
        return false;
    *bytes = (uint64_t)(count * scale);
    return true;
}

static bool read_disk(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    const char *text = NULL;
    if (!bind_text(context, key, node, &text))
        return false;
    return parse_size(text, field) || wrong(context, key, node, "be a size from 50 MB to 1000 GB");
}

static const struct bind_key keys[] = {
    {.name = "from",
     .offset = offsetof(struct device_update, from),
     .read = read_from,
     .required = true,
     .type = "address or absolute path",
     .example = "https://content.example.org/lobby",
     .help = "The web server's folder to which lobbyctl publishes, or a folder on a disk."},
    {.name = "root",
     .offset = offsetof(struct device_update, root),
     .read = read_root,
     .required = true,
     .type = "public key",
     .example = "RW... (lobbyctl keys init prints it)",
     .help = "The public root key of the site: whom this kiosk believes in the end."},
    {.name = "ca",
     .offset = offsetof(struct device_update, ca),
     .read = update_path,
     .type = "absolute path",
     .example = "/etc/lobby/hospital-ca.pem",
     .help = "Certificates of the hospital's own authority, when the web server's comes from it."},
    {.name = "proxy",
     .offset = offsetof(struct device_update, proxy),
     .read = read_proxy,
     .type = "address",
     .example = "http://proxy.example.org:3128",
     .help = "The proxy through which the web server is reached."},
    {.name = "http",
     .offset = offsetof(struct device_update, http),
     .read = bind_bool,
     .type = "true or false",
     .fallback = "false",
     .example = "true",
     .help =
         "Allows an address without TLS. What is shown is signed either way; others could see what is read."},
    {.name = "disk",
     .offset = offsetof(struct device_update, disk),
     .read = read_disk,
     .type = "size, 50 MB to 1000 GB",
     .fallback = "500 MB",
     .example = "2 GB",
     .help = "How much of the disk content from there may take, all versions together."},
};

const struct bind_table update_table = {"\"update\"", keys, COUNT_OF(keys)};

bool update_read(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                 void *field)
{
    (void)key;
    struct device_update update;
    update_defaults(&update);
    if (!bind_map(context, &update_table, node, &update))
        return false;
    if (strncmp(update.from, "http://", strlen("http://")) == 0 && !update.http) {
        diag_error(context->diags, yaml_get(node, "from")->place,
                   "\"from\" has no TLS; write https:// for http://, or http: true beside it to allow that");
        return false;
    }
    *(struct device_update *)field = update;
    return true;
}

#include "preflight/reading.h"

#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Everything that the first version of Landlock knows; it is refused but for what a rule gives back. */
#define EVERYTHING ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

/* Fonts and time zones; fontconfig's configuration and caches; how many processors there are. */
static const char *const always[] = {
    "/usr",  "/etc/fonts", "/var/cache/fontconfig", "/sys/devices/system/cpu",
#ifdef LOBBY_SANITIZED
    "/proc", /* their reports */
#endif
};

/* A missing place needs no rule. */
static bool give(int rules, const char *path)
{
    AUTO_CLOSE int place = open(path, O_PATH | O_CLOEXEC);
    struct stat info;
    if (place < 0 || fstat(place, &info) != 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    struct landlock_path_beneath_attr rule = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
                                              .parent_fd = place};
    if (S_ISDIR(info.st_mode))
        rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

static bool give_from(int rules, const char *variable, const char *behind, bool *given)
{
    const char *value = getenv(variable);
    AUTO_FREE char *path = NULL;
    *given = value && value[0] == '/';
    if (!*given)
        return true;
    return asprintf(&path, "%s%s", value, behind) >= 0 && give(rules, path);
}

/* Where the environment says that fontconfig's files are, and its caches of this user. */
static bool give_fontconfig(int rules)
{
    bool given;
    return give_from(rules, "FONTCONFIG_FILE", "", &given) &&
           give_from(rules, "FONTCONFIG_PATH", "", &given) &&
           give_from(rules, "XDG_CACHE_HOME", "/fontconfig", &given) &&
           (given || give_from(rules, "HOME", "/.cache/fontconfig", &given));
}

bool reading_restrict(const char *folder, struct err *err)
{
    const struct landlock_ruleset_attr all = {.handled_access_fs = EVERYTHING};
    AUTO_CLOSE int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    /* EPERM: a sandbox around us that does not know it. */
    if (rules < 0 && (errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM))
        return true;
    bool good = rules >= 0 && give(rules, folder) && give_fontconfig(rules);
    for (size_t i = 0; good && i < COUNT_OF(always); i++)
        good = give(rules, always[i]);
    good = good && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    return good || err_set(err, "reading cannot be restricted: %s", strerror(errno));
}

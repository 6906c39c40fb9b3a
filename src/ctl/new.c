/* lobbyctl new: a small working content folder to start from. */
#include "base/file.h"
#include "ctl/command.h"
#include "ctl/newfiles.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the folder that is there holds nothing. Hidden files are not in the way: a repository may be first.
 */
static bool is_empty(const char *path, struct err *err)
{
    char **names;
    size_t count;
    AUTO_CLOSE int folder = file_open_folder(path, err);
    if (folder < 0 || !file_list_below(folder, ".", "", &names, &count, err))
        return false;
    file_names_free(names, count);
    return count == 0 || err_set(err, "%s is not empty; name a folder that does not exist yet", path);
}

/* Makes the folder that a file stands in; only one level is ever needed. */
static bool make_parent(int folder, const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash)
        return true;
    AUTO_FREE char *parent = strndup(name, (size_t)(slash - name));
    return parent && (mkdirat(folder, parent, 0777) == 0 || errno == EEXIST);
}

/* file_write puts each file in place whole. */
static bool write_file(const char *path, const struct new_file *file, struct err *err)
{
    AUTO_FREE char *whole = NULL;
    if (asprintf(&whole, "%s/%s", path, file->name) < 0) {
        whole = NULL;
        return err_set(err, "out of memory");
    }
    return file_write(whole, file->bytes, file->length, err);
}

static bool write_all(const char *path, int folder, size_t *written, struct err *err)
{
    for (; *written < new_file_count; ++*written) {
        const struct new_file *file = &new_files[*written];
        if (!make_parent(folder, file->name))
            return err_set(err, "%s/%s: %s", path, file->name, strerror(errno));
        if (!write_file(path, file, err))
            return false;
    }
    return true;
}

/* All or nothing: half a folder would be in the way of the next attempt. */
static void remove_all(int folder, size_t written)
{
    for (size_t i = 0; i < written; i++)
        unlinkat(folder, new_files[i].name, 0);
    for (size_t i = 0; i < new_file_count; i++) {
        const char *slash = strchr(new_files[i].name, '/');
        AUTO_FREE char *parent =
            slash ? strndup(new_files[i].name, (size_t)(slash - new_files[i].name)) : NULL;
        if (parent)
            unlinkat(folder, parent, AT_REMOVEDIR);
    }
}

static int run(const struct command *command, const struct options *options)
{
    const char *path = options->operand;
    struct err err;
    signal(SIGXFSZ, SIG_IGN); /* a file over its limit is an error of its write */
    bool made = mkdir(path, 0777) == 0;
    if (!made && errno != EEXIST)
        return command_failed(command, "%s: the folder cannot be made: %s", path, strerror(errno));
    if (!made && !is_empty(path, &err))
        return command_misused(command, "%s", err.text);
    AUTO_CLOSE int folder = file_open_folder(path, &err);
    size_t written = 0;
    if (folder < 0 || !write_all(path, folder, &written, &err)) {
        if (folder >= 0)
            remove_all(folder, written);
        if (made)
            rmdir(path);
        return command_failed(command, "%s; nothing was left behind", err.text);
    }
    printf("%s is ready. Look at it:    lobbyctl render %s -o pictures\n"
           "Change it, then check it:  lobbyctl check %s\n",
           path, path, path);
    return CTL_GOOD;
}

const struct command command_new = {
    .name = "new",
    .operand = "DIR",
    .example = "my-lobby",
    .summary = "a small working content folder to start from",
    .about = "Writes a small, complete content folder to DIR, which must be empty or not exist yet:\n"
             "lobby.yaml, slides, pages and a picture, with comments that say what to change.\n",
    .takes = OPTION_HELP | OPTION_VERSION,
    .run = run,
};

#include "depot/repository.h"

#include "depot/object.h"

#include <fcntl.h>

/* libostree keeps 3% of any disk free on its own account. Here the caller says what must stay free, and is
 * told of it before anything is fetched. */
static bool set_options(OstreeRepo *repo, GError **error)
{
    static const char key[] = "min-free-space-percent";
    g_autofree char *value = g_key_file_get_string(ostree_repo_get_config(repo), "core", key, NULL);
    if (value)
        return true;
    g_autoptr(GKeyFile) config = ostree_repo_copy_config(repo);
    g_key_file_set_string(config, "core", key, "0");
    return ostree_repo_write_config(repo, config, error) && ostree_repo_reload_config(repo, NULL, error);
}

OstreeRepo *repository_open(const char *path, OstreeRepoMode mode, bool create, struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    OstreeRepo *repo = create ? ostree_repo_create_at(AT_FDCWD, path, mode, NULL, NULL, &error)
                              : ostree_repo_open_at(AT_FDCWD, path, NULL, &error);
    if (repo && create && !set_options(repo, &error))
        g_clear_object(&repo);
    if (!repo) {
        object_refuse(why, "repository", path, error);
        return NULL;
    }
    if (ostree_repo_get_mode(repo) == mode)
        return repo;
    refuse(why, "repository", "%s: it is a repository of another kind; move it away", path);
    g_object_unref(repo);
    return NULL;
}

bool repository_begin(OstreeRepo *repo, struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    return ostree_repo_prepare_transaction(repo, NULL, NULL, &error) ||
           object_refuse(why, "repository", "writing to the repository", error);
}

bool repository_commit(OstreeRepo *repo, struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    return ostree_repo_commit_transaction(repo, NULL, NULL, &error) ||
           object_refuse(why, "repository", "writing to the repository", error);
}

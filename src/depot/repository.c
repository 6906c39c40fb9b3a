#include "depot/repository.h"

#include "depot/object.h"

#include <fcntl.h>

OstreeRepo *repository_open(const char *path, OstreeRepoMode mode, bool create, struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    OstreeRepo *repo = create ? ostree_repo_create_at(AT_FDCWD, path, mode, NULL, NULL, &error)
                              : ostree_repo_open_at(AT_FDCWD, path, NULL, &error);
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

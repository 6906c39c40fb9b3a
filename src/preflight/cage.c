#include "preflight/cage.h"

#include "base/file.h"
#include "preflight/calls.h"
#include "preflight/reading.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* The README says why so much. */
const struct cage_limits cage_limits = {
    .address_bytes = 768ull * 1024 * 1024, .cpu_seconds = 600, .files = 256};

#ifdef LOBBY_SANITIZED
#define LIMIT_ADDRESSES 0
#else
#define LIMIT_ADDRESSES 1
#endif

static bool limit(int resource, rlim_t soft, rlim_t hard, const char *name, struct err *err)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return err_set(err, "the limit of %s cannot be read: %s", name, strerror(errno));
    hard = now.rlim_max < hard ? now.rlim_max : hard;
    soft = now.rlim_cur < soft ? now.rlim_cur : soft;
    soft = soft < hard ? soft : hard;
    if (setrlimit((__rlimit_resource_t)resource, &(struct rlimit){soft, hard}) != 0)
        return err_set(err, "the limit of %s cannot be set: %s", name, strerror(errno));
    return true;
}

/* A soft limit of time comes as SIGXCPU; a hard one as SIGKILL, which is taken for a machine without memory.
 */
static bool set_limits(const struct cage_limits *limits, struct err *err)
{
    rlim_t bytes = limits->address_bytes, seconds = limits->cpu_seconds, files = limits->files;
    return (!LIMIT_ADDRESSES || limit(RLIMIT_AS, bytes, bytes, "memory", err)) &&
           limit(RLIMIT_CPU, seconds, seconds + CAGE_GRACE_SECONDS, "time", err) &&
           limit(RLIMIT_NOFILE, files, files, "files", err) && limit(RLIMIT_CORE, 0, 0, "core dumps", err);
}

/* When memory is out, whoever looks at strange content ends before the kiosk does. Not to be had everywhere.
 */
static void volunteer(void)
{
    static const char first[] = "1000";
    AUTO_CLOSE int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score >= 0 && write(score, first, sizeof first - 1) < 0)
        return;
}

bool cage_close(const char *folder, const struct cage_limits *limits, struct err *err)
{
    volunteer();
    if (close_range(STDERR_FILENO + 1, UINT_MAX, 0) != 0)
        return err_set(err, "inherited files cannot be closed: %s", strerror(errno));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_set(err, "privileges cannot be given up: %s", strerror(errno));
    return reading_restrict(folder, err) && set_limits(limits, err) && calls_restrict(err);
}

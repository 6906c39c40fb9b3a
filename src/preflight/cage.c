#include "preflight/cage.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <string.h>
#include <sys/resource.h>

/* A picture of 8.9 MP and its scaled copies take 100 MB; fonts, libraries and the bands of a screen as much
 * again. Address space counts what is only mapped, too. */
#define ADDRESS_BYTES (2048ull * 1024 * 1024)

/* Of each process, so several minutes of two processors in all. */
#define CPU_SECONDS 300

#define FILES 256

static bool limit(int resource, rlim_t most, const char *name, struct err *err)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return err_set(err, "the limit of %s cannot be read: %s", name, strerror(errno));
    rlim_t lower = now.rlim_max < most ? now.rlim_max : most;
    if (setrlimit((__rlimit_resource_t)resource, &(struct rlimit){lower, lower}) != 0)
        return err_set(err, "the limit of %s cannot be set: %s", name, strerror(errno));
    return true;
}

/* AddressSanitizer maps terabytes; it has a limit of its own. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMIT_ADDRESSES 0
#else
#define LIMIT_ADDRESSES 1
#endif

static bool set_limits(struct err *err)
{
    return (!LIMIT_ADDRESSES || limit(RLIMIT_AS, ADDRESS_BYTES, "memory", err)) &&
           limit(RLIMIT_CPU, CPU_SECONDS, "time", err) && limit(RLIMIT_NOFILE, FILES, "files", err) &&
           limit(RLIMIT_CORE, 0, "core dumps", err);
}

/* Answered with EPERM, so that a library that only tries goes on. */
static const char *const forbidden[] = {"socket",
                                        "socketpair",
                                        "connect",
                                        "bind",
                                        "listen",
                                        "accept",
                                        "accept4",
                                        "sendto",
                                        "sendmsg",
                                        "sendmmsg",
                                        "execve",
                                        "execveat",
                                        "ptrace",
                                        "kcmp",
                                        "process_vm_readv",
                                        "process_vm_writev",
                                        "pidfd_open",
                                        "pidfd_getfd",
                                        "mount",
                                        "umount2",
                                        "move_mount",
                                        "open_tree",
                                        "fsopen",
                                        "pivot_root",
                                        "chroot",
                                        "unshare",
                                        "setns",
                                        "bpf",
                                        "perf_event_open",
                                        "userfaultfd",
                                        "io_uring_setup",
                                        "keyctl",
                                        "add_key",
                                        "request_key",
                                        "init_module",
                                        "finit_module",
                                        "delete_module",
                                        "kexec_load",
                                        "kexec_file_load",
                                        "reboot",
                                        "swapon",
                                        "swapoff",
                                        "sethostname",
                                        "setdomainname",
                                        "settimeofday",
                                        "clock_settime",
                                        "adjtimex",
                                        "clock_adjtime",
                                        "unlink",
                                        "unlinkat",
                                        "rename",
                                        "renameat",
                                        "renameat2",
                                        "mkdir",
                                        "mkdirat",
                                        "rmdir",
                                        "link",
                                        "linkat",
                                        "symlink",
                                        "symlinkat",
                                        "mknod",
                                        "mknodat",
                                        "chmod",
                                        "fchmod",
                                        "fchmodat",
                                        "chown",
                                        "fchown",
                                        "fchownat",
                                        "lchown",
                                        "truncate",
                                        "setxattr",
                                        "lsetxattr",
                                        "fsetxattr",
                                        "creat",
                                        "open_by_handle_at"};

/* Opening for anything but reading, on either of the two calls that there are for it. */
static int forbid_writing(scmp_filter_ctx filter)
{
    static const struct {
        const char *call;
        unsigned flags; /* the argument's index */
    } opens[] = {{"open", 1}, {"openat", 2}};
    static const uint64_t writing[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(opens); i++) {
        for (size_t j = 0; j < COUNT_OF(writing); j++)
            failed |=
                seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), seccomp_syscall_resolve_name(opens[i].call),
                                 1, SCMP_CMP(opens[i].flags, SCMP_CMP_MASKED_EQ, writing[j], writing[j]));
    }
    return failed;
}

static bool set_filter(struct err *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return err_set(err, "no filter for system calls: out of memory");
    int failed = forbid_writing(filter);
    for (size_t i = 0; i < COUNT_OF(forbidden); i++) {
        int call = seccomp_syscall_resolve_name(forbidden[i]);
        if (call != __NR_SCMP_ERROR)
            failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
    }
    if (!failed)
        failed = seccomp_load(filter);
    seccomp_release(filter);
    return failed ? err_set(err, "the filter for system calls is refused: %s",
                            strerror(failed < 0 ? -failed : EINVAL))
                  : true;
}

bool cage_close(struct err *err)
{
    return set_limits(err) && set_filter(err);
}

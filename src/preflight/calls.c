#include "preflight/calls.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

/* Whatever their arguments are. Names that an architecture does not have are passed over: arm64 has no
 * open, stat, poll, pipe and so on. */
static const char *const plain[] = {
    /* memory */
    "brk", "madvise", "memfd_create", "mremap", "munmap",
    /* files that are open, and those of the standard streams */
    "close", "close_range", "dup", "dup2", "dup3", "fadvise64", "fstat", "fstatfs", "getdents64", "lseek",
    "newfstatat", "pipe", "pipe2", "poll", "ppoll", "pread64", "read", "readv", "write", "writev",
    /* names */
    "access", "faccessat", "faccessat2", "getcwd", "lstat", "readlink", "readlinkat", "stat", "statfs",
    "statx",
    /* threads, and processes that are waited for */
    "exit", "exit_group", "futex", "get_robust_list", "getpid", "getppid", "gettid", "rseq",
    "sched_getaffinity", "sched_yield", "set_robust_list", "set_tid_address", "wait4", "waitid",
    /* signals to itself */
    "alarm", "restart_syscall", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "setitimer", "sigaltstack",
    /* the time, the machine, chance */
    "clock_getres", "clock_gettime", "clock_nanosleep", "getrandom", "gettimeofday", "nanosleep", "sysinfo",
    "time", "uname",
    /* who it is: what a library may ask before it believes the environment */
    "getegid", "geteuid", "getgid", "getuid"};

/* Arguments of a call: argument number arg, of which the bits of mask must be value. */
struct rule {
    const char *call;
    unsigned count;
    struct {
        unsigned arg;
        uint64_t mask, value;
    } tests[2];
};

#define INT_BITS     0xffffffffu /* what is above them in a register is anything */
#define OPEN_WRITING (O_ACCMODE | O_CREAT | O_TRUNC)
#define FORK_OR_START                                                                                        \
    (CSIGNAL | CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |            \
     CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)

static const struct rule ruled[] = {
    /* For reading only. openat2 is not here: a filter cannot see its flags, and base goes on without it. */
    {"open", 1, {{1, OPEN_WRITING, 0}}},
    {"openat", 1, {{2, OPEN_WRITING, 0}}},
    /* Nothing that was written becomes a program. */
    {"mmap", 1, {{2, PROT_EXEC, 0}}},
    {"mprotect", 1, {{2, PROT_EXEC, 0}}},
    /* Processes and threads without namespaces, tracing, or another parent. glibc takes it when there is no
     * clone3, whose flags a filter cannot see. */
    {"clone", 1, {{0, INT_BITS & ~(uint64_t)FORK_OR_START, 0}}},
    /* F_SETOWN and F_SETSIG would send signals to others. */
    {"fcntl", 1, {{1, INT_BITS, F_GETFD}}},
    {"fcntl", 1, {{1, INT_BITS, F_SETFD}}},
    {"fcntl", 1, {{1, INT_BITS, F_GETFL}}},
    {"fcntl", 1, {{1, INT_BITS, F_DUPFD_CLOEXEC}}},
    /* Its own limits, to be read. */
    {"prlimit64", 2, {{0, INT_BITS, 0}, {2, UINT64_MAX, 0}}},
    /* A worker that ends with its parent. */
    {"prctl", 1, {{0, INT_BITS, PR_SET_PDEATHSIG}}},
};

static int allow(scmp_filter_ctx filter, const struct rule *rule)
{
    struct scmp_arg_cmp tests[COUNT_OF(rule->tests)];
    int call = seccomp_syscall_resolve_name(rule->call);
    for (unsigned i = 0; i < rule->count; i++)
        tests[i] = (struct scmp_arg_cmp){.arg = rule->tests[i].arg,
                                         .op = SCMP_CMP_MASKED_EQ,
                                         .datum_a = rule->tests[i].mask,
                                         .datum_b = rule->tests[i].value};
    return call < 0 ? 0 : seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, rule->count, tests);
}

static int fill(scmp_filter_ctx filter)
{
    int failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!failed)
        failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    for (size_t i = 0; !failed && i < COUNT_OF(plain); i++)
        failed = allow(filter, &(struct rule){.call = plain[i]});
    for (size_t i = 0; !failed && i < COUNT_OF(ruled); i++)
        failed = allow(filter, &ruled[i]);
    return failed;
}

bool calls_restrict(struct err *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter)
        return err_set(err, "no filter for system calls: out of memory");
    int failed = fill(filter);
    if (!failed)
        failed = seccomp_load(filter);
    seccomp_release(filter);
    return failed ? err_set(err, "the filter for system calls is refused: %s",
                            strerror(failed < 0 ? -failed : EINVAL))
                  : true;
}

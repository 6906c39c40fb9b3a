#include "attempts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static int reason(long result)
{
    return result < 0 ? errno : 0;
}

/* Opens and closes. */
static int opened(int fd)
{
    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

/* The network */

#define SOCKET(name, family, type)                                                                           \
    static int name(void)                                                                                    \
    {                                                                                                        \
        return opened(socket(family, type, 0));                                                              \
    }
SOCKET(unix_socket, AF_UNIX, SOCK_STREAM)
SOCKET(inet_socket, AF_INET, SOCK_STREAM)
SOCKET(udp_socket, AF_INET, SOCK_DGRAM)
SOCKET(inet6_socket, AF_INET6, SOCK_STREAM)
SOCKET(netlink_socket, AF_NETLINK, SOCK_RAW)
SOCKET(packet_socket, AF_PACKET, SOCK_RAW)
SOCKET(alg_socket, AF_ALG, SOCK_SEQPACKET)
SOCKET(vsock_socket, AF_VSOCK, SOCK_STREAM)

static int socket_pair(void)
{
    int both[2];
    return reason(socketpair(AF_UNIX, SOCK_STREAM, 0, both));
}

static int connect_ear(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "ear"};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    int why = reason(connect(fd, (const struct sockaddr *)&name, sizeof name));
    if (fd >= 0)
        close(fd);
    return why;
}

/* Programs */

static int ended_well(pid_t child)
{
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : EFAULT;
}

static int run_true(void)
{
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(errno);
    }
    return ended_well(child);
}

static int run_from_memory(void)
{
    pid_t child = fork();
    if (child == 0) {
        static const char script[] = "#!/bin/sh\nexit 0\n";
        char *none[] = {(char *)"x", NULL};
        int fd = memfd_create("x", 0);
        if (write(fd, script, sizeof script - 1) < 0)
            _exit(EIO);
        fexecve(fd, none, none);
        _exit(errno);
    }
    return ended_well(child);
}

static int map_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? errno : reason(munmap(page, 4096));
}

static int make_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int why = reason(mprotect(page, 4096, PROT_READ | PROT_EXEC));
    munmap(page, 4096);
    return why;
}

/* Files */

#define OPEN(name, path, flags)                                                                              \
    static int name(void)                                                                                    \
    {                                                                                                        \
        return opened(open(path, flags, 0600));                                                              \
    }
OPEN(open_write, "old", O_WRONLY)
OPEN(open_both, "old", O_RDWR)
OPEN(open_neither, "old", O_ACCMODE) /* 3: for ioctl, says open(2) */
OPEN(open_append, "old", O_WRONLY | O_APPEND)
OPEN(open_cut, "old", O_RDONLY | O_TRUNC)
OPEN(open_new, "new", O_RDONLY | O_CREAT)
OPEN(open_new_write, "new", O_WRONLY | O_CREAT | O_EXCL)
OPEN(open_nameless, ".", O_TMPFILE | O_RDWR)
OPEN(open_read, "old", O_RDONLY)
OPEN(open_place, "old", O_PATH)

/* The number itself: glibc uses openat for open. */
static int open_by_number(void)
{
#ifdef SYS_open
    return opened((int)syscall(SYS_open, "old", O_WRONLY));
#else
    return opened((int)syscall(SYS_openat, AT_FDCWD, "old", O_WRONLY));
#endif
}

static int create(void)
{
    return opened(creat("new", 0600));
}

static int open_modern(uint64_t flags)
{
    struct open_how how = {.flags = flags};
    return opened((int)syscall(SYS_openat2, AT_FDCWD, "old", &how, sizeof how));
}

static int open_modern_write(void)
{
    return open_modern(O_WRONLY);
}

static int open_modern_read(void)
{
    return open_modern(O_RDONLY);
}

static int write_inherited(void)
{
    return reason(write(INHERITED, "x", 1));
}

#define CALL(name, call)                                                                                     \
    static int name(void)                                                                                    \
    {                                                                                                        \
        return reason(call);                                                                                 \
    }
CALL(remove_file, unlink("old"))
CALL(rename_file, rename("old", "new"))
CALL(exchange_files, syscall(SYS_renameat2, AT_FDCWD, "old", AT_FDCWD, "empty", RENAME_EXCHANGE))
CALL(make_folder, mkdir("new", 0700))
CALL(remove_folder, rmdir("empty"))
CALL(link_file, link("old", "new"))
CALL(link_name, symlink("old", "new"))
CALL(make_pipe, mkfifo("new", 0600))
CALL(change_mode, chmod("old", 0777))
CALL(change_owner, chown("old", getuid(), (gid_t)-1))
CALL(cut_file, truncate("old", 0))
CALL(touch_file, utimensat(AT_FDCWD, "old", NULL, 0))
CALL(mark_file, setxattr("old", "user.lobby", "x", 1, 0))
CALL(change_folder, chdir("empty"))

/* Other processes */

CALL(trace_parent, ptrace(PTRACE_SEIZE, getppid(), NULL, NULL))
CALL(be_traced, ptrace(PTRACE_TRACEME, 0, NULL, NULL))
CALL(see_parent, kill(getppid(), 0))
CALL(see_group, kill(0, 0))
CALL(see_thread, tgkill(getppid(), getppid(), 0))
CALL(end_itself, kill(getpid(), 0))
CALL(limit_parent, prlimit(getppid(), RLIMIT_CORE, NULL, &(struct rlimit){0}))
CALL(lift_limits, setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}))
CALL(read_limits, getrlimit(RLIMIT_CORE, &(struct rlimit){0}))
CALL(leave_group, setpgid(0, 0))
CALL(leave_users, unshare(CLONE_NEWUSER))
CALL(leave_files, unshare(CLONE_FS))
CALL(change_name, prctl(PR_SET_NAME, "x"))
CALL(be_dumpable, prctl(PR_SET_DUMPABLE, 1))
CALL(end_with_parent, prctl(PR_SET_PDEATHSIG, SIGKILL))
CALL(own_signals, fcntl(0, F_SETOWN, getpid()))
CALL(control_stream, ioctl(INHERITED - 1, FIONREAD, &(int){0}))
CALL(control_terminal, ioctl(STDIN_FILENO, TIOCSTI, "x"))

static int open_parent(void)
{
    return opened(pidfd_open(getppid(), 0));
}

static int signal_parent_by_descriptor(void)
{
    int parent = (int)syscall(SYS_pidfd_open, getppid(), 0);
    int why = reason(syscall(SYS_pidfd_send_signal, parent, 0, NULL, 0));
    if (parent >= 0)
        close(parent);
    return why;
}

static int read_memory(void)
{
    char from = 1, to = 0;
    struct iovec here = {&to, 1}, there = {&from, 1};
    return reason(process_vm_readv(getpid(), &here, 1, &there, 1, 0));
}

static int clone_with(unsigned long flags)
{
    long child = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        _exit(0);
    return child < 0 ? errno : ended_well((pid_t)child);
}

static int clone_users(void)
{
    return clone_with(CLONE_NEWUSER);
}

static int clone_network(void)
{
    return clone_with(CLONE_NEWNET);
}

static int clone_names(void)
{
    return clone_with(CLONE_NEWNS);
}

static int clone_processes(void)
{
    return clone_with(CLONE_NEWPID);
}

/* The others wait in vain for a child that is their sibling. */
static int clone_sibling(void)
{
    long child = syscall(SYS_clone, (unsigned long)(CLONE_PARENT | SIGCHLD), 0, 0, 0, 0);
    if (child == 0)
        _exit(0);
    return child < 0 ? errno : 0;
}

/* What must go on */

static void *count_up(void *counter)
{
    atomic_fetch_add((atomic_int *)counter, 1);
    return NULL;
}

static int use_threads(void)
{
    atomic_int counter = 0;
    pthread_t thread;
    int why = pthread_create(&thread, NULL, count_up, &counter);
    if (!why)
        why = pthread_join(thread, NULL);
    return why ? why : counter == 1 ? 0 : EFAULT;
}

static int use_processes(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child < 0 ? errno : ended_well(child);
}

static int use_pipe(void)
{
    int ends[2];
    char byte = 'x';
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    bool good = write(ends[1], &byte, 1) == 1 && read(ends[0], &byte, 1) == 1;
    close(ends[0]);
    close(ends[1]);
    return good ? 0 : EIO;
}

static int use_memory(void)
{
    enum { BYTES = 100 << 20 };
    char *bytes = malloc(BYTES);
    if (!bytes)
        return ENOMEM;
    memset(bytes, 1, BYTES);
    int why = bytes[BYTES / 2] == 1 ? 0 : EFAULT;
    free(bytes);
    return why;
}

/* A thread and a child are in the same cage. */
static void *socket_in_thread(void *why)
{
    *(int *)why = unix_socket();
    return NULL;
}

static int thread_socket(void)
{
    pthread_t thread;
    int why = 0;
    if (pthread_create(&thread, NULL, socket_in_thread, &why) != 0)
        return EFAULT;
    pthread_join(thread, NULL);
    return why;
}

static int child_socket(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(unix_socket());
    return ended_well(child);
}

#define NO ENOSYS
const struct attempt attempts[] = {
    {"a socket of this machine", unix_socket, NO, CAN},
    {"a TCP socket", inet_socket, NO, CAN},
    {"a UDP socket", udp_socket, NO, CAN},
    {"a TCP socket of version 6", inet6_socket, NO, MAY},
    {"a netlink socket", netlink_socket, NO, CAN},
    {"a packet socket", packet_socket, NO, MAY},
    {"a socket of the kernel's ciphers", alg_socket, NO, MAY},
    {"a socket to the host of a virtual machine", vsock_socket, NO, MAY},
    {"a pair of sockets", socket_pair, NO, CAN},
    {"a connection", connect_ear, NO, CAN},
    {"a socket in a thread", thread_socket, NO, CAN},
    {"a socket in a child", child_socket, NO, CAN},
    {"a program", run_true, NO, CAN},
    {"a program in memory", run_from_memory, NO, CAN},
    {"memory with code", map_code, NO, CAN},
    {"memory that becomes code", make_code, NO, CAN},
    {"open to write", open_write, NO, CAN},
    {"open to read and write", open_both, NO, CAN},
    {"open for neither", open_neither, NO, CAN},
    {"open to append", open_append, NO, CAN},
    {"open and cut", open_cut, NO, CAN},
    {"open a new file to read", open_new, NO, CAN},
    {"open a new file to write", open_new_write, NO, CAN},
    {"open a file without a name", open_nameless, NO, MAY},
    {"open to write, by the call's number", open_by_number, NO, CAN},
    {"creat", create, NO, CAN},
    {"openat2 to write", open_modern_write, NO, CAN},
    {"openat2 to read", open_modern_read, NO, CAN},
    {"write to an inherited file", write_inherited, EBADF, CAN},
    {"remove a file", remove_file, NO, CAN},
    {"rename a file", rename_file, NO, CAN},
    {"exchange two names", exchange_files, NO, MAY},
    {"make a folder", make_folder, NO, CAN},
    {"remove a folder", remove_folder, NO, CAN},
    {"link", link_file, NO, CAN},
    {"symlink", link_name, NO, CAN},
    {"mkfifo", make_pipe, NO, CAN},
    {"chmod", change_mode, NO, CAN},
    {"chown", change_owner, NO, CAN},
    {"truncate", cut_file, NO, CAN},
    {"utimensat", touch_file, NO, CAN},
    {"setxattr", mark_file, NO, MAY},
    {"chdir", change_folder, NO, CAN},
    {"trace the parent", trace_parent, NO, MAY},
    {"be traced", be_traced, NO, CAN},
    {"look for the parent", see_parent, NO, CAN},
    {"look for the group", see_group, NO, CAN},
    {"look for a thread of the parent", see_thread, NO, CAN},
    {"a signal to itself", end_itself, NO, CAN},
    {"a descriptor of the parent", open_parent, NO, CAN},
    {"a signal through a descriptor", signal_parent_by_descriptor, NO, CAN},
    {"read a process's memory", read_memory, NO, CAN},
    {"limit the parent", limit_parent, NO, MAY},
    {"set a limit", lift_limits, NO, CAN},
    {"a group of its own", leave_group, NO, CAN},
    {"unshare users", leave_users, NO, MAY},
    {"unshare the current folder", leave_files, NO, CAN},
    {"clone with a user namespace", clone_users, NO, MAY},
    {"clone with a network namespace", clone_network, NO, MAY},
    {"clone with a mount namespace", clone_names, NO, MAY},
    {"clone with a process namespace", clone_processes, NO, MAY},
    {"clone a sibling", clone_sibling, NO, CAN},
    {"change its name", change_name, NO, CAN},
    {"be dumpable", be_dumpable, NO, CAN},
    {"signals for a descriptor's owner", own_signals, NO, CAN},
    {"ask a stream", control_stream, NO, CAN},
    {"type into a terminal", control_terminal, NO, MAY},

    {"open to read", open_read, 0, CAN},
    {"open a place", open_place, 0, CAN},
    {"read limits", read_limits, 0, CAN},
    {"end with its parent", end_with_parent, 0, CAN},
    {"threads", use_threads, 0, CAN},
    {"children", use_processes, 0, CAN},
    {"a pipe", use_pipe, 0, CAN},
    {"100 MB", use_memory, 0, CAN},
};
const size_t attempts_count = sizeof attempts / sizeof attempts[0];

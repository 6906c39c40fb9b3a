/* Loaded before lobby-preflight (LD_PRELOAD): tells of each screen that is painted, and, as the variable
 * TROUBLE says, breaks what a machine or a hole in a decoder breaks. No line of this is in the product.
 *
 *   count      nothing
 *   unpainted  no screen can be painted
 *   crash      decoding a PNG crashes
 *   hang       decoding a PNG never ends; who does it is told
 *   spin       the same, with all the processor can
 *   eat        decoding a PNG takes all memory, and fails
 *   card       pages/about.md cannot be read any more */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static bool is(const char *trouble)
{
    const char *asked = getenv("TROUBLE");
    return asked && strcmp(asked, trouble) == 0;
}

/* The next definition of a function, as the type that fits. */
static void next(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    memcpy(function, &found, sizeof found);
}

static void tell(const char *what, int number)
{
    char line[64];
    int length = snprintf(line, sizeof line, "%s %d\n", what, number);
    if (write(STDOUT_FILENO, line, (size_t)length) < 0)
        _exit(99);
}

void *SDL_CreateSoftwareRenderer(void *surface);
void *SDL_CreateSoftwareRenderer(void *surface)
{
    void *(*real)(void *);
    next("SDL_CreateSoftwareRenderer", &real);
    if (is("unpainted"))
        return NULL;
    tell("painted", (int)getpid());
    return real(surface);
}

void png_error(void *png, const char *text);
void png_read_info(void *png, void *info);
void png_read_info(void *png, void *info)
{
    void (*real)(void *, void *);
    if (is("crash"))
        __builtin_trap();
    if (is("hang"))
        tell("hangs", (int)getpid());
    while (is("hang"))
        nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
    while (is("spin"))
        continue;
    if (is("eat")) {
        void *volatile block; /* or the compiler sees that nobody needs it */
        do
            block = malloc(1 << 20);
        while (block);
        png_error(png, "no memory");
    }
    next("png_read_info", &real);
    real(png, info);
}

/* The card: a file whose name is known, and whose bytes are gone. */
static bool is_gone(int fd)
{
    static const char name[] = "/pages/about.md";
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = is("card") ? readlink(link, path, sizeof path) : 0, tail = sizeof name - 1;
    return length > tail && memcmp(path + length - tail, name, sizeof name - 1) == 0;
}

ssize_t read(int fd, void *bytes, size_t room)
{
    ssize_t (*real)(int, void *, size_t);
    if (is_gone(fd)) {
        errno = EIO;
        return -1;
    }
    next("read", &real);
    return real(fd, bytes, room);
}

#include "ctl/passphrase.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static bool take(const char *text, size_t length, const char *whence, char out[SIGN_PASSPHRASE_MAX + 1],
                 struct refusal *why)
{
    if (length > SIGN_PASSPHRASE_MAX)
        return refuse(why, "passphrase", "%s is too long; %u bytes are the most", whence,
                      SIGN_PASSPHRASE_MAX);
    memcpy(out, text, length);
    out[length] = '\0';
    return true;
}

static bool from_file(const char *path, char out[SIGN_PASSPHRASE_MAX + 1], struct refusal *why)
{
    char *bytes = NULL;
    size_t length = 0;
    struct err err;
    if (!file_read(path, SIGN_PASSPHRASE_MAX + 2, &bytes, &length, &err))
        return refuse(why, "passphrase", "%s", err.text);
    bool ok = take(bytes, strcspn(bytes, "\r\n"), path, out, why);
    explicit_bzero(bytes, length);
    free(bytes);
    return ok;
}

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    stopped = signal;
}

/* These end the question, not the program: the terminal gets its echo back, and what was begun is removed. */
static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP};
enum { ENDS = sizeof ends / sizeof ends[0] };

static ssize_t read_unseen(int tty, const struct termios *usual, const char *prompt,
                           char out[SIGN_PASSPHRASE_MAX + 1])
{
    struct sigaction before[ENDS], until = {.sa_handler = stop};
    struct termios silent = *usual;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    stopped = 0;
    for (size_t i = 0; i < ENDS; i++)
        sigaction(ends[i], &until, &before[i]);
    tcsetattr(tty, TCSAFLUSH, &silent);
    dprintf(tty, "%s", prompt);
    ssize_t got = stopped ? -1 : read(tty, out, SIGN_PASSPHRASE_MAX);
    tcsetattr(tty, TCSAFLUSH, usual);
    for (size_t i = 0; i < ENDS; i++)
        sigaction(ends[i], &before[i], NULL);
    dprintf(tty, "\n");
    return got;
}

/* One line from the terminal. */
static bool read_line(int tty, const char *prompt, char out[SIGN_PASSPHRASE_MAX + 1], struct refusal *why)
{
    struct termios usual;
    if (tcgetattr(tty, &usual) != 0)
        return refuse(why, "passphrase", "the terminal: %s", strerror(errno));
    ssize_t got = read_unseen(tty, &usual, prompt, out);
    if (got <= 0)
        return refuse(why, "passphrase", "no passphrase was typed; nothing was changed");
    out[got] = '\0';
    out[strcspn(out, "\r\n")] = '\0';
    return true;
}

static bool from_terminal(const char *file, bool twice, char out[SIGN_PASSPHRASE_MAX + 1],
                          struct refusal *why)
{
    char prompt[256], again[SIGN_PASSPHRASE_MAX + 1];
    AUTO_CLOSE int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0)
        return refuse(why, "passphrase",
                      "there is no terminal to ask for the passphrase of %s; set LOBBY_PASSPHRASE or give "
                      "--passphrase-file",
                      file);
    snprintf(prompt, sizeof prompt, "%sassphrase of %.150s: ", twice ? "New p" : "P", file);
    if (!read_line(tty, prompt, out, why))
        return false;
    if (!twice)
        return true;
    if (out[0] == '\0')
        return refuse(why, "passphrase", "the passphrase is empty; without one, say --no-passphrase");
    bool ok = read_line(tty, "Once more: ", again, why);
    if (ok && strcmp(out, again) != 0)
        ok = refuse(why, "passphrase", "these were two different passphrases; begin again");
    explicit_bzero(again, sizeof again);
    return ok;
}

/* A new key has no folder in its name: it is not there yet. */
static bool ask(void *arg, const char *file, char out[SIGN_PASSPHRASE_MAX + 1], struct refusal *why)
{
    const struct options *options = arg;
    bool is_new = strchr(file, '/') == NULL;
    const char *set = getenv("LOBBY_PASSPHRASE");
    out[0] = '\0';
    if (is_new && options->given & OPTION_NO_PASSPHRASE)
        return true;
    if (options->passphrase_file)
        return from_file(options->passphrase_file, out, why);
    if (set)
        return take(set, strlen(set), "LOBBY_PASSPHRASE", out, why);
    return from_terminal(file, is_new, out, why);
}

struct keys_asker passphrase_asker(const struct options *options)
{
    return (struct keys_asker){.ask = ask, .arg = (void *)(uintptr_t)options, .memory = SIGN_MEMORY_USUAL};
}

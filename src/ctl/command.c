#include "ctl/command.h"

#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {&command_new,     &command_check,  &command_render,
                                                 &command_preview, &command_when,   &command_keys,
                                                 &command_publish, &command_status, &command_rollback};

static void say(const struct command *command, const char *format, va_list args)
{
    struct err err;
    vsnprintf(err.text, sizeof err.text, format, args);
    fprintf(stderr, "lobbyctl %s: %s\n", command->name, err.text);
}

int command_failed(const struct command *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(command, format, args);
    va_end(args);
    return CTL_PROBLEMS;
}

int command_misused(const struct command *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(command, format, args);
    va_end(args);
    return CTL_MISUSE;
}

static void print_usage(FILE *out)
{
    fputs("usage: lobbyctl COMMAND [OPTION]... FOLDER\n"
          "Makes, checks, shows and publishes the content of a Lobby kiosk.\n\n",
          out);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        int used = fprintf(out, "  %s %s", commands[i]->name, commands[i]->operand);
        fprintf(out, "%*s%s\n", used < 18 ? 20 - used : 2, "", commands[i]->summary);
    }
    fputs("\n\"lobbyctl COMMAND --help\" says more about one; --version says which version this is.\n"
          "Exit codes: 0 good, 1 problems, 2 called in a way that cannot work.\n",
          out);
}

static void print_help(const struct command *command)
{
    printf("usage: lobbyctl %s [OPTION]... %s\n%s\n", command->name, command->operand, command->about);
    options_describe(command->takes, stdout);
}

static void print_version(void)
{
    puts("lobbyctl " LOBBY_VERSION);
}

static int run_command(const struct command *command, int argc, char **argv)
{
    struct options options;
    if (!options_read(command, argc, argv, &options))
        return CTL_MISUSE;
    if (options.given & OPTION_HELP) {
        print_help(command);
        return CTL_GOOD;
    }
    if (options.given & OPTION_VERSION) {
        print_version();
        return CTL_GOOD;
    }
    return command->run(command, &options);
}

static int misused_name(const char *name)
{
    const char *names[COUNT_OF(commands)];
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        names[i] = commands[i]->name;
    const char *nearest = str_nearest(name, names, COUNT_OF(names));
    if (nearest)
        fprintf(stderr, "lobbyctl: there is no command %s; did you mean %s?\n", name, nearest);
    else
        fprintf(stderr, "lobbyctl: there is no command %s; \"lobbyctl --help\" lists those that there are\n",
                name);
    return CTL_MISUSE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return CTL_MISUSE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_usage(stdout);
        return CTL_GOOD;
    }
    if (strcmp(name, "--version") == 0) {
        print_version();
        return CTL_GOOD;
    }
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(name, commands[i]->name) == 0)
            return run_command(commands[i], argc - 2, argv + 2);
    return misused_name(name);
}

int command_main(int argc, char **argv)
{
    log_start("lobbyctl", LOG_LEVEL_WARNING);
    int code = dispatch(argc, argv);
    /* A report that did not arrive (a full disk behind "> report") is not a good one. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == CTL_GOOD) {
        fprintf(stderr, "lobbyctl: the output could not be written: %s\n", strerror(errno));
        code = CTL_PROBLEMS;
    }
    return code;
}

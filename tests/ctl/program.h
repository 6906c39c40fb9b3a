/* Runs lobbyctl as a person or a script would, in a folder of its own. */
#ifndef LOBBY_TESTS_CTL_PROGRAM_H
#define LOBBY_TESTS_CTL_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct outcome {
    int code;        /* exit code, or -1 when a signal ended it */
    int signal;      /* that signal, or 0 */
    char *out, *err; /* malloced: what it printed */
};

/* What a run may be given beside its words; all zero is a plain run. */
struct surroundings {
    const char *folder;    /* to run in */
    const char *tz;        /* TZ */
    size_t file_bytes_max; /* RLIMIT_FSIZE: as a disk that is full after so many bytes of a file */
    const char *out_to;    /* stdout goes to this file */
};

/* words: NULL-terminated, without the program's name. */
struct outcome program_run(const struct surroundings *around, const char *const *words);
void outcome_finish(struct outcome *outcome);

/* As above, but does not wait; program_wait gives what came. */
pid_t program_start(const struct surroundings *around, const char *const *words, int *out, int *err);
struct outcome program_wait(pid_t pid, int out, int err);

/* A fresh folder, removed with all that is in it by scratch_remove. */
char *scratch_create(void);
void scratch_remove(char *folder);

/* Writes folder/name, with the folders on the way. */
void put_file(const char *folder, const char *name, const char *text);

/* Bytes of folder/name, malloced and terminated; NULL when there is none. */
char *get_file(const char *folder, const char *name, size_t *length);

/* How many names in the folder end in suffix, hidden ones too. */
size_t count_names(const char *folder, const char *suffix);

/* A content of n slides without pictures and one page. */
void put_content(const char *folder, unsigned n_slides);

#endif

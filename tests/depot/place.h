/* place: a content folder, a publication and a kiosk's state in one temporary folder. */
#ifndef LOBBY_TESTS_DEPOT_PLACE_H
#define LOBBY_TESTS_DEPOT_PLACE_H

#include "depot/kiosk.h"
#include "depot/staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { PATH_SIZE = 512 };

struct place {
    char root[PATH_SIZE];        /* with these in it: */
    char content[PATH_SIZE];     /* what staff write */
    char publication[PATH_SIZE]; /* what lies on a web server */
    char state[PATH_SIZE];       /* the kiosk's; its repository is state/repo */
    char repo[PATH_SIZE];
    char commit[DEPOT_CHECKSUM]; /* the last that place_publish made */
    struct depot_size size;
};

/* Makes the folders; place_remove removes them. With where, they are made there. */
void place_create(struct place *place);
void place_create_at(struct place *place, const char *where);
void place_remove(struct place *place);

/* Writes a file below a folder, and the folders on the way. */
void write_file(const char *folder, const char *name, const void *bytes, size_t length);
void write_text(const char *folder, const char *name, const char *text);
/* Reads one; a zero stands behind its end, the caller frees it. */
char *read_whole(const char *folder, const char *name, size_t *length);
/* Bytes that do not pack, the same for the same seed. */
void write_noise(const char *folder, const char *name, size_t length, unsigned seed);

/* A small content: six files in three folders, two of them the same. */
void place_fill(struct place *place);

/* Commits the content, and measures it. */
void place_publish(struct place *place);

/* A pull of the last commit from where, a folder or an address, with patience for a test. */
struct depot_pull place_task(const struct place *place, const char *where);
/* Pulls from the publication's folder; fails the test when that is refused. */
void place_pull(const struct place *place);

/* Where the last commit's object of a content file lies in the publication. */
void object_of(const struct place *place, const char *name, char path[PATH_SIZE]);

/* Fails, with what was said, unless ok. */
void accepted(bool ok, const struct refusal *why);
/* Fails, with what was said, unless it was refused with that code and a sentence. */
void refused(bool ok, const struct refusal *why, const char *code);

/* True when both folders hold the same files with the same bytes. */
bool same_tree(const char *one, const char *other);
/* cp -a, rm -rf */
void copy_tree(const char *from, const char *to);
void remove_tree(const char *path);
/* Runs a command line; fails the test when it fails. */
void run(const char *format, ...) PRINTF_LIKE(1, 2);
void path_join(char path[PATH_SIZE], const char *folder, const char *name);

#endif

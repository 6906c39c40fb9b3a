/* Everything that a folder might hold against us, one row each. */
#ifndef TESTS_HOSTILE_CASES_H
#define TESTS_HOSTILE_CASES_H

#include "bytes.h"
#include "folder.h"

enum outcome {
    REFUSED, /* content_load says what is wrong, and nothing of the folder is shown */
    SHOWN,   /* it loads, its pictures decode, its screens are painted */
    PATCHED, /* it loads, and its decoder fills up with gray what is missing; lobbyctl check tells */
    BLANK    /* it loads, and a picture turns out to be damaged when it is decoded: its place stays empty */
};

/* A row changes one thing in a small good folder (cases_folder). Either it has a file of head, times * unit
 * and tail, or it has make; make may also write the file by itself. */
struct hostile_case {
    const char *name;
    enum outcome outcome;
    const char *says; /* a part of what is said about it, or NULL where nothing is to be said */
    const char *file;
    struct text {
        const char *bytes;
        size_t length;
    } head, unit, tail;
    size_t times;
    double ms; /* processor time of loading, where it may be more than REFUSED_MS_MAX */
    void (*make)(const struct folder *folder, const struct hostile_case *row);
    void (*picture)(struct bytes *bytes); /* writes images/picture.png */
};
#define TEXT(literal)                                                                                        \
    {                                                                                                        \
        literal, sizeof(literal) - 1                                                                         \
    }

struct hostile_table {
    const char *name;
    const struct hostile_case *rows;
    size_t count;
};

extern const struct hostile_table cases_yaml, cases_texts, cases_files, cases_png, cases_jpeg, cases_webp,
    cases_fakes;
extern const struct hostile_table *const hostile_tables[];
extern const size_t hostile_n_tables;

/* Writes the small good folder: a slide with images/picture.png, a page with a Markdown file and a contact.
 */
void cases_folder(const struct folder *folder);
/* What the row does to it. */
void cases_apply(const struct folder *folder, const struct hostile_case *row);
/* Both. */
void cases_write(const struct folder *folder, const struct hostile_case *row);
/* The same in a process of its own: memory that it leaves behind would hide what is measured then. */
void cases_write_apart(const struct folder *folder, const struct hostile_case *row);
void cases_picture(const struct folder *folder, const struct bytes *bytes);

#endif

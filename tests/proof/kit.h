/* Small content folders, and what the proof says of them. */
#ifndef LOBBY_TESTS_PROOF_KIT_H
#define LOBBY_TESTS_PROOF_KIT_H

#include "content/content.h"
#include "folder.h"

/* A file of a content folder. Of a picture (NAME.png, NAME.jpg) the text says what it is: "white", "dark",
 * and "torn", which has a good head and breaks off inside. */
struct kit_file {
    const char *name, *text;
};

#define KIT_FILES 5

/* A folder with lobby.yaml ("format: 1", languages en and es), the slide welcome and the page about, with
 * nothing wrong with it, and these files beside or instead of them. */
void kit_folder(struct folder *folder, const struct kit_file *files);

/* Loads a folder that has no error. */
struct content *kit_load(const struct folder *folder);

/* Everything that is said of a folder without errors on 2026-09-07, when it is read and when proof_run looks
 * at it at the sizes that content is made for; malloced. Fails when it could not look. */
char *kit_said(const struct folder *folder);

struct kit_case {
    const char *shows; /* printed when it fails */
    struct kit_file files[KIT_FILES];
    const char *expect; /* all lines, each with its newline; "" when nothing is wrong */
};

void kit_check(const struct kit_case *cases, size_t count);

#endif

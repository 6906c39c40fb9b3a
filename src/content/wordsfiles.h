/* content/wordsfiles: assets/words/CODE.yaml as they were when this was built. Part of the room, not for
 * others. */
#ifndef LOBBY_CONTENT_WORDSFILES_H
#define LOBBY_CONTENT_WORDSFILES_H

#include <stdatomic.h>
#include <stddef.h>

struct words;

struct words_file {
    const char *code;
    const unsigned char *bytes;
    size_t length;
    const struct words *_Atomic words; /* NULL until somebody asks for one of them */
};

extern struct words_file words_files[];
extern const size_t words_files_count;

/* The one for a language ("es" for "es-MX"), or NULL. */
struct words_file *words_file_for(const char *code);

#endif

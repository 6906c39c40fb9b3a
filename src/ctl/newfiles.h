/* ctl/newfiles: the files of src/ctl/new, built into the program. */
#ifndef LOBBY_CTL_NEWFILES_H
#define LOBBY_CTL_NEWFILES_H

#include <stddef.h>

struct new_file {
    const char *name; /* "slides/welcome.yaml" */
    const unsigned char *bytes;
    size_t length;
};

extern const struct new_file new_files[]; /* sorted by name */
extern const size_t new_file_count;

#endif

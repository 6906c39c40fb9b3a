/* As much content as one likes. */
#ifndef LOBBY_TESTS_PROOF_MANY_H
#define LOBBY_TESTS_PROOF_MANY_H

#include "folder.h"

/* Creates a folder with the shipped pages and n slides: the shipped ones over and over, each with a picture
 * file of its own. */
void many_folder(struct folder *folder, size_t n);

#endif

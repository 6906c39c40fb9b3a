/* codes: the words for why something was refused; src/depot/README.md says what to do about each. */
#ifndef LOBBY_DEPOT_CODES_H
#define LOBBY_DEPOT_CODES_H

/* The literal that is equal to text; "crash" for what is none of them. */
const char *depot_code(const char *text);

#endif

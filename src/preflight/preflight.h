/* preflight: lobby-preflight, from its command line to its exit code: 0 the generation can be shown, 1 it has
 * errors, 2 called wrongly, 3 this machine could not look, 4 looking broke off: something in it ended a
 * process or exceeded a limit, once. */
#ifndef LOBBY_PREFLIGHT_PREFLIGHT_H
#define LOBBY_PREFLIGHT_PREFLIGHT_H

int preflight_main(int argc, char **argv);

#endif

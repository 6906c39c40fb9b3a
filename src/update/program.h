/* update/program: lobby-update, from its command line to its exit code. */
#ifndef LOBBY_UPDATE_PROGRAM_H
#define LOBBY_UPDATE_PROGRAM_H

int update_main(int argc, char **argv);

#endif

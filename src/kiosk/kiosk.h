/* kiosk: the whole program behind main(). */
#ifndef LOBBY_KIOSK_KIOSK_H
#define LOBBY_KIOSK_KIOSK_H

/* Returns the exit code: 0, 1 when it could not go on, 2 for a wrong use. */
int kiosk_main(int argc, char **argv);

#endif

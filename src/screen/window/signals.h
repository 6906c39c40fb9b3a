/* window/signals: SIGINT and SIGTERM, so that they end a wait without a race.
 *
 * SDL turns both into SDL_QUIT, but only sets a flag that it looks at when it pumps, and the signal may reach
 * a thread that does not wait. Here its handlers are wrapped: after SDL's has run, the waiting thread is
 * interrupted, and a descriptor becomes readable for those who poll. */
#ifndef LOBBY_SCREEN_WINDOW_SIGNALS_H
#define LOBBY_SCREEN_WINDOW_SIGNALS_H

/* After SDL_Init, on the thread that waits. fd: an eventfd to write to. A signal that is
 * ignored or has its default effect is left alone. */
void signals_start(int fd);
void signals_stop(void);

#endif

/* ticks: the clock that deadlines are counted on; nothing else in this room asks the time. */
#ifndef LOBBY_DEPOT_TICKS_H
#define LOBBY_DEPOT_TICKS_H

#include <stdint.h>

/* Milliseconds since some time in the past; they go on while the machine sleeps. */
uint64_t ticks_ms(void);

#endif

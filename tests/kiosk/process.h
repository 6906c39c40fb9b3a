/* process: what the kernel says of a running kiosk. */
#ifndef LOBBY_TESTS_KIOSK_PROCESS_H
#define LOBBY_TESTS_KIOSK_PROCESS_H

#include <sys/types.h>

/* kB of memory that is its own and not shared (Pss of smaps_rollup). */
long process_pss(pid_t process);

/* Times that any of its threads was put to sleep and woken again, since the start. */
long process_wakes(pid_t process);

/* Clock ticks of processor time, user and system. */
long process_ticks(pid_t process);

#endif

/* tree: a program under test and everything that it starts: as much time, memory and wake-ups as all of them
 * take. */
#ifndef LOBBY_TESTS_BENCH_TREE_H
#define LOBBY_TESTS_BENCH_TREE_H

#include <stdbool.h>

/* Starts the program (found in PATH) with these words; its children stay ours when it ends. Its output goes
 * to standard error. Returns the time right before, ms. */
double tree_start(char **words);

/* Asks all of them to end, and then makes them. */
void tree_end(void);

/* User and system time of those that live now since they were started, ms. */
double tree_cpu(void);

/* Proportional set size, kB. */
long tree_pss(void);

/* Voluntary switches of all threads that live now. */
long tree_wakes(void);

#endif

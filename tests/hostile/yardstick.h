/* How slow the machine is at the moment. Processor time of the same work grows to three times as much when
 * others share the caches and the cores, and a bound that allows for that would not see a program that got
 * twice as slow. So there is a piece of work that nobody here changes: a text of 128 kB, read by
 * libyaml, and 4 MB of fresh memory, written to. */
#ifndef TESTS_HOSTILE_YARDSTICK_H
#define TESTS_HOSTILE_YARDSTICK_H

/* More is not believed: what takes that long is too slow whatever the machine does. */
#define YARDSTICK_MAX 4.0

/* How many times as long that work takes now as on a calm machine, where the bounds were set: 1 to
 * YARDSTICK_MAX. The middle of several tries, some 20 ms. */
double yardstick_slowdown(void);

#endif

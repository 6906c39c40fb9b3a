/* figures: what a running kiosk takes of the machine, and whether that grows. */
#ifndef LOBBY_TESTS_SOAK_FIGURES_H
#define LOBBY_TESTS_SOAK_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct figures {
    double hour; /* of the kiosk's clock */
    /* KiB. Own: what no file stands behind, swapped or not; it does not depend on which other programs have
     * the same libraries open, as pss does. */
    long own, pss;
    unsigned fds, threads;
};

/* False when the process is gone. */
bool figures_take(struct figures *figures, pid_t process, double hour);

/* Growth of own in KiB an hour: the median of the slopes between all pairs (Theil and Sen), which single
 * outliers do not move; low and high hold the true one with 95 % (Kendall's variance). */
struct slope {
    double middle, low, high;
};
struct slope figures_slope(const struct figures *figures, size_t count);

/* A screen that is off or was never drawn: less than one pixel in a hundred is brighter than the darkest
 * ground of the content. */
bool figures_black(const uint8_t *rgb, size_t pixels);

#endif

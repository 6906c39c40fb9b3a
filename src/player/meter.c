#include "player/meter.h"

/* A frame, two, three at 60 a second; what is felt as at once (100 ms), and what is not. */
const unsigned meter_bins_ms[METER_BINS - 1] = {4, 8, 17, 33, 50, 100, 250};

#define US_PER_MS 1000u

void meter_touch(struct meter *meter, uint64_t now_us)
{
    if (meter->touched_us == 0)
        meter->touched_us = now_us;
}

static void count_tap(struct meter *meter, uint64_t us)
{
    unsigned bin = 0;
    while (bin < METER_BINS - 1 && us > (uint64_t)meter_bins_ms[bin] * US_PER_MS)
        bin++;
    meter->taps[bin]++;
}

void meter_frame(struct meter *meter, uint64_t began_us, uint64_t ended_us, unsigned interval_us)
{
    meter->presented++;
    meter->last_us = (unsigned)(ended_us - began_us);
    if (meter->last_us > meter->worst_us)
        meter->worst_us = meter->last_us;
    if (meter->moved_us != 0 && interval_us > 0) {
        uint64_t intervals = (ended_us - meter->moved_us + interval_us / 2) / interval_us;
        meter->missed += intervals > 1 ? intervals - 1 : 0;
    }
    meter->moved_us = ended_us;
    if (meter->touched_us != 0)
        count_tap(meter, ended_us - meter->touched_us);
    meter->touched_us = 0;
}

void meter_rest(struct meter *meter)
{
    meter->moved_us = 0;
    meter->touched_us = 0;
}

uint64_t meter_taps(const struct meter *meter)
{
    uint64_t count = 0;
    for (unsigned i = 0; i < METER_BINS; i++)
        count += meter->taps[i];
    return count;
}

unsigned meter_within(const struct meter *meter, unsigned percent)
{
    uint64_t all = meter_taps(meter), count = 0;
    for (unsigned i = 0; all > 0 && i < METER_BINS - 1; i++) {
        count += meter->taps[i];
        if (count * 100 >= all * percent)
            return meter_bins_ms[i];
    }
    return 0;
}

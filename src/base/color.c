#include "base/color.h"

#include <math.h>

uint32_t color_mix(uint32_t a, uint32_t b, unsigned share)
{
    uint32_t mixed = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        unsigned ca = (a >> shift) & 0xff, cb = (b >> shift) & 0xff;
        mixed |= (uint32_t)((ca * (255 - share) + cb * share + 127) / 255) << shift;
    }
    return mixed;
}

static double linear(unsigned channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double color_luminance(uint32_t color)
{
    return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) +
           0.0722 * linear(color & 0xff);
}

double color_contrast(uint32_t a, uint32_t b)
{
    double la = color_luminance(a), lb = color_luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

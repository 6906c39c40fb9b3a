#include "fourier.h"

#include <assert.h>
#include <stdlib.h>

/* Radix 2 on n values that lie step apart; work holds 2 * n floats, turns n (cosine, sine of each step). */
static void transform_line(float *re, float *im, int n, size_t step, float *work, const float *turns)
{
    float *a = work, *b = work + n;
    for (int i = 0, j = 0; i < n; i++) {
        a[j] = re[(size_t)i * step];
        b[j] = im[(size_t)i * step];
        int bit = n >> 1;
        while (bit > 0 && (j & bit) != 0) {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
    }
    for (int span = 1; span < n; span *= 2) {
        int stride = n / (2 * span);
        for (int start = 0; start < n; start += 2 * span) {
            for (int k = 0; k < span; k++) {
                float c = turns[2 * k * stride], s = turns[2 * k * stride + 1];
                int low = start + k, high = low + span;
                float x = a[high] * c - b[high] * s, y = a[high] * s + b[high] * c;
                a[high] = a[low] - x;
                b[high] = b[low] - y;
                a[low] += x;
                b[low] += y;
            }
        }
    }
    for (int i = 0; i < n; i++) {
        re[(size_t)i * step] = a[i];
        im[(size_t)i * step] = b[i];
    }
}

void fourier_forward(struct plane *re, struct plane *im)
{
    int n = re->w;
    assert(n > 1 && (n & (n - 1)) == 0 && re->h == n && im->w == n && im->h == n);
    float *work = make_zeroed((size_t)n * 2, sizeof(float)), *turns = make_zeroed((size_t)n, sizeof(float));
    for (int k = 0; k < n / 2; k++) {
        double angle = -2.0 * 3.14159265358979323846 * (double)k / (double)n;
        turns[2 * k] = (float)cos(angle);
        turns[2 * k + 1] = (float)sin(angle);
    }
    for (int y = 0; y < n; y++) {
        transform_line(re->at + (size_t)y * (size_t)n, im->at + (size_t)y * (size_t)n, n, 1, work, turns);
    }
    for (int x = 0; x < n; x++) {
        transform_line(re->at + x, im->at + x, n, (size_t)n, work, turns);
    }
    free(work);
    free(turns);
}

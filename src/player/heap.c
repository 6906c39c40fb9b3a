#include "player/heap.h"

#include <malloc.h>

/* Decoded pictures and bands are blocks of megabytes: as mappings of their own they go back to the system
 * when they are freed, whatever lies behind them on the heap. */
#define MAPPED_BYTES (128 * 1024)

void heap_prepare(void)
{
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
    /* One heap for all threads. Each of its own would keep the most that its thread ever had at a time, and
     * malloc_trim leaves their ends as they are. */
    mallopt(M_ARENA_MAX, 1);
}

void heap_trim(void)
{
    malloc_trim(0);
}

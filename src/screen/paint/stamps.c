#include "paint/stamps.h"

#include <stdlib.h>

/* A slide has about ten runs, a band of a page thirty. */
#define STAMPS_MAX 32

struct drawn {
    const struct text_run *run; /* NULL: free; only compared, its scene may be gone */
    uint64_t serial;
    bool visible;
    struct stamp stamp;
};

struct stamps {
    struct drawn drawn[STAMPS_MAX];
    size_t next; /* the one drawn longest ago */
};

struct stamps *stamps_create(void)
{
    return calloc(1, sizeof(struct stamps));
}

bool stamps_full(const struct stamps *stamps)
{
    return stamps->drawn[stamps->next].run;
}

void stamps_clear(struct stamps *stamps)
{
    for (size_t i = 0; i < STAMPS_MAX; i++) {
        stamp_finish(&stamps->drawn[i].stamp);
        stamps->drawn[i] = (struct drawn){.run = NULL};
    }
    stamps->next = 0;
}

void stamps_destroy(struct stamps *stamps)
{
    if (!stamps)
        return;
    stamps_clear(stamps);
    free(stamps);
}

const struct stamp *stamps_get(struct stamps *stamps, struct fonts *fonts, uint64_t serial,
                               const struct text_run *run)
{
    for (size_t i = 0; i < STAMPS_MAX; i++) {
        const struct drawn *drawn = &stamps->drawn[i];
        if (drawn->run == run && drawn->serial == serial)
            return drawn->visible ? &drawn->stamp : NULL;
    }
    struct drawn *drawn = &stamps->drawn[stamps->next];
    stamps->next = (stamps->next + 1) % STAMPS_MAX;
    stamp_finish(&drawn->stamp);
    *drawn = (struct drawn){.run = run, .serial = serial};
    drawn->visible = fonts_draw(fonts, run, &drawn->stamp);
    return drawn->visible ? &drawn->stamp : NULL;
}

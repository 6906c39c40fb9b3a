#include "proof/jobs.h"

#include <stdlib.h>
#include <string.h>

/* A picture that every slide shows is decoded again after so many, so that all processors have work. */
#define TOGETHER_MAX 8

static bool add(struct jobs *jobs, size_t *room, struct job job)
{
    if (jobs->count == *room) {
        size_t wanted = *room ? *room * 2 : 64;
        struct job *larger = realloc(jobs->items, wanted * sizeof *larger);
        if (!larger)
            return false;
        jobs->items = larger;
        *room = wanted;
    }
    jobs->items[jobs->count++] = job;
    return true;
}

static bool add_link(struct jobs *jobs, size_t *room, const struct link *link, struct origin origin)
{
    return link->kind != LINK_OUTSIDE ||
           add(jobs, room, (struct job){.kind = JOB_LINK, .uri = link->uri, .origin = origin});
}

static bool add_body_links(struct jobs *jobs, size_t *room, const struct body *body, size_t page)
{
    for (size_t i = 0; i < body->count; i++) {
        for (size_t j = 0; j < body->blocks[i].n_spans; j++) {
            struct origin origin = {OWNER_PAGE, FIELD_LINK, page, i};
            if (!add_link(jobs, room, &body->blocks[i].spans[j].link, origin))
                return false;
        }
    }
    return true;
}

static bool add_slides(const struct content *content, struct jobs *jobs, size_t *room)
{
    for (size_t i = 0; i < content->n_slides; i++) {
        const struct slide *slide = &content->slides[i];
        struct job job = {.kind = JOB_SLIDE, .index = i, .origin = {OWNER_SLIDE, FIELD_WHOLE, i, 0}};
        job.picture = slide->picture ? slide->picture->file : NULL;
        if (!add(jobs, room, job) ||
            !add_link(jobs, room, &slide->opens, (struct origin){OWNER_SLIDE, FIELD_OPENS, i, 0}))
            return false;
    }
    return true;
}

static bool add_pages(const struct content *content, struct jobs *jobs, size_t *room)
{
    for (size_t i = 0; i < content->n_pages; i++) {
        const struct page *page = &content->pages[i];
        struct job job = {.kind = JOB_PAGE, .index = i, .origin = {OWNER_PAGE, FIELD_WHOLE, i, 0}};
        job.picture = page->picture ? page->picture->file : NULL;
        if (!add(jobs, room, job))
            return false;
        for (size_t lang = 0; lang < content->n_langs; lang++)
            if (!add_body_links(jobs, room, &page->body[lang], i))
                return false;
    }
    return true;
}

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

/* By picture; the sheets of one address stand together, the first one that leads there before the others. */
static int compare(const void *left, const void *right)
{
    const struct job *a = left, *b = right;
    int order = compare_texts(a->picture, b->picture);
    if (order == 0)
        order = compare_texts(a->uri, b->uri);
    if (order == 0)
        order = (a->kind > b->kind) - (a->kind < b->kind);
    if (order == 0)
        order = (a->origin.owner > b->origin.owner) - (a->origin.owner < b->origin.owner);
    if (order == 0)
        order = (a->origin.index > b->origin.index) - (a->origin.index < b->origin.index);
    return order ? order : (a->origin.part > b->origin.part) - (a->origin.part < b->origin.part);
}

/* One sheet for each address. */
static void drop_repeats(struct jobs *jobs)
{
    size_t kept = 0;
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->items[i], *before = kept ? &jobs->items[kept - 1] : NULL;
        bool again = before && job->uri && before->uri && strcmp(job->uri, before->uri) == 0;
        if (!again)
            jobs->items[kept++] = *job;
    }
    jobs->count = kept;
}

bool jobs_list(const struct content *content, struct jobs *jobs)
{
    size_t room = 0;
    *jobs = (struct jobs){0};
    struct job menu = {.kind = JOB_MENU, .origin = {.owner = OWNER_LOBBY}};
    struct job house = {.kind = JOB_HOUSE, .origin = {.owner = OWNER_HOUSE}};
    struct job emergency = {.kind = JOB_EMERGENCY, .origin = {.owner = OWNER_NOTICE}};
    bool alarm = content->notice && content->notice->level == NOTICE_EMERGENCY;
    bool ok = add(jobs, &room, menu) && add(jobs, &room, house) && (!alarm || add(jobs, &room, emergency)) &&
              add_slides(content, jobs, &room) && add_pages(content, jobs, &room);
    if (!ok) {
        jobs_finish(jobs);
        return false;
    }
    qsort(jobs->items, jobs->count, sizeof *jobs->items, compare);
    drop_repeats(jobs);
    return true;
}

void jobs_finish(struct jobs *jobs)
{
    free(jobs->items);
    *jobs = (struct jobs){0};
}

size_t jobs_together(const struct jobs *jobs, size_t first)
{
    size_t count = 1;
    const char *picture = jobs->items[first].picture;
    while (picture && count < TOGETHER_MAX && first + count < jobs->count &&
           compare_texts(picture, jobs->items[first + count].picture) == 0)
        count++;
    return count;
}

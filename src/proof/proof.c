#include "proof/proof.h"

#include "base/str.h"
#include "proof/crew.h"
#include "proof/merge.h"
#include "proof/report.h"

#include <assert.h>
#include <signal.h>

const struct proof_size proof_sizes[] = {{1920, 1080}, {1080, 1920}, {800, 480}};
const size_t proof_sizes_count = COUNT_OF(proof_sizes);

/* What due_dwell_ms gives a slide at most, what its file may ask for, and how many words are read meanwhile.
 */
#define AUTO_SECONDS_MAX  30
#define DWELL_SECONDS_MAX 120
#define WORDS_IN_2_S      5

static void take(void *user, const struct finding *finding)
{
    merge_add(user, finding);
}

/* One warning, for the language that needs longest. A fixed dwell is judged when it is read. */
static void check_dwell(const struct content *content, size_t index, struct where *where,
                        struct diag_list *diags)
{
    const struct slide *slide = &content->slides[index];
    struct origin origin = {.owner = OWNER_SLIDE, .field = FIELD_WHOLE, .index = index};
    unsigned needed = 0;
    size_t slowest = 0;
    for (size_t lang = 0; lang < content->n_langs; lang++) {
        unsigned ms = due_reading_ms(slide, lang);
        if (ms > needed) {
            needed = ms;
            slowest = lang;
        }
    }
    unsigned seconds = (needed + 999) / 1000;
    if (slide->dwell_ms != 0 || seconds <= AUTO_SECONDS_MAX)
        return;
    char longer[40] = "";
    if (seconds <= DWELL_SECONDS_MAX)
        snprintf(longer, sizeof longer, ", or write dwell: %us", seconds);
    diag_warning(diags, where_find(where, &origin, slowest),
                 "reading this slide in %s takes about %u s, and it stands for %d s; shorten it by about %u "
                 "words%s",
                 content->langs[slowest].name, seconds, AUTO_SECONDS_MAX,
                 ((seconds - AUTO_SECONDS_MAX) * WORDS_IN_2_S + 1) / 2, longer);
}

static void report_all(const struct proof *proof, const struct merge *merge, struct where *where,
                       struct diag_list *diags)
{
    for (size_t i = 0; i < merge->count; i++)
        report_add(proof, &merge->items[i], where, diags);
    if (merge->more)
        diag_add(diags, merge->more_errors ? DIAG_ERROR : DIAG_WARNING, (struct place){0},
                 "there are more problems than these; mend them and check again");
    for (size_t i = 0; i < proof->content->n_slides; i++)
        check_dwell(proof->content, i, where, diags);
}

static void count_deaths(const struct merge *merge, struct proof_deaths *deaths)
{
    *deaths = (struct proof_deaths){0};
    for (size_t i = 0; i < merge->count; i++) {
        const struct finding *worst = &merge->items[i].worst;
        deaths->all += worst->kind == FINDING_CRASH;
        deaths->killed += worst->kind == FINDING_CRASH && worst->amount == SIGKILL;
    }
}

bool proof_run(const struct proof *proof, struct diag_list *diags, struct err *err)
{
    assert(proof->n_sizes >= 1 && proof->n_sizes <= PROOF_SIZES_MAX);
    struct jobs jobs = {0};
    struct merge merge = {0};
    struct where *where = where_create(proof->content);
    bool ok = where && jobs_list(proof->content, &jobs) && merge_init(&merge, proof->content);
    if (!ok)
        err_set(err, "out of memory");
    ok = ok && crew_run(proof, &jobs, take, &merge, err);
    if (ok)
        report_all(proof, &merge, where, diags);
    if (ok && proof->deaths)
        count_deaths(&merge, proof->deaths);
    merge_finish(&merge);
    jobs_finish(&jobs);
    where_destroy(where);
    return ok;
}

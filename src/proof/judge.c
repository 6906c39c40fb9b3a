#include "proof/judge.h"

#include "base/file.h"
#include "paint/paint.h"
#include "proof/contrast.h"
#include "proof/detail.h"
#include "ui/inspect.h"
#include "ui/view.h"

#include <stdlib.h>
#include <string.h>

/* A module of a QR code of fewer px blurs in a phone's camera. */
#define MODULE_LEAST 2

/* A moment to look at the screens: as asked, and when an info notice is about to shorten them. */
struct moment {
    struct due_clock clock;
    bool notice;
};

struct judge {
    const struct proof *proof;
    void (*found)(void *user, const struct finding *finding);
    void *user;
    struct under *under;
    struct paint *paint; /* of a look that paints; else NULL */
    struct view *view;
    struct moment moments[2];
    size_t n_moments;

    /* what is being looked at */
    const struct job *job;
    const struct moment *moment;
    size_t lang, size;
    const struct scene *scene;
    bool blind;          /* its picture does not decode: nothing can be said of contrast */
    struct finding full; /* what a slide has no room for; amount 0: nothing */
};

static void set_moments(struct judge *judge)
{
    const struct due_clock *clock = &judge->proof->clock;
    const struct notice *notice = judge->proof->content->notice;
    bool band = notice && notice->level == NOTICE_INFO;
    judge->moments[0] = (struct moment){*clock, band && due_show(&notice->show, clock) == DUE_NOW};
    judge->n_moments = 1;
    if (!band || due_show(&notice->show, clock) != DUE_NOT_YET)
        return;
    struct moment later = {.notice = true}; /* only dates count when the clock is not trusted */
    civil_from_days(notice->show.from, &later.clock.now.year, &later.clock.now.month, &later.clock.now.day);
    judge->moments[judge->n_moments++] = later;
}

static void forget(void *user, const struct scene *scene)
{
    paint_forget(user, scene);
}

static bool open_parts(struct judge *judge, struct err *err)
{
    bool paints = judge->proof->paint;
    judge->under = under_create(err);
    judge->paint = judge->under && paints ? paint_create(0, err) : NULL;
    if (!judge->under || (paints && !judge->paint))
        return false;
    struct fonts *fonts = paints ? paint_fonts(judge->paint) : under_fonts(judge->under);
    judge->view = view_create(fonts, paints ? forget : NULL, judge->paint);
    return judge->view ? true : err_set(err, "out of memory");
}

struct judge *judge_create(const struct proof *proof,
                           void (*found)(void *user, const struct finding *finding), void *user,
                           struct err *err)
{
    struct judge *judge = calloc(1, sizeof *judge);
    if (!judge) {
        err_set(err, "out of memory");
        return NULL;
    }
    judge->proof = proof;
    judge->found = found;
    judge->user = user;
    if (!open_parts(judge, err)) {
        judge_destroy(judge);
        return NULL;
    }
    view_set_content(judge->view, proof->content);
    set_moments(judge);
    return judge;
}

void judge_destroy(struct judge *judge)
{
    if (!judge)
        return;
    view_destroy(judge->view);
    paint_destroy(judge->paint);
    under_destroy(judge->under);
    free(judge);
}

/* A finding of what is being looked at, every byte of it set. */
static struct finding new_finding(const struct judge *judge, enum finding_kind kind, struct origin origin)
{
    struct finding finding;
    memset(&finding, 0, sizeof finding);
    finding.kind = kind;
    finding.origin = origin;
    finding.lang = judge->lang;
    finding.size = judge->size;
    finding.notice = judge->moment && judge->moment->notice;
    return finding;
}

static void emit(const struct judge *judge, const struct finding *finding)
{
    judge->found(judge->user, finding);
}

static bool find_on_tiles(const struct judge *judge, const char *text, struct origin *origin)
{
    const struct content *content = judge->proof->content;
    if (judge->job->kind != JOB_MENU && judge->job->kind != JOB_PAGE)
        return false;
    for (size_t i = 0; i < content->n_pages; i++)
        if (origin_find(content, OWNER_PAGE, i, judge->lang, text, origin))
            return true;
    return false;
}

/* What the job is about comes first, since the same words may stand in several places. */
static struct origin origin_of(const struct judge *judge, const char *text)
{
    const struct content *content = judge->proof->content;
    const struct origin *own = &judge->job->origin;
    struct origin origin;
    if (origin_find(content, own->owner, own->index, judge->lang, text, &origin) ||
        find_on_tiles(judge, text, &origin) ||
        origin_find(content, OWNER_LOBBY, 0, judge->lang, text, &origin) ||
        origin_find(content, OWNER_NOTICE, 0, judge->lang, text, &origin) ||
        origin_find(content, OWNER_WORDS, judge->lang, judge->lang, text, &origin))
        return origin;
    return judge->job->kind == JOB_LINK ? *own : (struct origin){.owner = OWNER_HOUSE};
}

static size_t unseen(const struct judge *judge, const struct placed_text *text)
{
    size_t shown = inspect_shown(judge->scene, text);
    return text->length > shown ? text->length - shown : 1;
}

/* Slides and emergencies are one column that ends where the room ends; other texts are cut one by one. */
static bool is_column(const struct judge *judge)
{
    return judge->job->kind == JOB_SLIDE || judge->job->kind == JOB_EMERGENCY;
}

static void add_cut(struct judge *judge, struct finding *finding, const struct placed_text *text)
{
    finding->amount = unseen(judge, text);
    if (!is_column(judge)) {
        finding->tile = finding->origin.owner == OWNER_PAGE;
        emit(judge, finding);
        return;
    }
    if (judge->full.amount == 0) {
        judge->full = *finding;
        judge->full.kind = FINDING_FULL;
        judge->full.amount = 0;
        detail_last_words(judge->scene, text, judge->full.detail);
    }
    judge->full.amount += finding->amount;
}

static void take_flaw(void *user, const struct flaw *flaw)
{
    static const enum finding_kind kinds[] = {
        [DEFECT_OUTSIDE] = FINDING_OUTSIDE, [DEFECT_BROKEN] = FINDING_BROKEN,
        [DEFECT_CUT] = FINDING_CUT,         [DEFECT_MISSING] = FINDING_MISSING,
        [DEFECT_OVERLAP] = FINDING_OVERLAP, [DEFECT_SMALL] = FINDING_SMALL};
    struct judge *judge = user;
    const char *text = flaw->text ? flaw->text->text : flaw->target->label;
    struct finding finding = new_finding(judge, kinds[flaw->defect], origin_of(judge, text));
    detail_copy(finding.text, sizeof finding.text, text);
    switch (flaw->defect) {
    case DEFECT_CUT:
        add_cut(judge, &finding, flaw->text);
        return;
    case DEFECT_BROKEN:
        if (judge->job->kind == JOB_LINK)
            return; /* an address is one word, and nobody reads it aloud */
        detail_broken_word(judge->proof->content, &finding, text);
        break;
    case DEFECT_MISSING:
        detail_missing(under_fonts(judge->under), judge->scene, flaw->text, finding.detail);
        break;
    case DEFECT_OVERLAP:
        detail_copy(finding.detail, sizeof finding.detail, flaw->other->text);
        break;
    case DEFECT_OUTSIDE:
    case DEFECT_SMALL:
        break;
    }
    emit(judge, &finding);
}

static void take_low(void *user, const struct low *low)
{
    struct judge *judge = user;
    const char *text = low->text ? low->text->text : "";
    struct origin origin = {.owner = OWNER_LOBBY};
    if (low->picture)
        origin = origin_of(judge, text);
    struct finding finding = new_finding(judge, low->picture ? FINDING_CONTRAST : FINDING_COLORS, origin);
    finding.amount = (size_t)(low->contrast * 10);
    detail_copy(finding.text, sizeof finding.text, text);
    detail_copy(finding.detail, sizeof finding.detail, low->word);
    emit(judge, &finding);
}

static void emit_failure(struct judge *judge, struct origin origin, const char *why)
{
    struct finding finding = new_finding(judge, FINDING_NO_SCREEN, origin);
    detail_copy(finding.detail, sizeof finding.detail, why);
    emit(judge, &finding);
}

/* A code must be there where one belongs, and its modules must be large enough. */
static void check_code(struct judge *judge)
{
    const struct job *job = judge->job;
    const struct content *content = judge->proof->content;
    bool contact = job->kind == JOB_PAGE && content->pages[job->index].contact;
    bool good = job->kind != JOB_LINK && !contact;
    for (size_t i = 0; i < judge->scene->n_items; i++) {
        const struct item *item = &judge->scene->items[i];
        int side = item->box.w < item->box.h ? item->box.w : item->box.h;
        if (item->kind == ITEM_QR && side / item->n_modules >= MODULE_LEAST)
            good = true;
    }
    struct origin origin = job->origin;
    origin.field = contact ? FIELD_NAME : origin.field;
    struct finding finding = new_finding(judge, FINDING_CODE, origin);
    if (!good)
        emit(judge, &finding);
}

/* An emergency shrinks its type until it fits. It is told of when it gets smaller than what pages are written
 * in: nobody goes near to read that a house is on fire. */
static void check_size(struct judge *judge)
{
    int least = view_look(judge->view)->body;
    for (size_t i = 0; i < judge->scene->n_texts; i++) {
        const struct placed_text *text = &judge->scene->texts[i];
        if (text->px >= least)
            continue;
        struct finding finding = new_finding(judge, FINDING_TINY, origin_of(judge, text->text));
        /* Twice the size takes four times the room. */
        size_t room = text->length * (size_t)(text->px * text->px) / (size_t)(least * least);
        finding.amount = text->length - room;
        emit(judge, &finding);
    }
}

static void judge_layer(struct judge *judge, const struct frame *frame, const struct layer *layer)
{
    struct err err;
    judge->scene = layer->scene;
    judge->full.amount = 0;
    inspect_scene(layer->scene, view_look(judge->view), take_flaw, judge);
    if (judge->full.amount > 0)
        emit(judge, &judge->full);
    if (judge->job->kind == JOB_EMERGENCY)
        check_size(judge);
    const struct rect *clip = &layer->clip;
    bool inside =
        clip->x >= 0 && clip->y >= 0 && clip->x + clip->w <= frame->w && clip->y + clip->h <= frame->h;
    if (!inside && layer->scene->n_texts > 0) {
        const char *text = layer->scene->texts[0].text;
        struct finding finding = new_finding(judge, FINDING_OUTSIDE, origin_of(judge, text));
        detail_copy(finding.text, sizeof finding.text, text);
        emit(judge, &finding);
    }
    if (layer->stage)
        check_code(judge);
    if (!judge->blind && !contrast_scene(judge->under, layer->scene, take_low, judge, &err))
        emit_failure(judge, judge->job->origin, err.text);
}

enum { STAGE = 1, AROUND = 2 }; /* the place itself; bar, bands and cards around it */

static void judge_frame(struct judge *judge, const struct frame *frame, unsigned which)
{
    for (size_t i = 0; i < frame->count; i++) {
        const struct layer *layer = &frame->layers[i];
        if (layer->scene && which & (layer->stage ? STAGE : AROUND))
            judge_layer(judge, frame, layer);
    }
}

/* As a kiosk would show it, with all of its pixels. */
static void paint_frame(struct judge *judge, const struct frame *frame)
{
    struct err err;
    AUTO_FREE uint8_t *pixels = NULL;
    if (!paint_shot(judge->paint, frame, &pixels, &err))
        emit_failure(judge, judge->job->origin, err.text);
}

/* Lays out and judges one screen. Returns how many screens of scrolling the place has; 0 on failure. */
static unsigned judge_screen(struct judge *judge, enum view_kind kind, size_t index, unsigned screen,
                             unsigned which)
{
    struct ui_world world = {.content = judge->proof->content, .clock = judge->moment->clock};
    struct ui_place link = {.screen = UI_LINK, .uri = judge->job->uri};
    struct frame frame;
    unsigned screens = 0;
    bool ok = kind == VIEW_LINK
                  ? view_still_place(judge->view, &link, judge->lang, 0, &world, &frame, &screens)
                  : view_still(judge->view, kind, index, judge->lang, screen, &world, &frame, &screens);
    if (!ok) {
        /* A slide takes its bar with it. */
        struct origin slide = {.owner = OWNER_SLIDE, .field = FIELD_WHOLE, .index = index};
        emit_failure(judge, kind == VIEW_SLIDE ? slide : judge->job->origin, "there is too much on it");
        return 0;
    }
    if (judge->paint)
        paint_frame(judge, &frame);
    else
        judge_frame(judge, &frame, which);
    return screens;
}

/* What stands around the places does not depend on them but for where one is: the first slide and the last.
 */
static void judge_house(struct judge *judge)
{
    const struct content *content = judge->proof->content;
    if (content->n_slides > 0)
        judge_screen(judge, VIEW_SLIDE, content->n_slides - 1, 0, AROUND);
    judge_screen(judge, VIEW_STILL, 0, 0, AROUND);
    if (content->n_langs > 1)
        judge_screen(judge, VIEW_LANGUAGES, 0, 0, STAGE | AROUND);
}

/* One that is past will not be seen again. */
static void judge_emergency(struct judge *judge)
{
    const struct notice *notice = judge->proof->content->notice;
    if (due_show(&notice->show, &judge->moment->clock) != DUE_PAST)
        judge_screen(judge, VIEW_EMERGENCY, 0, 0, STAGE | AROUND);
}

static void judge_language(struct judge *judge)
{
    const struct job *job = judge->job;
    unsigned screens;
    switch (job->kind) {
    case JOB_SLIDE:
        judge_screen(judge, VIEW_SLIDE, job->index, 0, STAGE);
        break;
    case JOB_PAGE:
        screens = judge_screen(judge, VIEW_PAGE, job->index, 0, STAGE | AROUND);
        if (screens > 1) /* its bar at the end */
            judge_screen(judge, VIEW_PAGE, job->index, screens - 1, AROUND);
        break;
    case JOB_MENU:
        judge_screen(judge, VIEW_MENU, 0, 0, STAGE | AROUND);
        break;
    case JOB_LINK:
        judge_screen(judge, VIEW_LINK, 0, 0, STAGE);
        break;
    case JOB_HOUSE:
        judge_house(judge);
        break;
    case JOB_EMERGENCY:
        judge_emergency(judge);
        break;
    }
}

static void check_picture(struct judge *judge)
{
    struct err err;
    judge->moment = NULL;
    judge->lang = judge->size = 0;
    judge->blind =
        judge->job->picture && !under_decode(judge->under, judge->proof->content, judge->job->picture, &err);
    if (!judge->blind)
        return;
    struct origin origin = judge->job->origin;
    origin.field = FIELD_PICTURE;
    struct finding finding = new_finding(judge, FINDING_PICTURE, origin);
    detail_copy(finding.detail, sizeof finding.detail, err.text);
    emit(judge, &finding);
}

void judge_job(struct judge *judge, const struct job *job)
{
    const struct proof *proof = judge->proof;
    judge->job = job;
    check_picture(judge);
    for (judge->size = 0; judge->size < proof->n_sizes; judge->size++) {
        const struct proof_size *size = &proof->sizes[judge->size];
        view_set_size(judge->view, size->w, size->h, proof->panel_inches);
        for (size_t i = 0; i < judge->n_moments; i++) {
            judge->moment = &judge->moments[i];
            for (judge->lang = 0; judge->lang < proof->content->n_langs; judge->lang++)
                judge_language(judge);
        }
    }
}

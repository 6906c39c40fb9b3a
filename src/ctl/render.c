/* lobbyctl render: every screen as a picture, as the device would show it. */
#include "base/file.h"
#include "ctl/load.h"
#include "ctl/pool.h"
#include "ctl/sheet.h"
#include "ctl/shots.h"
#include "paint/paint.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ARENA_BYTES = 16 * 1024 * 1024 };

struct render {
    const struct command *command;
    const struct options *options;
    struct content *content;
    struct ui_world world;
    size_t lang;
    struct arena *arena;
    struct paint *paint;
    struct view *view;
    struct pool *pool;
    struct shots shots;
    struct sheet sheet;
    uint8_t **thumbs; /* for each shot; NULL with --screen */
    size_t done;      /* shots handed to the pool */
};

static volatile sig_atomic_t stopped_by; /* the signal, or 0 */

static void on_stop(int number)
{
    stopped_by = number;
}

/* A stop is taken between two screens, so that no file stays half written. A file that outgrows its limit is
 * an error of its write, not a death. */
static void catch_signals(void)
{
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
    signal(SIGXFSZ, SIG_IGN);
}

static void forget(void *user, const struct scene *scene)
{
    paint_forget(user, scene);
}

static bool make_folder(const char *path, struct err *err)
{
    if (mkdir(path, 0777) < 0 && errno != EEXIST)
        return err_set(err, "%s: the folder cannot be made: %s", path, strerror(errno));
    AUTO_CLOSE int folder = file_open_folder(path, err);
    return folder >= 0;
}

static bool set_up(struct render *render, struct err *err)
{
    render->arena = arena_create(ARENA_BYTES);
    render->paint = render->arena ? paint_create(0, err) : NULL;
    if (!render->paint)
        return render->arena ? false : err_set(err, "out of memory");
    render->view = view_create(paint_fonts(render->paint), forget, render->paint);
    if (!render->view)
        return err_set(err, "out of memory");
    view_set_content(render->view, render->content);
    view_set_size(render->view, render->options->w, render->options->h, 0);
    render->pool = pool_create(err);
    return render->pool != NULL;
}

static bool plan_sheet(struct render *render, struct err *err)
{
    size_t count = render->shots.count;
    render->sheet = sheet_plan(count, render->options->w, render->options->h);
    render->thumbs = ARENA_ARRAY(render->arena, count, uint8_t *);
    for (size_t i = 0; render->thumbs && i < count; i++) {
        render->thumbs[i] = malloc((size_t)render->sheet.thumb_w * (size_t)render->sheet.thumb_h * 3);
        if (!render->thumbs[i])
            return err_set(err, "out of memory");
    }
    return render->thumbs || err_set(err, "out of memory");
}

static void clean_up(struct render *render)
{
    pool_destroy(render->pool); /* first: its threads write to the thumbs */
    view_destroy(render->view);
    paint_destroy(render->paint);
    for (size_t i = 0; render->thumbs && i < render->shots.count; i++)
        free(render->thumbs[i]);
    arena_destroy(render->arena);
}

static bool frame_of(struct render *render, size_t index, struct frame *frame, struct err *err)
{
    const struct shot *shot = &render->shots.items[index];
    if (!view_still(render->view, shot->kind, shot->index, render->lang, shot->screen, &render->world, frame,
                    NULL))
        return err_set(err, "%s: out of memory", shot->name);
    paint_prefetch(render->paint, frame);
    return true;
}

static bool hand_over(struct render *render, size_t index, const struct frame *frame, struct err *err)
{
    const char *folder = render->options->output, *name = render->shots.items[index].name;
    struct pool_job job = {.w = frame->w,
                           .h = frame->h,
                           .path = arena_printf(render->arena, "%s/%s.png", folder, name),
                           .temporary = arena_printf(render->arena, "%s/.%s.png.part", folder, name),
                           .thumb = render->thumbs ? render->thumbs[index] : NULL,
                           .thumb_w = render->sheet.thumb_w,
                           .thumb_h = render->sheet.thumb_h};
    if (!job.path || !job.temporary)
        return err_set(err, "out of memory");
    if (!paint_shot(render->paint, frame, &job.rgb, err))
        return err_context(err, "%s", name);
    return pool_put(render->pool, &job); /* false: pool_wait says why */
}

/* Draws one screen after the other; while one is drawn, the pictures of the next are decoded and the ones
 * before are written. */
static bool draw_all(struct render *render, struct err *err)
{
    struct frame frames[2];
    if (!frame_of(render, 0, &frames[0], err))
        return false;
    for (size_t i = 0; i < render->shots.count && !stopped_by; i++) {
        if (i + 1 < render->shots.count && !frame_of(render, i + 1, &frames[(i + 1) % 2], err))
            return false;
        if (!hand_over(render, i, &frames[i % 2], err))
            return false;
        render->done = i + 1;
    }
    if (stopped_by)
        pool_drop(render->pool);
    return true;
}

static bool write_sheet(struct render *render, struct err *err)
{
    if (!render->thumbs || stopped_by)
        return true;
    const char *lang = render->content->langs[render->lang].name;
    const char *title =
        arena_printf(render->arena, "%s, %d x %d, %s", render->content->name.text[render->lang],
                     render->options->w, render->options->h, lang);
    const char *path = arena_printf(render->arena, "%s/contact-sheet.png", render->options->output);
    if (!title || !path)
        return err_set(err, "out of memory");
    return sheet_write(&render->sheet, &render->shots, render->thumbs, title, render->paint, path, err);
}

static void print_result(const struct render *render)
{
    const char *folder = render->options->output;
    bool verbose = render->options->given & OPTION_VERBOSE;
    for (size_t i = 0; verbose && i < render->shots.count; i++) {
        const struct shot *shot = &render->shots.items[i];
        printf("%s/%s.png%s%s%s\n", folder, shot->name, shot->not_due ? "  (not shown now: " : "",
               shot->not_due ? shot->not_due : "", shot->not_due ? ")" : "");
    }
    size_t count = render->shots.count + (render->thumbs ? 1 : 0);
    if (verbose && render->thumbs)
        printf("%s/contact-sheet.png\n", folder);
    printf("%zu picture%s in %s", count, count == 1 ? "" : "s", folder);
    const char *before = "; not shown now:";
    for (size_t i = 0; i < render->shots.count; i++)
        if (render->shots.items[i].not_due) {
            printf("%s %s", before, render->shots.items[i].name);
            before = ",";
        }
    putchar('\n');
}

static int render_loaded(struct render *render)
{
    struct err err = {""};
    const struct options *options = render->options;
    if (!set_up(render, &err) ||
        !shots_list(&render->shots, render->view, &render->world, render->lang, render->arena, &err))
        return command_failed(render->command, "%s", err.text);
    if (options->screen && !shots_choose(&render->shots, options->screen, &err))
        return command_misused(render->command, "%s", err.text);
    if (!make_folder(options->output, &err))
        return command_failed(render->command, "%s", err.text);
    if (!options->screen && !plan_sheet(render, &err))
        return command_failed(render->command, "%s", err.text);
    bool drawn = draw_all(render, &err);
    struct err written;
    if (!pool_wait(render->pool, &written)) /* the first thing that went wrong */
        return command_failed(render->command, "%s", written.text);
    if (!drawn || !write_sheet(render, &err))
        return command_failed(render->command, "%s", err.text);
    if (stopped_by)
        return command_failed(render->command,
                              "stopped; the pictures in %s are whole, but not all of them new",
                              options->output);
    print_result(render);
    return CTL_GOOD;
}

static bool find_lang(struct render *render)
{
    render->lang = 0;
    if (!render->options->lang)
        return true;
    render->lang = content_find_lang(render->content, render->options->lang);
    if (render->lang != CONTENT_NONE)
        return true;
    char known[256] = "";
    for (size_t i = 0, used = 0; i < render->content->n_langs && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
                                 render->content->langs[i].code);
    command_misused(render->command, "this content does not speak \"%s\"; it speaks %s",
                    render->options->lang, known);
    return false;
}

static int run(const struct command *command, const struct options *options)
{
    struct diag_list *diags = diag_list_create();
    if (!diags)
        return command_failed(command, "out of memory");
    catch_signals();
    int code = CTL_GOOD;
    struct render render = {.command = command, .options = options};
    render.content = load_content(command, options, diags, &code);
    diag_list_destroy(diags);
    if (!render.content)
        return code;
    if (find_lang(&render)) {
        render.world = (struct ui_world){
            .content = render.content, .clock = {options->at, true}, .start_lang = render.lang};
        code = render_loaded(&render);
        clean_up(&render);
    } else {
        code = CTL_MISUSE;
    }
    content_unref(render.content);
    if (stopped_by) /* so that a shell or make sees that it was stopped */
        raise(stopped_by);
    return code;
}

const struct command command_render = {
    .name = "render",
    .operand = "CONTENT",
    .example = "content",
    .summary = "every screen as a picture, and a contact sheet of all",
    .about = "Draws every screen with the layout and the fonts of the device: slide-ID.png, menu.png,\n"
             "page-ID.png, still-there.png, safe.png, emergency.png when there is such a notice, and\n"
             "contact-sheet.png. What scrolls goes on in page-ID-2.png and so on. Slides that are not\n"
             "shown at that moment are drawn too, and named.\n",
    .takes = OPTION_OUTPUT | OPTION_SIZE | OPTION_LANG | OPTION_AT | OPTION_SCREEN | OPTION_VERBOSE |
             OPTION_HELP | OPTION_VERSION,
    .needs = OPTION_OUTPUT,
    .run = run,
};

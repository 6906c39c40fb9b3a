/* notice.yaml: what everybody must know now. */
#include "content/tables.h"

#include "base/str.h"

#include <stddef.h>

static const char *const level_names[] = {"info", "emergency", NULL};

struct raw_notice {
    int level;
    struct tr title, body;
    struct show show;
};

static const struct bind_key notice_keys[] = {
    {.name = "level",
     .offset = offsetof(struct raw_notice, level),
     .read = bind_choice,
     .required = true,
     .choices = level_names,
     .type = "one of info, emergency",
     .example = "info",
     .help =
         "`info` is a band on every screen. `emergency` takes the whole screen, and nobody can dismiss it."},
    {.name = "title",
     .offset = offsetof(struct raw_notice, title),
     .read = read_tr,
     .required = true,
     .type = "text",
     .example = "Elevator B is out of service",
     .help = "The message in a few words."},
    {.name = "body",
     .offset = offsetof(struct raw_notice, body),
     .read = read_tr,
     .type = "text",
     .example = "Please use elevators A and C.",
     .help = "What to do."},
    {.name = "from",
     .offset = offsetof(struct raw_notice, show),
     .read = read_date_from,
     .type = "date",
     .fallback = "at once",
     .example = "2026-09-01",
     .help = "The first day on which it is shown."},
    {.name = "until",
     .offset = offsetof(struct raw_notice, show),
     .read = read_date_until,
     .type = "date",
     .fallback = "until the file is removed",
     .example = "2026-09-03",
     .help = "The last day on which it is shown."},
};
const struct bind_table table_notice = {"notice.yaml", notice_keys, COUNT_OF(notice_keys)};

void notice_load(struct loader *loader, const struct yaml_node *root)
{
    struct raw_notice raw = {0};
    show_init(&raw.show);
    raw.show.place = root->place;
    struct notice *notice = ARENA_NEW(loader->bind.arena, struct notice);
    if (!bind_map(&loader->bind, &table_notice, root, &raw) || !show_check_dates(&loader->bind, &raw.show) ||
        !notice)
        return;
    tr_fill_empty(&raw.body);
    *notice = (struct notice){.place = root->place,
                              .level = (enum notice_level)raw.level,
                              .title = raw.title,
                              .body = raw.body,
                              .show = raw.show};
    loader->content->notice = notice;
}

/* The reference of the format: a hand-written introduction, and every key from the tables that load it. */
#include "content/introduction.h"

#include "base/str.h"
#include "content/tables.h"

static void write_section(FILE *out, const char *heading, const char *sentence,
                          const struct bind_table *table)
{
    fprintf(out, "\n#### %s\n\n%s\n\n", heading, sentence);
    bind_write_reference(table, out);
}

void content_write_reference(FILE *out)
{
    static const struct {
        const char *file; /* a heading above it, or NULL */
        const char *heading, *sentence;
        const struct bind_table *table;
    } sections[] = {
        {"lobby.yaml", "The whole lobby", "At the top of the folder; the one file that must be there.",
         &table_lobby},
        {NULL, "`theme:`", "Colors are written `\"#rrggbb\"`, in quotes.", &table_theme},
        {NULL, "`session:`", "A session begins with the first touch and ends with a complete reset.",
         &table_session},
        {NULL, "`slideshow:`", "What runs while nobody touches the screen.", &table_slideshow},
        {NULL, "`menu:`", "The tiles.", &table_menu},
        {"slides/NAME.yaml", "A slide", "One file for each slide.", &table_slide},
        {NULL, "An entry of `items:`", "One line of a list.", &table_item},
        {NULL, "`image:`", "On slides and on pages.", &table_image},
        {NULL, "`show:`", "What is not given does not limit.", &table_show},
        {"pages/NAME.yaml", "A page", "One file for each page.", &table_page},
        {NULL, "`contact:`", "Shown as a card.", &table_contact},
        {"notice.yaml", "A notice", "Only while there is something to say; remove the file afterwards.",
         &table_notice},
    };
    fputs((const char *)content_introduction, out);
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        if (sections[i].file)
            fprintf(out, "\n### %s\n", sections[i].file);
        write_section(out, sections[i].heading, sections[i].sentence, sections[i].table);
    }
}

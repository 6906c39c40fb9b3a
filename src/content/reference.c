/* The reference of the format: a hand-written introduction, and every key from the tables that load it. */
#include "content/introduction.h"

#include "base/str.h"
#include "content/interface.h"
#include "content/tables.h"
#include "content/wordsfiles.h"

static void write_section(FILE *out, const char *heading, const char *sentence,
                          const struct bind_table *table)
{
    fprintf(out, "\n#### %s\n\n%s\n\n", heading, sentence);
    bind_write_reference(table, out);
}

/* The keys with what stands on the English screens, and the English file to begin from. */
static void write_words(FILE *out)
{
    struct bind_key keys[WORD_COUNT];
    char types[WORD_COUNT][48];
    const struct bind_table table = {table_words.title, keys, WORD_COUNT};
    const struct words_file *english = words_file_for("en");
    for (size_t i = 0; i < WORD_COUNT; i++) {
        snprintf(types[i], sizeof types[i], "text, at most %lld characters",
                 (long long)table_words.keys[i].max);
        keys[i] = table_words.keys[i];
        keys[i].type = types[i];
        keys[i].example = content_word(NULL, 0, (enum word)i);
    }
    fputs("\n### words/CODE.yaml\n", out);
    write_section(
        out, "The interface's own words",
        "One file for a language, `words/pl.yaml` for `pl`: those that Lobby does not speak, or that should "
        "say something differently.",
        &table);
    fputs("\nLobby speaks", out);
    for (size_t i = 0; i < words_files_count; i++)
        fprintf(out, "%s %s (`%s`)", i ? "," : "", langs_name(words_files[i].code), words_files[i].code);
    fputs(". All but English and Spanish still wait for a reader who grew up with them.\n", out);
    fprintf(out,
            "\nTo begin, copy this into the file and translate what stands behind the "
            "colons:\n\n```yaml\n%.*s```\n",
            (int)english->length, (const char *)english->bytes);
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
    write_words(out);
}

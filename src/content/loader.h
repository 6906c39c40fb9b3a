/* content/loader: what the parts of content_load share while one folder is read. Part of the room, not for
 * others.
 *
 * Order matters and makes a second pass unnecessary: first the names of all files (so every id is known),
 * then lobby.yaml (languages, order), then slides, pages and the notice, whose links are resolved on the
 * spot. */
#ifndef LOBBY_CONTENT_LOADER_H
#define LOBBY_CONTENT_LOADER_H

#include "content/ahead.h"
#include "content/content.h"
#include "content/document.h"
#include "content/markdown.h"
#include "yaml/bind.h"

#define CONTENT_FILES_MAX 2000                 /* slides, and pages */
#define CONTENT_TEXT_MAX  (8u * 1024u * 1024u) /* bytes of all YAML and Markdown files together */
#define IDS_NAME_MAX      64

/* The ids of slides or of pages, sorted. */
struct ids {
    const char *kind;        /* "slide", "page" */
    const char *const *name; /* sorted; "did you mean" looks here */
    const char *const *file; /* "slides/welcome.yaml" */
    size_t *index;           /* in content->slides or content->pages */
    bool *linked;            /* something leads there */
    size_t count;
};

struct known_picture {
    const char *file; /* "images/skyline.jpg" */
    bool read, used;
    const char *problem; /* NULL when it is good */
    int width, height;
};

struct words_name {
    const char *file; /* "words/pl.yaml" */
    const char *code; /* "pl" */
};

struct pictures {
    struct known_picture *items; /* every file of images/, sorted */
    const char **names;          /* without "images/", for "did you mean" */
    size_t count;
};

/* Texts that lack a language. A file with more than a few is not translated yet, and hears of it in one line.
 */
#define MISSING_NAMED_MAX 8

struct missing {
    struct missing_text {
        const char *key;
        const struct yaml_node *map; /* what is there */
        bool langs[CONTENT_LANGS_MAX];
    } texts[MISSING_NAMED_MAX];
    size_t count;                  /* with those beyond */
    bool langs[CONTENT_LANGS_MAX]; /* that any of them lacks */
};

struct loader {
    struct content *content;  /* under construction */
    struct bind_context bind; /* its arena and diags; user is the loader */
    struct ids slides, pages;
    struct pictures pictures;
    const char **texts; /* "pages/welcome.en.md": the Markdown files */
    bool *texts_used;
    size_t n_texts;
    struct words_name *words; /* the files of words/ */
    size_t n_words;
    bool has_lobby, has_notice;
    bool langs_known;                            /* lobby.yaml said them without a mistake */
    struct lang *langs;                          /* content->langs, while they can be changed */
    struct place lang_places[CONTENT_LANGS_MAX]; /* where lobby.yaml names them */
    size_t fallback;                             /* a language, or CONTENT_NONE */
    struct missing missing;                      /* in the file that is being read */
    struct document document;                    /* the YAML file that is being read; what stays is copied */
    struct ahead *ahead;                         /* reads those of slides and pages; or NULL */
    size_t text_bytes;                           /* of all YAML and Markdown files so far */
    size_t self_page; /* the page or slide that is being read, or CONTENT_NONE: a link to itself */
    size_t self_slide;
};

/* "Did you mean" looks through all names there are; a folder with thousands of names and thousands of
 * mistakes gets it for the first ones only. */
static inline bool loader_advises(const struct diag_list *diags, size_t names)
{
    enum { NAMES_MAX = 5000 };
    return diag_errors(diags) * names <= NAMES_MAX;
}

static inline struct loader *loader_of(struct bind_context *context)
{
    return context->user;
}

/* files.c: lists the folders and finds the ids; warns of what nobody will look at. */
bool files_list(struct loader *loader);
void files_warn_unused_texts(struct loader *loader);
bool files_is_readme(const char *name); /* every folder may explain itself */
/* Reads and parses one YAML file into loader->document, where it stays until the next one is read. NULL after
 * an error. */
const struct yaml_node *files_read_yaml(struct loader *loader, const char *file);
/* Reads a Markdown file of pages/. False after an error. */
bool files_read_text(struct loader *loader, const char *file, struct place place, char **bytes,
                     size_t *length);

/* ids.c */
size_t ids_find(const struct ids *ids, const char *name); /* position in the lists, CONTENT_NONE */
bool ids_name_ok(const char *name);
/* Reports an unknown id, with "did you mean" or with those there are. */
void ids_report_unknown(const struct ids *ids, const char *name, struct place place, struct diag_list *diags);
/* Reads a list of ids into indexes: each known, none twice. skip is an index that must not be in it (the page
 * itself), or CONTENT_NONE. */
bool ids_read_list(struct loader *loader, const struct ids *ids, const struct yaml_node *node,
                   const char *what, size_t skip, const size_t **list, size_t *count);

/* links.c */
bool links_resolve(struct loader *loader, const char *target, struct place place, struct link *link);
bool links_read(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field);
bool links_check_phone(struct loader *loader, const char *phone, struct place place);
bool links_check_email(struct loader *loader, const char *email, struct place place);

/* pictures.c */
bool pictures_list(struct loader *loader, char **names, size_t count);
void pictures_warn_unused(struct loader *loader);
/* Reads an image: map into a const struct picture *. */
bool pictures_read(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   void *field);

/* langs.c: languages and fallback of lobby.yaml, read before everything else. */
void langs_read(struct loader *loader, const struct yaml_node *lobby);
void langs_default(struct loader *loader);
/* What a language calls itself; its code when that is not known. */
const char *langs_name(const char *code);

/* interface_load.c: the files of words/, once the languages are known. */
void interface_load(struct loader *loader);

/* read_tr.c: texts for visitors, struct tr. */
/* A text without the blanks and newlines around it, which block scalars end in; "" when memory is out. */
const char *tr_trimmed(const struct yaml_node *node, struct arena *arena);
/* Reports a text that is not one line of at most so many characters. */
bool tr_fits(struct bind_context *context, const char *what, const char *text, size_t most,
             struct place place);
bool read_tr(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
             void *field);
/* The same, into arrays of CONTENT_LANGS_MAX: nodes[i] is where the text in a language stands. Behind the
 * declared languages, and where they are not known, either may be NULL. */
bool read_tr_texts(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   const char **texts, const struct yaml_node **nodes);
void tr_fill_empty(struct tr *tr); /* one that was not read becomes "" */

/* missing.c */
/* Reports and fills the languages that a text lacks: nodes[i] is where its text in a language stands, or
 * NULL. False when that is an error. */
bool missing_fill(struct loader *loader, const struct bind_key *key, const struct yaml_node *map,
                  const char **texts, const struct yaml_node **nodes);
/* Reports those of a whole file. To be called when it has been read. */
void missing_report(struct loader *loader);

/* read_show.c */
bool read_show(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field);
bool read_dwell(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field);
void show_init(struct show *show);
/* Dates into a struct show. */
bool read_date_from(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                    void *field);
bool read_date_until(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                     void *field);
bool show_check_dates(struct bind_context *context, const struct show *show);

#endif

/* pages/NAME.yaml: one page, and the Markdown beside it. */
#include "content/tables.h"

#include "base/file.h"
#include "base/str.h"

#include <stddef.h>
#include <string.h>

/* Three times what anybody looks through below a page that they have read. */
enum { RELATED_MAX = 24 };

struct raw_related {
    const size_t *items;
    size_t count;
};

struct raw_page {
    struct tr title, summary;
    const struct picture *picture;
    struct body body[CONTENT_LANGS_MAX];
    const struct contact *contact;
    struct raw_related related;
};

/* Body */

static bool resolve(void *user, const char *target, struct place place, struct link *link)
{
    return links_resolve(user, target, place, link);
}

static bool is_file_name(const char *text)
{
    size_t length = strlen(text);
    return length > 3 && strcmp(text + length - 3, ".md") == 0 && !strpbrk(text, " \n");
}

/* Where the first character of an inline text stands. A block ("|") begins on the line below its mark, as far
 * in as that line is; quotes take one column. */
static struct place text_place(const struct loader *loader, const struct yaml_node *node)
{
    struct place place = node->place;
    const char *at = loader->document.bytes;
    for (unsigned line = 1; line < place.line && at; line++) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    if (!at || !node->quoted)
        return place;
    for (unsigned col = 1; col < place.col && *at; col++) {
        size_t used;
        utf8_decode(at, strlen(at), &used);
        at += used;
    }
    if (*at != '|' && *at != '>') {
        place.col++;
        return place;
    }
    at += strcspn(at, "\n");
    at += strspn(at, "\r\n"); /* empty lines belong to the text and say nothing of its indentation */
    place.line++;
    place.col = 1 + (unsigned)strspn(at, " ");
    return place;
}

static bool read_file(struct loader *loader, const struct yaml_node *node, struct body *body)
{
    struct arena *arena = loader->bind.arena;
    const struct markdown_links links = {resolve, loader};
    AUTO_FREE char *bytes = NULL;
    size_t length;
    const char *file = arena_printf(arena, "pages/%s", node->text);
    if (!file)
        return false;
    if (strchr(node->text, '/')) {
        diag_error(loader->bind.diags, node->place,
                   "a text lies beside its page, in pages; write its name alone, such as %s",
                   strrchr(node->text, '/') + 1);
        return false;
    }
    if (!files_read_text(loader, file, node->place, &bytes, &length))
        return false;
    static const char mark[] = "\xef\xbb\xbf"; /* some editors begin a file with it */
    size_t skip = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
    struct place place = {.file = file, .line = 1, .col = 1};
    return markdown_parse(bytes + skip, length - skip, place, &links, arena, loader->bind.diags, body);
}

static bool read_text(struct loader *loader, const struct yaml_node *node, struct body *body)
{
    const struct markdown_links links = {resolve, loader};
    return markdown_parse(node->text, strlen(node->text), text_place(loader, node), &links,
                          loader->bind.arena, loader->bind.diags, body);
}

static bool read_body(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    struct loader *loader = loader_of(context);
    struct body *bodies = field;
    const char *texts[CONTENT_LANGS_MAX];
    const struct yaml_node *nodes[CONTENT_LANGS_MAX];
    if (!read_tr_texts(context, key, node, texts, nodes))
        return false;
    bool good = true;
    for (size_t lang = 0; lang < CONTENT_LANGS_MAX; lang++) {
        size_t same = 0;
        if (!nodes[lang])
            continue;
        while (same < lang && nodes[same] != nodes[lang])
            same++;
        if (same < lang)
            bodies[lang] = bodies[same]; /* one text for several languages is read once */
        else if (is_file_name(nodes[lang]->text))
            good = read_file(loader, nodes[lang], &bodies[lang]) && good;
        else
            good = read_text(loader, nodes[lang], &bodies[lang]) && good;
    }
    return good;
}

/* Contact */

static bool read_phone(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    return bind_text(context, key, node, field) &&
           links_check_phone(loader_of(context), node->text, node->place);
}

static bool read_email(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    return bind_text(context, key, node, field) &&
           links_check_email(loader_of(context), node->text, node->place);
}

static const struct bind_key contact_keys[] = {
    {.name = "name",
     .offset = offsetof(struct contact, name),
     .read = read_tr,
     .required = true,
     .type = "text",
     .example = "Residency Office",
     .help = "A person or an office."},
    {.name = "role",
     .offset = offsetof(struct contact, role),
     .read = read_tr,
     .type = "text",
     .example = "Program Coordinator",
     .help = "What they do."},
    {.name = "phone",
     .offset = offsetof(struct contact, phone),
     .read = read_phone,
     .type = "telephone number",
     .example = "\"(312) 555-0100\"",
     .help = "As people write it."},
    {.name = "email",
     .offset = offsetof(struct contact, email),
     .read = read_email,
     .type = "e-mail address",
     .example = "residency@example.org",
     .help = "Also goes into the QR code."},
    {.name = "address",
     .offset = offsetof(struct contact, address),
     .read = read_tr,
     .type = "text",
     .example = "\"1 Main Street, Chicago\"",
     .help = "Where to find them; with `|` it may have several lines."},
};
const struct bind_table table_contact = {"contact", contact_keys, COUNT_OF(contact_keys)};

static bool read_contact(struct bind_context *context, const struct bind_key *key,
                         const struct yaml_node *node, void *field)
{
    (void)key;
    struct contact *contact = ARENA_NEW(context->arena, struct contact);
    if (!contact)
        return false;
    contact->phone = contact->email = "";
    if (!bind_map(context, &table_contact, node, contact))
        return false;
    tr_fill_empty(&contact->role);
    tr_fill_empty(&contact->address);
    *(const struct contact **)field = contact;
    return true;
}

static bool read_related(struct bind_context *context, const struct bind_key *key,
                         const struct yaml_node *node, void *field)
{
    struct loader *loader = loader_of(context);
    struct raw_related *related = field;
    if (node->kind == YAML_LIST && node->count > RELATED_MAX) {
        diag_error(context->diags, node->items[RELATED_MAX]->place,
                   "there are %zu related pages and a page has room for %d; remove some", node->count,
                   RELATED_MAX);
        return false;
    }
    return ids_read_list(loader, &loader->pages, node, key->name, loader->self_page, &related->items,
                         &related->count);
}

static const struct bind_key page_keys[] = {
    {.name = "title",
     .offset = offsetof(struct raw_page, title),
     .read = read_tr,
     .required = true,
     .type = "text",
     .example = "{en: The Boler Centers, es: Centros Boler}",
     .help = "The heading of the page and of its tile."},
    {.name = "summary",
     .offset = offsetof(struct raw_page, summary),
     .read = read_tr,
     .type = "text",
     .example = "Advanced imaging under one roof",
     .help = "One line, for the tile and below the heading."},
    {.name = "image",
     .offset = offsetof(struct raw_page, picture),
     .read = pictures_read,
     .type = "map",
     .help = "The picture of the page and of its tile."},
    {.name = "body",
     .offset = offsetof(struct raw_page, body),
     .read = read_body,
     .type = "Markdown, or the name of a file",
     .example = "{en: boler-centers.en.md, es: boler-centers.es.md}",
     .help = "The text: the name of a `.md` file beside this one, or the Markdown itself behind `|`."},
    {.name = "contact",
     .offset = offsetof(struct raw_page, contact),
     .read = read_contact,
     .type = "map",
     .help = "A card with a QR code that a phone takes into its contacts."},
    {.name = "related",
     .offset = offsetof(struct raw_page, related),
     .read = read_related,
     .type = "list of at most 24 pages",
     .example = "[highlights, accolades]",
     .help = "Pages to read next."},
};
const struct bind_table table_page = {"a page", page_keys, COUNT_OF(page_keys)};

void page_load(struct loader *loader, const struct yaml_node *root, struct page *page)
{
    struct raw_page raw = {0};
    bool good = bind_map(&loader->bind, &table_page, root, &raw);
    tr_fill_empty(&raw.title);
    tr_fill_empty(&raw.summary);
    page->title = raw.title;
    page->summary = raw.summary;
    page->picture = raw.picture;
    memcpy(page->body, raw.body, sizeof page->body);
    page->contact = raw.contact;
    page->related = raw.related.items;
    page->n_related = raw.related.count;
    if (good && !yaml_get(root, "body") && !raw.contact)
        diag_warning(loader->bind.diags, (struct place){.file = page->place.file},
                     "there is nothing to read on this page; add body: | with a text, or contact:");
}

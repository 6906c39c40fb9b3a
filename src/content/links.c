/* Where a touch may lead: a page, a slide, or out of the building by way of a QR code. */
#include "content/loader.h"

#include "base/str.h"

#include <string.h>

#define LINK_BYTES_MAX 500 /* more makes a QR code too fine for a phone held before a screen */

static const char *after(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

static bool resolve_inside(struct loader *loader, const struct ids *ids, const char *name, struct place place,
                           enum link_kind kind, struct link *link)
{
    struct diag_list *diags = loader->bind.diags;
    size_t found = ids_find(ids, name);
    if (found == CONTENT_NONE) {
        ids_report_unknown(ids, name, place, diags);
        return false;
    }
    size_t index = ids->index[found];
    if (index == (kind == LINK_PAGE ? loader->self_page : loader->self_slide)) {
        diag_error(diags, place, "this %s leads to itself; write the name of another one", ids->kind);
        return false;
    }
    ids->linked[found] = true;
    *link = (struct link){.kind = kind, .index = index};
    return true;
}

/* What RFC 3986 does not allow anywhere; characters of other scripts are let through, phones know them. */
static bool is_uri_text(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text <= ' ' || *text == 0x7f || strchr("\"<>\\^`{|}", *text))
            return false;
    return true;
}

static bool is_phone(const char *text)
{
    size_t digits = 0, length = strlen(text);
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9')
            digits++;
        else if (!strchr("+()-./ ", *text))
            return false;
    }
    return digits >= 3 && length <= LINK_BYTES_MAX;
}

static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    return at && at > text && at[1] != '\0' && !strchr(at + 1, '@') && is_uri_text(text) &&
           strlen(text) <= LINK_BYTES_MAX;
}

bool links_check_phone(struct loader *loader, const char *phone, struct place place)
{
    if (is_phone(phone))
        return true;
    diag_error(loader->bind.diags, place,
               "\"%s\" is not a telephone number; write it like \"+1 312 555 0100\"", phone);
    return false;
}

bool links_check_email(struct loader *loader, const char *email, struct place place)
{
    if (is_email(email))
        return true;
    diag_error(loader->bind.diags, place, "\"%s\" is not an e-mail address; write it like name@example.org",
               email);
    return false;
}

/* Says what is wrong with an outside link, or returns NULL. */
static const char *outside_problem(const char *target)
{
    const char *rest;
    if (strlen(target) > LINK_BYTES_MAX)
        return "this link is too long for a QR code that a phone can read; use a shorter address";
    if ((rest = after(target, "https:"))) {
        const char *host = after(rest, "//");
        if (!host || strchr("/?#", host[0]) || !is_uri_text(target))
            return "this is not a whole web address; write it like https://www.example.org/page, without "
                   "blanks";
    } else if ((rest = after(target, "tel:"))) {
        if (!is_phone(rest) || strchr(rest, ' '))
            return "this is not a telephone number; write it like tel:+1-312-555-0100, without blanks";
    } else if ((rest = after(target, "mailto:"))) {
        if (!is_email(rest))
            return "this is not an e-mail address; write it like mailto:name@example.org";
    }
    return NULL;
}

static void report_unknown_kind(struct loader *loader, const char *target, struct place place)
{
    struct diag_list *diags = loader->bind.diags;
    static const char kinds[] = "page:NAME, slide:NAME, https://..., tel:... or mailto:...";
    const char *colon = strchr(target, ':');
    if (after(target, "http:"))
        diag_error(diags, place,
                   "http: is not safe against changes on the way; write https%s, and ask the site's "
                   "owner if that does not open",
                   target + strlen("http"));
    else if (ids_find(&loader->pages, target) != CONTENT_NONE)
        diag_error(diags, place, "this does not say that it is a page; write page:%s", target);
    else if (ids_find(&loader->slides, target) != CONTENT_NONE)
        diag_error(diags, place, "this does not say that it is a slide; write slide:%s", target);
    else if (after(target, "www."))
        diag_error(diags, place, "this is not a whole web address; write https://%s", target);
    else if (colon)
        diag_error(diags, place, "a link cannot begin with \"%.*s\"; write %s", (int)(colon - target + 1),
                   target, kinds);
    else
        diag_error(diags, place, "\"%s\" is not a link; write %s", target, kinds);
}

bool links_resolve(struct loader *loader, const char *target, struct place place, struct link *link)
{
    const char *name;
    if ((name = after(target, "page:")))
        return resolve_inside(loader, &loader->pages, name, place, LINK_PAGE, link);
    if ((name = after(target, "slide:")))
        return resolve_inside(loader, &loader->slides, name, place, LINK_SLIDE, link);
    if (!after(target, "https:") && !after(target, "tel:") && !after(target, "mailto:")) {
        report_unknown_kind(loader, target, place);
        return false;
    }
    const char *problem = outside_problem(target);
    if (problem) {
        diag_error(loader->bind.diags, place, "%s", problem);
        return false;
    }
    *link = (struct link){.kind = LINK_OUTSIDE, .uri = arena_strdup(loader->bind.arena, target)};
    return link->uri;
}

bool links_read(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field)
{
    return bind_is_text(context, key, node, "a link, such as page:welcome") &&
           links_resolve(loader_of(context), node->text, node->place, field);
}

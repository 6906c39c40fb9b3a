#include "trust/fields.h"

#include "base/str.h"
#include "trust/statement.h"

#include <string.h>

bool field_refuse(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  const char *what)
{
    if (!bind_is_text(context, key, node, what))
        return false;
    diag_error(context->diags, node->place, "\"%s\" must be %s, not \"%.60s\"; write %s: %s", key->name, what,
               node->text, key->name, key->example);
    return false;
}

bool field_number(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  void *field)
{
    char what[96];
    snprintf(what, sizeof what, "a whole number from %lld to %lld", (long long)key->min, (long long)key->max);
    /* One way to write each number: no leading zeros. */
    bool plain = node->kind == YAML_TEXT && !node->quoted && (node->text[0] != '0' || node->text[1] == '\0');
    return (plain && num_parse(node->text, key->min, key->max, field)) ||
           field_refuse(context, key, node, what);
}

/* The text of a scalar that passes the test, copied. */
static bool read_checked(struct bind_context *context, const struct bind_key *key,
                         const struct yaml_node *node, void *field, bool (*test)(const char *),
                         const char *what)
{
    if (node->kind != YAML_TEXT || !test(node->text))
        return field_refuse(context, key, node, what);
    return bind_text(context, key, node, field);
}

bool trust_site_ok(const char *site)
{
    size_t length = strspn(site, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && length <= TRUST_SITE_MAX && site[length] == '\0' && site[0] != '-';
}

bool field_site(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field)
{
    return read_checked(context, key, node, field, trust_site_ok,
                        "1 to 63 small letters, digits and hyphens");
}

static bool name_ok(const char *name)
{
    return *name && strlen(name) <= TRUST_NAME_MAX && !strchr(name, '\n');
}

bool field_name(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field)
{
    return read_checked(context, key, node, field, name_ok, "one line of at most 80 bytes");
}

/* Takes one number of up to six digits off the front of a version; -1 when there is none. */
static int64_t version_part(const char **text)
{
    enum { DIGITS_MAX = 6 };
    int64_t value = 0;
    int digits = 0;
    for (; **text >= '0' && **text <= '9'; (*text)++, digits++) {
        if (digits == DIGITS_MAX || (digits == 1 && value == 0))
            return -1;
        value = value * 10 + (**text - '0');
    }
    return digits > 0 ? value : -1;
}

bool statement_version_ok(const char *text)
{
    for (int part = 0; part < 3; part++) {
        if (part > 0 && *text++ != '.')
            return false;
        if (version_part(&text) < 0)
            return false;
    }
    return *text == '\0';
}

int statement_version_compare(const char *a, const char *b)
{
    for (int part = 0; part < 3; part++) {
        int64_t left = version_part(&a), right = version_part(&b);
        if (left != right)
            return left < right ? -1 : 1;
        a += *a == '.';
        b += *b == '.';
    }
    return 0;
}

bool field_version(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   void *field)
{
    return read_checked(context, key, node, field, statement_version_ok,
                        "a version of three numbers with dots between them");
}

bool field_time(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field)
{
    return (node->kind == YAML_TEXT && trust_time_parse(node->text, field)) ||
           field_refuse(context, key, node, "a time in UTC");
}

bool field_day(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field)
{
    return (node->kind == YAML_TEXT && trust_day_parse(node->text, field)) ||
           field_refuse(context, key, node, "a day");
}

bool field_commit(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  void *field)
{
    const size_t length = TRUST_COMMIT_TEXT - 1;
    if (node->kind != YAML_TEXT || strlen(node->text) != length ||
        strspn(node->text, "0123456789abcdef") != length)
        return field_refuse(context, key, node, "64 small hexadecimal digits");
    memcpy(field, node->text, TRUST_COMMIT_TEXT);
    return true;
}

bool field_key(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field)
{
    struct err err;
    if (!bind_is_text(context, key, node, "a public key that begins with RW"))
        return false;
    if (trust_key_parse(node->text, field, &err))
        return true;
    diag_error(context->diags, node->place, "\"%s\": %s", key->name, err.text);
    return false;
}

bool field_is_list(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   size_t max)
{
    if (node->kind != YAML_LIST) {
        diag_error(context->diags, node->place, "\"%s\" must be a list; write %s: %s", key->name, key->name,
                   key->example);
        return false;
    }
    if (node->count > max) {
        diag_error(context->diags, node->place,
                   "\"%s\" has %zu entries, and %zu is the most; take out what is no longer needed",
                   key->name, node->count, max);
        return false;
    }
    return true;
}

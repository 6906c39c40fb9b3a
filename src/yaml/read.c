/* The readers of common values. Each says what it found and what it would understand. */
#include "yaml/bind.h"

#include "base/str.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* "must be WHAT, not "45"; write rotation: 90". Always false. */
static bool refuse(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   const char *what)
{
    const char *write = key->example ? "; write " : "";
    const char *name = key->example ? key->name : "";
    const char *colon = key->example ? ": " : "";
    const char *example = key->example ? key->example : "";
    if (node->kind == YAML_TEXT && (node->quoted || *node->text))
        diag_error(context->diags, node->place, "\"%s\" must be %s, not \"%.60s\"%s%s%s%s", key->name, what,
                   node->text, write, name, colon, example);
    else
        diag_error(context->diags, node->place, "\"%s\" must be %s, not %s%s%s%s%s", key->name, what,
                   node->kind == YAML_LIST  ? "a list"
                   : node->kind == YAML_MAP ? "a map of keys"
                                            : "empty",
                   write, name, colon, example);
    return false;
}

bool bind_is_text(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  const char *what)
{
    if (node->kind == YAML_TEXT)
        return true;
    if (what || node->kind != YAML_LIST || !node->flow)
        return refuse(context, key, node, what ? what : "text");
    diag_error(context->diags, node->place,
               "\"%s\" must be text, not a list; write it in quotes if its [ belongs to the text", key->name);
    return false;
}

bool bind_text(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field)
{
    if (!bind_is_text(context, key, node, NULL))
        return false;
    bool nothing = !node->quoted && (!*node->text || strcmp(node->text, "~") == 0);
    if (nothing) {
        diag_error(context->diags, node->place,
                   "\"%s\" has no value; write one behind the colon, or remove the line", key->name);
        return false;
    }
    const char *copy = arena_strdup(context->arena, node->text);
    if (!copy) {
        diag_error(context->diags, node->place, "there is too much text for the memory; shorten it");
        return false;
    }
    *(const char **)field = copy;
    return true;
}

bool bind_bool(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field)
{
    bool yes = node->kind == YAML_TEXT && strcmp(node->text, "true") == 0;
    bool no = node->kind == YAML_TEXT && strcmp(node->text, "false") == 0;
    if (!yes && !no)
        return refuse(context, key, node, "true or false");
    *(bool *)field = yes;
    return true;
}

/* A key without min and max takes what its field can hold. */
static bool has_range(const struct bind_key *key)
{
    return key->min != 0 || key->max != 0;
}

bool bind_int(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
              void *field)
{
    int64_t min = has_range(key) ? key->min : INT_MIN, max = has_range(key) ? key->max : INT_MAX;
    int64_t value;
    char what[96] = "a whole number";
    if (has_range(key))
        snprintf(what, sizeof what, "a whole number from %lld to %lld", (long long)min, (long long)max);
    if (node->kind != YAML_TEXT || !num_parse(node->text, min, max, &value))
        return refuse(context, key, node, what);
    *(int *)field = (int)value;
    return true;
}

bool bind_real(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
               void *field)
{
    double min = has_range(key) ? (double)key->min : -HUGE_VAL;
    double max = has_range(key) ? (double)key->max : HUGE_VAL;
    char what[96] = "a number such as 0.4";
    if (has_range(key))
        snprintf(what, sizeof what, "a number from %lld to %lld", (long long)key->min, (long long)key->max);
    if (node->kind != YAML_TEXT || !num_parse_real(node->text, min, max, field))
        return refuse(context, key, node, what);
    return true;
}

bool bind_choice(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                 void *field)
{
    char list[256] = "one of ";
    size_t used = strlen(list), count = 0;
    for (; key->choices[count]; count++) {
        if (node->kind == YAML_TEXT && strcmp(node->text, key->choices[count]) == 0) {
            *(int *)field = (int)count;
            return true;
        }
        int more = snprintf(list + used, sizeof list - used, "%s%s", count ? ", " : "", key->choices[count]);
        if (more > 0 && (size_t)more < sizeof list - used)
            used += (size_t)more;
        else
            list[used] = '\0';
    }
    const char *near = node->kind == YAML_TEXT ? str_nearest(node->text, key->choices, count) : NULL;
    if (!near)
        return refuse(context, key, node, list);
    diag_error(context->diags, node->place, "\"%s\" must be %s, not \"%s\"; did you mean \"%s\"?", key->name,
               list, node->text, near);
    return false;
}

static const struct {
    const char *name;
    unsigned ms;
} units[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}};

/* "1.5min" in ms. */
static bool parse_duration(const char *text, int64_t min, int64_t max, int64_t *ms)
{
    char number[24];
    size_t length = strspn(text, "0123456789.");
    if (length == 0 || length >= sizeof number)
        return false;
    memcpy(number, text, length);
    number[length] = '\0';
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (strcmp(text + length, units[i].name) != 0)
            continue;
        double value;
        if (!num_parse_real(number, 0, (double)UINT_MAX / units[i].ms, &value))
            return false;
        *ms = (int64_t)(value * units[i].ms + 0.5);
        return *ms >= min && *ms <= max;
    }
    return false;
}

/* In the largest unit that leaves a whole number. */
static void write_duration(char *text, size_t size, int64_t ms)
{
    size_t unit = COUNT_OF(units) - 1;
    while (unit > 0 && (ms == 0 || ms % units[unit].ms != 0))
        unit--;
    snprintf(text, size, "%lld%s", (long long)(ms / units[unit].ms), units[unit].name);
}

bool bind_duration(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   void *field)
{
    char what[96] = "a duration such as 600ms, 12s or 2min";
    int64_t min = 0, max = UINT_MAX, ms;
    if (has_range(key)) {
        char from[32], to[32];
        min = key->min;
        max = key->max < max ? key->max : max;
        write_duration(from, sizeof from, min);
        write_duration(to, sizeof to, max);
        snprintf(what, sizeof what, "a duration from %s to %s", from, to);
    }
    if (node->kind != YAML_TEXT || !parse_duration(node->text, min, max, &ms))
        return refuse(context, key, node, what);
    *(unsigned *)field = (unsigned)ms;
    return true;
}

bool bind_color(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                void *field)
{
    static const char what[] = "a color of six hexadecimal digits in quotes, such as \"#0f3d33\"";
    enum { DIGITS = 6 };
    if (node->kind != YAML_TEXT || node->text[0] != '#' || strlen(node->text) != 1 + DIGITS ||
        strspn(node->text + 1, "0123456789abcdefABCDEF") != DIGITS)
        return refuse(context, key, node, what);
    *(uint32_t *)field = (uint32_t)strtoul(node->text + 1, NULL, 16);
    return true;
}

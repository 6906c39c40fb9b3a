/* syntax: what libyaml stumbled over, in the words of a person. For this room only. */
#ifndef LOBBY_YAML_SYNTAX_H
#define LOBBY_YAML_SYNTAX_H

#include "yaml/source.h"

#include <yaml.h>

/* Where the last text in quotes began and ended: a quote that closes too early is noticed only behind it. */
struct quoted {
    bool any;
    yaml_mark_t start, end;
};

/* Adds one diag_error for the error that parser stopped at. */
void syntax_report(const yaml_parser_t *parser, const struct source *source, const struct quoted *last,
                   struct diag_list *diags);

#endif

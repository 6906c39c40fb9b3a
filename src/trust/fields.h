/* fields: readers for the values of statements, for yaml/bind tables. For this room only. */
#ifndef LOBBY_TRUST_FIELDS_H
#define LOBBY_TRUST_FIELDS_H

#include "yaml/bind.h"

bool field_number(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                  void *field); /* int64_t in [min, max] */
bool field_site(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                void *field); /* const char * */
bool field_name(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                void *field); /* const char *, one short line */
bool field_version(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                   void *field); /* const char *: 0.1.0 */
bool field_time(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                void *field); /* int64_t, seconds since 1970 UTC */
bool field_day(struct bind_context *, const struct bind_key *, const struct yaml_node *,
               void *field); /* int64_t, days since 1970 */
bool field_commit(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                  void *field); /* char[TRUST_COMMIT_TEXT] */
bool field_key(struct bind_context *, const struct bind_key *, const struct yaml_node *,
               void *field); /* struct trust_key */

/* Reports that a value is not what it must be. Always false. */
bool field_refuse(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  const char *what);

/* A list of at most max items; reports anything else. */
bool field_is_list(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   size_t max);

#endif

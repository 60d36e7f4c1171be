/* export_value.h: how a JSON export writes what the store has. */
#ifndef DATELINE_CLI_EXPORT_VALUE_H
#define DATELINE_CLI_EXPORT_VALUE_H

#include "db/group.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

json_t *json_number(int64_t n); /* null for 0 */
json_t *json_texts(const struct strlist *list);
json_t *json_slugs(const struct groups *g);

void json_set_text(json_t *o, const char *key, const char *text); /* NULL is "" */
void json_set_number(json_t *o, const char *key, int64_t n);
void json_set_bool(json_t *o, const char *key, bool yes);
void json_set_time(json_t *o, const char *key, int64_t ms);

#endif

/* linked_data.h: JSON-LD, as it stands in a page's <script type="application/ld+json">. It is built in
 * an arena, for a page has much of it and is made often; other JSON is json.h's. */
#ifndef DATELINE_LINKED_DATA_H
#define DATELINE_LINKED_DATA_H

#include "arena.h"
#include "buf.h"

#include <stdint.h>

/* An object or a list. Its arena owns it; keys and texts are not copied, and must live as long. Each is
 * put into one other, once. */
struct linked_data;

struct linked_data *linked_data_object(struct arena *a);
struct linked_data *linked_data_list(struct arena *a);

/* A member of an object, after those it has; its key is new and needs no escape. A text that is NULL or
 * "", a value that is NULL or a list without items: no member. */
void linked_data_put(struct linked_data *o, const char *key, const char *text);
void linked_data_put_int(struct linked_data *o, const char *key, int64_t n);
/* 45 is written as 4.5. */
void linked_data_put_tenths(struct linked_data *o, const char *key, int tenths);
void linked_data_put_true(struct linked_data *o, const char *key);
void linked_data_put_value(struct linked_data *o, const char *key, struct linked_data *value);
bool linked_data_has(const struct linked_data *o, const char *key);

/* A list's next item. */
void linked_data_add(struct linked_data *list, struct linked_data *value);
void linked_data_add_text(struct linked_data *list, const char *text);
size_t linked_data_count(const struct linked_data *list);
/* NULL: it has none. When it is the only one, it may be put elsewhere instead of the list. */
struct linked_data *linked_data_first(const struct linked_data *list);

/* Compact, with <, >, & and U+2028/9 as \u escapes, so that nothing ends the script. What does not fit
 * b fails b. */
void linked_data_print(struct buf *b, const struct linked_data *value);

#endif

/* body_count.c: what of a text could not become what it was, by name and file. */
#include "body.h"

#include "lib/text.h"

#include <string.h>

void body_count(struct body_counts *counts, const char *name)
{
    if (!counts->marks)
        return;
    if (!text_utf8_valid(name, strlen(name))) { /* a name that was cut within a character */
        struct arena *a = arena_new();
        body_count(counts, text_utf8_repair(a, name, strlen(name)));
        arena_free(a);
        return;
    }
    json_t *files = json_object_get(counts->marks, name);
    const char *file = counts->file ? counts->file : "";
    if (!files) {
        files = json_object();
        json_object_set_new(counts->marks, name, files);
    }
    json_int_t n = json_integer_value(json_object_get(files, file));
    json_object_set_new(files, file, json_integer(n + 1));
}

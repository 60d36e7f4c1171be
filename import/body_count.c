/* body_count.c: what of a text could not become what it was, by name and file. */
#include "body.h"

#include "lib/text.h"

#include <string.h>

static void count_mark(struct body_counts *counts, const char *name, json_int_t n)
{
    json_t *files = json_object_get(counts->marks, name);
    const char *file = counts->file ? counts->file : "";
    if (!files) {
        files = json_object();
        json_object_set_new(counts->marks, name, files);
    }
    n += json_integer_value(json_object_get(files, file));
    json_object_set_new(files, file, json_integer(n));
}

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
    count_mark(counts, name, 1);
}

void body_counts_add(struct body_counts *to, const struct body_counts *from)
{
    const char *name, *file;
    json_t *files, *n;
    to->shortcodes += from->shortcodes;
    to->raw_html += from->raw_html;
    to->pictures_missing += from->pictures_missing;
    if (!to->marks)
        return;
    json_object_foreach(from->marks, name, files)
    {
        json_object_foreach(files, file, n)
        {
            count_mark(to, name, json_integer_value(n));
        }
    }
}

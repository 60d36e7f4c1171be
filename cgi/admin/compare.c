/* compare.c: what differs between two texts of a story, field by field, word by word. */
#include "story_form.h"

#include "lib/diff.h"

#include <string.h>

void compare_words(struct arena *a, struct tpl_dict *d, const char *before, const char *after)
{
    static const char *const kinds[DIFF_OP_MAX] = {
        [DIFF_SAME] = "SAME", [DIFF_DELETED] = "DELETED", [DIFF_INSERTED] = "INSERTED"};
    struct diff_span *spans;
    size_t n;

    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        struct tpl_dict *s = tpl_add(d, "SPAN");
        tpl_set(tpl_add(s, kinds[spans[i].op]), "WORDS", spans[i].text);
    }
}

struct tpl_dict *compare_field(struct app *app, struct arena *a, struct tpl_dict *d,
                               const struct story_field *field, const struct fields *before,
                               const struct fields *after)
{
    const char *b = story_form_value(a, before, field), *c = story_form_value(a, after, field);
    struct tpl_dict *one;

    if (strcmp(b, c) == 0)
        return NULL;
    one = tpl_add(d, "FIELD");
    tpl_set(one, "FIELD_LABEL", app_word(app, field->label));
    compare_words(a, one, b, c);
    return one;
}

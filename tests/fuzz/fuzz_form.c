/* fuzz_form.c: any bytes as a urlencoded form; what is taken must survive being carried over. */
#include "cgi/http/form.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_round_trip(struct arena *a, const struct fields *f)
{
    struct fields again;
    const char *carried = form_encode(a, f);
    if (form_parse(a, carried, strlen(carried), &again) != FORM_OK || again.n != f->n)
        abort();
    for (size_t i = 0; i < f->n; i++) {
        if (!text_utf8_valid(f->v[i].value, strlen(f->v[i].value)) ||
            strcmp(f->v[i].name, again.v[i].name) != 0 ||
            strcmp(f->v[i].value, again.v[i].value) != 0)
            abort();
    }
}

/* As a query, anything is taken. */
static void check_query(struct arena *a, const char *s)
{
    struct fields f, garbled;
    form_parse_query(a, s, &f, &garbled);
    for (size_t i = 0; i < f.n; i++) {
        if (!text_utf8_valid(f.v[i].name, strlen(f.v[i].name)) ||
            !text_utf8_valid(f.v[i].value, strlen(f.v[i].value)))
            abort();
    }
    for (const char *c = form_clean_query(a, s); *c; c++) {
        if (*c <= ' ' || *c > '~')
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct fields f;
    check_query(a, arena_dupn(a, (const char *)data, size));
    if (form_parse(a, (const char *)data, size, &f) == FORM_OK) {
        if (f.n > FORM_FIELDS_MAX)
            abort();
        check_round_trip(a, &f);
    }
    arena_free(a);
    return 0;
}

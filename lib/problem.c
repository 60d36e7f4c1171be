/* problem.c: what is wrong with an input, field by field. */
#include "problem.h"

#include "language.h"

#include <stdio.h>
#include <string.h>

/* Problems are few: a fresh array for each keeps the struct free of a capacity. */
static void problem_append(struct problems *p, struct problem one)
{
    struct problem *v = arena_array(p->arena, p->n + 1, sizeof *v);
    if (p->n > 0)
        memcpy(v, p->v, p->n * sizeof *v);
    v[p->n++] = one;
    p->v = v;
}

void problem_add(struct problems *p, const char *field, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = arena_alloc(p->arena, n < 0 ? 1 : (size_t)n + 1);
    if (n > 0) {
        va_start(args, fmt);
        vsnprintf(text, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    problem_append(p, (struct problem){.field = field, .text = text});
}

void problem_say(struct problems *p, const char *field, const char *message, ...)
{
    struct problem one = {.field = field, .message = message};
    const char *s;
    va_list args;
    va_start(args, message);
    while ((s = va_arg(args, const char *)) != NULL)
        strlist_add(p->arena, &one.values, arena_dup(p->arena, s));
    va_end(args);
    one.text = language_put(p->arena, message, &one.values);
    problem_append(p, one);
}

const char *problem_of(const struct problems *p, const char *field)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->v[i].field, field) == 0)
            return p->v[i].text;
    return NULL;
}

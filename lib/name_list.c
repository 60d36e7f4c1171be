/* name_list.c: see name_list.h. */
#include "name_list.h"

#include "text.h"

#include <string.h>

static bool needs_marks(const char *name)
{
    return *name == '"' || strchr(name, ',');
}

static const char *in_marks(struct arena *a, const char *name)
{
    char *out = arena_alloc(a, 2 * strlen(name) + 3), *to = out;
    *to++ = '"';
    for (; *name != '\0'; name++) {
        if (*name == '"')
            *to++ = '"';
        *to++ = *name;
    }
    *to++ = '"';
    *to = '\0';
    return out;
}

const char *name_list_write(struct arena *a, const struct strlist *names)
{
    const char *all = "";
    for (size_t i = 0; i < names->n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? ", " : "",
                           needs_marks(names->v[i]) ? in_marks(a, names->v[i]) : names->v[i]);
    return all;
}

/* What stands between the marks at s, and *end behind them, where a comma or the end follows; else NULL. */
static const char *marked(struct arena *a, const char *s, const char **end)
{
    char *out = arena_alloc(a, strlen(s) + 1), *to = out;
    bool closed = false;
    if (*s != '"')
        return NULL;
    for (s++; *s != '\0' && !closed; s++) {
        closed = *s == '"' && s[1] != '"';
        if (*s == '"' && !closed)
            s++;
        if (!closed)
            *to++ = *s;
    }
    *to = '\0';
    const char *behind = s + strspn(s, " ");
    *end = behind;
    return closed && (*behind == ',' || *behind == '\0') ? out : NULL;
}

struct strlist name_list_read(struct arena *a, const char *s)
{
    struct strlist out = {0};
    while (*s != '\0') {
        const char *end, *name;
        s += strspn(s, " ");
        name = marked(a, s, &end);
        if (!name) {
            end = s + strcspn(s, ",");
            name = arena_dupn(a, s, (size_t)(end - s));
        }
        name = text_line(a, name);
        if (*name != '\0')
            strlist_add(a, &out, name);
        s = end + (*end == ',');
    }
    return out;
}

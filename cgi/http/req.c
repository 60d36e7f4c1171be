/* req.c: looking things up in a parsed request. */
#include "req.h"

#include <string.h>
#include <strings.h>

void fields_add(struct arena *a, struct fields *f, const char *name, const char *value)
{
    bool full = f->n == 0 || (f->n >= 8 && (f->n & (f->n - 1)) == 0);
    if (full) {
        struct field *bigger = arena_array(a, f->n == 0 ? 8 : f->n * 2, sizeof *bigger);
        if (f->n > 0)
            memcpy(bigger, f->v, f->n * sizeof *bigger);
        f->v = bigger;
    }
    f->v[f->n++] = (struct field){.name = name, .value = value};
}

const char *fields_get(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->v[i].name, name) == 0)
            return f->v[i].value;
    }
    return NULL;
}

static const char *req_or_empty(const char *s)
{
    return s ? s : "";
}

const char *req_query(const struct req *r, const char *name)
{
    return req_or_empty(fields_get(&r->query, name));
}

const char *req_form(const struct req *r, const char *name)
{
    return req_or_empty(fields_get(&r->form, name));
}

const char *req_param(const struct req *r, const char *name)
{
    return req_or_empty(fields_get(&r->params, name));
}

const struct upload *req_upload(const struct req *r, const char *name)
{
    for (size_t i = 0; i < r->uploads.n; i++) {
        if (strcmp(r->uploads.v[i].name, name) == 0)
            return &r->uploads.v[i];
    }
    return NULL;
}

enum role req_role(const struct req *r)
{
    return r->session ? r->session->user.role : ROLE_NONE;
}

bool path_is_guests(const char *path)
{
    return strncasecmp(path, "/story/preview", strlen("/story/preview")) == 0;
}

bool path_is_desk(const char *path)
{
    static const char desk[] = "/admin";
    size_t n = strlen(desk);
    while (path[0] == '/' && path[1] == '/')
        path++;
    return strncasecmp(path, desk, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

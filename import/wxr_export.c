/* wxr_export.c: the files of an export, what their stories refer to, and one story after another. */
#include "wxr_export.h"

#include "lib/text.h"
#include "wxr_ahead.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Kinds of items --------------------------------------------------------------------------- */

static bool wxr_is_one_of(const struct strlist *words, const char *s)
{
    for (size_t i = 0; i < words->n; i++)
        if (strcmp(words->v[i], s) == 0)
            return true;
    return false;
}

enum wxr_kind wxr_kind_of(const struct wxr_export *x, const struct wxr_item *item,
                          const char **other)
{
    *other = item->type;
    bool page = strcmp(item->type, "page") == 0;
    bool post = !*item->type || strcmp(item->type, "post") == 0 ||
                wxr_is_one_of(&x->options.types, item->type);
    if (!page && !post)
        return WXR_OTHER;
    *other = strcmp(item->status, "trash") == 0        ? "in the trash"
             : strcmp(item->status, "auto-draft") == 0 ? "auto-draft"
             : strcmp(item->status, "inherit") == 0    ? "revision"
                                                       : NULL;
    return *other ? WXR_OTHER : page ? WXR_PAGE : WXR_STORY;
}

const char *wxr_meta_of(const struct wxr_item *item, const char *key)
{
    for (size_t i = 0; i < item->n_meta; i++)
        if (strcmp(item->meta[i].key, key) == 0)
            return item->meta[i].value;
    return "";
}

/* ---- What stories refer to -------------------------------------------------------------------- */

static void wxr_add_picture(struct wxr_export *x, const struct wxr_item *item)
{
    struct arena *a = x->arena;
    struct export_media *m = &x->media;
    const char *url = *item->attachment_url ? item->attachment_url : "";
    export_media_add_host(a, m, url);
    const char *path = export_media_path(m, a, url);
    if (!path || !*path)
        return;
    const char *credit = wxr_meta_of(item, "_media_credit");
    const char *caption = export_line(a, item->excerpt);
    credit = export_line(a, *credit ? credit : wxr_meta_of(item, "media_credit"));
    const char *named = ""; /* a credit of its own needs none that the caption names */
    export_split_credit(a, &caption, *credit ? &named : &credit);
    m->v = arena_grow(a, m->v, m->n, &x->room_pictures, sizeof *m->v);
    m->v[m->n++] = (struct export_picture){
        .id = arena_dup(a, item->id),
        .parent = arena_dup(a, item->parent),
        .path = path,
        .alt = export_line(a, wxr_meta_of(item, "_wp_attachment_image_alt")),
        .caption = caption,
        .credit = credit,
        .order = strtol(item->order, NULL, 10)};
}

/* A guest author of Co-Authors Plus: its posts of the type "guest-author". */
static void wxr_add_guest(struct wxr_export *x, const struct wxr_item *item)
{
    const char *said = wxr_meta_of(item, "cap-display_name");
    const char *name = export_line(x->arena, *said ? said : item->title);
    const char *login = wxr_meta_of(item, "cap-user_login");
    if (*item->slug)
        json_object_set_new(x->guests, item->slug, json_string(name));
    if (*login)
        json_object_set_new(x->guests, login, json_string(name));
}

static void wxr_look_at(struct wxr_export *x, const struct wxr_item *item)
{
    const char *other;
    if (wxr_kind_of(x, item, &other) != WXR_OTHER)
        x->stories++;
    else if (strcmp(item->type, "attachment") == 0)
        wxr_add_picture(x, item);
    else if (strcmp(item->type, "guest-author") == 0)
        wxr_add_guest(x, item);
    else if (strcmp(item->type, "wp_block") == 0)
        json_object_set_new(x->blocks, item->id, json_string(item->content));
}

static const char *wxr_author_name(struct arena *a, const struct wxr_author *author)
{
    const char *name = export_line(a, author->name);
    if (!*name)
        name = export_line(a, arena_printf(a, "%s %s", author->first, author->last));
    return *name ? name : author->login;
}

static void wxr_look_at_channel(struct wxr_export *x, const struct wxr_channel *c)
{
    for (size_t i = 0; i < c->n_authors; i++)
        json_object_set_new(x->authors, c->authors[i].login,
                            json_string(wxr_author_name(x->arena, &c->authors[i])));
    for (size_t i = 0; i < c->n_terms; i++)
        if (*c->terms[i].id)
            json_object_set_new(x->categories, c->terms[i].id, json_string(c->terms[i].slug));
}

/* "https://paper.example/blog/" as "paper.example/blog". False: another file is of another site. */
static bool wxr_take_site(struct wxr_export *x, const struct wxr_channel *c)
{
    const char *urls[] = {c->blog_url, c->site_url, c->link};
    const char *url = *urls[0] ? urls[0] : *urls[1] ? urls[1] : urls[2];
    const char *host = strstr(url, "://");
    char *site = text_line(x->arena, host ? host + 3 : url);
    for (size_t n = strlen(site); n > 0 && site[n - 1] == '/';)
        site[--n] = '\0';
    for (size_t i = 0; i < 3; i++)
        export_media_add_host(x->arena, &x->media, urls[i]);
    if (x->site && strcmp(x->site, site) != 0)
        return false;
    x->site = site;
    x->media.home = arena_dup(x->arena, url);
    return true;
}

/* ---- Opening ---------------------------------------------------------------------------------- */

/* False: *why. */
static bool wxr_open_file(struct wxr_file *f, const char **why)
{
    struct stat st;
    f->fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (f->fd < 0 || fstat(f->fd, &st) < 0) {
        *why = strerror(errno);
        return false;
    }
    f->size = st.st_size;
    f->changed = st.st_mtim;
    *why = "it is not a file";
    return S_ISREG(st.st_mode);
}

static bool wxr_look_through(struct wxr_export *x, struct wxr_file *f, const char **why)
{
    struct wxr *r = wxr_open(f->fd);
    const struct wxr_item *item;
    *why = r ? NULL : "there is too little memory";
    while (r && (item = wxr_next(r, why)))
        wxr_look_at(x, item);
    if (!*why && !wxr_take_site(x, wxr_channel(r)))
        *why = "it is of another site than the files before it; import the sites one after the "
               "other";
    if (!*why)
        wxr_look_at_channel(x, wxr_channel(r));
    *why = arena_dup(x->arena, *why);
    wxr_close(r);
    return !*why;
}

struct wxr_export *wxr_export_open(struct arena *a, const struct strlist *paths,
                                   const struct wxr_options *options, const char **file,
                                   const char **why)
{
    struct wxr_export *x = arena_alloc(a, sizeof *x);
    *x = (struct wxr_export){.arena = a,
                             .options = *options,
                             .files = arena_array(a, paths->n + 1, sizeof *x->files),
                             .authors = json_object(),
                             .guests = json_object(),
                             .categories = json_object(),
                             .blocks = json_object()};
    *file = options->media;
    bool good = export_media_open(a, options->media, &x->media, why);
    for (size_t i = 0; i < paths->n && good; i++) {
        struct wxr_file *f = &x->files[x->n_files++];
        *f = (struct wxr_file){.path = paths->v[i], .fd = -1};
        *file = paths->v[i];
        good = wxr_open_file(f, why) && wxr_look_through(x, f, why);
    }
    if (!good) {
        wxr_export_close(x);
        return NULL;
    }
    export_media_sort(a, &x->media);
    return x;
}

void wxr_export_close(struct wxr_export *x)
{
    if (!x)
        return;
    wxr_ahead_stop(x->ahead);
    for (size_t i = 0; i < x->n_files; i++)
        if (x->files[i].fd >= 0)
            close(x->files[i].fd);
    json_decref(x->authors);
    json_decref(x->guests);
    json_decref(x->categories);
    json_decref(x->blocks);
}

/* ---- One story after another ------------------------------------------------------------------ */

static void wxr_count(json_t *counts, const char *what, size_t n)
{
    json_int_t known = json_integer_value(json_object_get(counts, what));
    if (n > 0)
        json_object_set_new(counts, what, json_integer(known + (json_int_t)n));
}

static enum import_next wxr_next_story(void *ctx, struct arena *a, struct import_item *out,
                                       const char **name, const char **why)
{
    struct wxr_export *x = ctx;
    struct wxr_ready *ready;
    if (!x->ahead)
        x->ahead = wxr_ahead_start(x);
    while ((ready = wxr_ahead_next(x->ahead, why))) {
        bool story = ready->kind != WXR_OTHER;
        wxr_count(x->stories_of->others, "comment", ready->item->comments);
        if (!story)
            wxr_count(x->stories_of->others, ready->other, 1);
        bool taken = story && wxr_story_take(x, a, ready, out, name, why);
        wxr_ahead_release(ready);
        if (story)
            return taken ? IMPORT_NEXT_STORY : IMPORT_NEXT_LEFT_OUT;
    }
    *why = arena_dup(x->arena, *why);
    return *why ? IMPORT_NEXT_BROKEN : IMPORT_NEXT_END;
}

void wxr_export_source(struct wxr_export *x, struct story_files *files, struct import_source *out)
{
    wxr_ahead_stop(x->ahead);
    x->ahead = NULL;
    x->stories_of = files;
    if (files->fetch)
        fetch_take_home(files->fetch, x->media.home);
    *out = (struct import_source){.ctx = x, .next = wxr_next_story, .n = x->stories};
}

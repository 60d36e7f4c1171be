/* ghost.c: the tables of an export, in whichever of their forms, and one post after another. */
#include "ghost.h"

#include "ghost_private.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- Tables ----------------------------------------------------------------------------------- */

/* Rows by the text of one of their columns. Owned by the caller. */
static json_t *ghost_by(struct arena *a, const json_t *table, const char *column)
{
    json_t *out = json_object(), *row;
    size_t i;
    json_array_foreach(table, i, row)
    {
        const char *id = ghost_text(a, row, column);
        if (*id)
            json_object_set(out, id, row);
    }
    return out;
}

struct ghost_link_row {
    const char *post, *other;
    json_int_t order;
    size_t at;
};

static int ghost_by_order(const void *a, const void *b)
{
    const struct ghost_link_row *one = a, *other = b;
    if (one->order != other->order)
        return one->order < other->order ? -1 : 1;
    return one->at < other->at ? -1 : 1;
}

/* posts_tags and posts_authors: a post's id → its others' ids, by sort_order. */
static json_t *ghost_links(struct arena *a, const json_t *table, const char *column)
{
    struct ghost_link_row *rows = arena_array(a, json_array_size(table) + 1, sizeof *rows);
    json_t *out = json_object(), *row;
    size_t i;
    json_array_foreach(table, i, row)
    {
        rows[i] =
            (struct ghost_link_row){.post = ghost_text(a, row, "post_id"),
                                    .other = ghost_text(a, row, column),
                                    .order = json_integer_value(json_object_get(row, "sort_order")),
                                    .at = i};
    }
    if (json_array_size(table) > 1)
        qsort(rows, json_array_size(table), sizeof *rows, ghost_by_order);
    for (i = 0; i < json_array_size(table); i++) {
        json_t *list = json_object_get(out, rows[i].post);
        if (!list)
            json_object_set_new(out, rows[i].post, list = json_array());
        json_array_append_new(list, json_string(rows[i].other));
    }
    return out;
}

/* Where the tables lie: db[0].data, db.data, data, or the file itself. */
static const json_t *ghost_data(const json_t *root)
{
    const json_t *db = json_object_get(root, "db");
    const json_t *first = json_is_array(db) ? json_array_get(db, 0) : db;
    const json_t *data = json_object_get(first ? first : root, "data");
    return json_is_object(data) ? data : first ? first : root;
}

/* A list of posts alone is one, too. False: there are none. */
static bool ghost_take_posts(struct ghost *g, const json_t *data)
{
    json_t *posts = json_is_array(data) ? (json_t *)data : json_object_get(data, "posts");
    json_t *pages = json_object_get(data, "pages"), *page;
    size_t i;
    g->posts = json_array();
    json_array_extend(g->posts, posts);
    json_array_foreach(pages, i, page)
    {
        if (!json_object_get(page, "type") && !json_object_get(page, "page"))
            json_object_set_new(page, "type", json_string("page"));
    }
    json_array_extend(g->posts, pages);
    return json_is_array(posts) || json_is_array(pages);
}

/* Ghost 1 to 3 said how its addresses are made; later ones have a file of their own for that. */
static const char *ghost_permalinks(struct arena *a, const json_t *settings)
{
    const json_t *row;
    size_t i;
    json_array_foreach(settings, i, row)
    {
        const char *value = ghost_text(a, row, "value");
        if (strcmp(ghost_text(a, row, "key"), "permalinks") == 0 && *value == '/')
            return value;
    }
    return "/:slug/";
}

static void ghost_take_permalinks(struct ghost *g, const char *pattern)
{
    g->collections = arena_array(g->arena, 1, sizeof *g->collections);
    g->collections->permalink = pattern;
    g->n_collections = 1;
}

bool ghost_set_permalinks(struct ghost *g, const char *pattern)
{
    if (!ghost_pattern_is_good(g->arena, pattern))
        return false;
    ghost_take_permalinks(g, pattern);
    return true;
}

/* Pictures of the paper's own may be spelled with its host. */
static void ghost_take_hosts(struct ghost *g)
{
    const json_t *post;
    size_t i;
    json_array_foreach(g->posts, i, post)
    {
        const char *image = ghost_text(g->arena, post, "feature_image");
        if (!strstr(image, "/content/images/"))
            continue;
        export_media_add_host(g->arena, &g->media, image);
        if (!g->media.home && text_is_http_url(image))
            g->media.home = image;
    }
}

/* ---- Opening ---------------------------------------------------------------------------------- */

struct ghost *ghost_open(struct arena *a, const char *bytes, size_t n, const char *media,
                         const char **why)
{
    json_error_t error;
    struct ghost *g = arena_alloc(a, sizeof *g);
    *g = (struct ghost){.arena = a};
    if (!export_media_open(a, media, &g->media, why)) {
        *why = arena_printf(a, "%s: %s", media, *why);
        return NULL;
    }
    size_t mark = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* U+FEFF */
    g->root = json_loadb(bytes + mark, n - mark, JSON_ALLOW_NUL, &error);
    if (!g->root) {
        *why = arena_printf(a, "line %d, column %d: it is not well-formed JSON: %s", error.line,
                            error.column,
                            text_line(a, text_utf8_repair(a, error.text, strlen(error.text))));
        return NULL;
    }
    const json_t *data = ghost_data(g->root);
    if (!ghost_take_posts(g, data)) {
        *why = "it has no posts, so it is no export of Ghost";
        ghost_close(g);
        return NULL;
    }
    g->users = ghost_by(a, json_object_get(data, "users"), "id");
    g->tags = ghost_by(a, json_object_get(data, "tags"), "id");
    g->metas = ghost_by(a, json_object_get(data, "posts_meta"), "post_id");
    g->tags_of = ghost_links(a, json_object_get(data, "posts_tags"), "tag_id");
    g->authors_of = ghost_links(a, json_object_get(data, "posts_authors"), "author_id");
    ghost_take_permalinks(g, ghost_permalinks(a, json_object_get(data, "settings")));
    if (!ghost_read_beside(g, media, why)) {
        ghost_close(g);
        return NULL;
    }
    ghost_take_hosts(g);
    export_media_sort(a, &g->media);
    return g;
}

void ghost_close(struct ghost *g)
{
    if (!g)
        return;
    json_decref(g->posts);
    json_decref(g->users);
    json_decref(g->tags);
    json_decref(g->metas);
    json_decref(g->tags_of);
    json_decref(g->authors_of);
    json_decref(g->root);
}

/* ---- One story after another ------------------------------------------------------------------ */

static enum import_next ghost_next(void *ctx, struct arena *a, struct import_item *out,
                                   const char **name, const char **why)
{
    struct ghost *g = ctx;
    if (g->at >= json_array_size(g->posts))
        return IMPORT_NEXT_END;
    const json_t *post = json_array_get(g->posts, g->at++);
    return ghost_story_take(g, a, post, out, name, why) ? IMPORT_NEXT_STORY : IMPORT_NEXT_LEFT_OUT;
}

void ghost_source(struct ghost *g, struct story_files *files, struct import_source *out)
{
    g->at = 0;
    g->stories_of = files;
    files->redirects = g->redirects;
    files->n_redirects = g->n_redirects;
    if (files->fetch)
        fetch_take_home(files->fetch, g->media.home);
    *out = (struct import_source){.ctx = g, .next = ghost_next, .n = json_array_size(g->posts)};
}

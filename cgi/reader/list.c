/* list.c: where in a long list a page begins, and the links to its neighbours. */
#include "reader.h"

#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

bool list_before(const struct req *req, struct list_key *key)
{
    const char *before = req_query(req, "before");
    const char *dash = strrchr(before, '-'); /* the last: an old story's time is negative */

    *key = (struct list_key){0};
    if (!*before)
        return true;
    return dash && dash != before &&
           text_to_int(arena_dupn(req->arena, before, (size_t)(dash - before)), DATELINE_MIN,
                       DATELINE_MAX, &key->at) &&
           text_to_int(dash + 1, 1, INT64_MAX, &key->id);
}

enum store_status list_group(struct app *app, struct req *req, enum group_kind kind,
                             const char *slug, struct group *out)
{
    static const enum story_list lists[GROUP_KIND_MAX] = {
        [GROUP_SECTION] = LIST_SECTION, [GROUP_TAG] = LIST_TAG, [GROUP_BYLINE] = LIST_BYLINE};
    struct cards one = {0};
    enum store_status st = group_find(app->store, req->arena, kind, slug, out);

    if (st != STORE_OK || kind == GROUP_SECTION || *out->text)
        return st;
    st = story_list_newest(app->store, req->arena, lists[kind], out->id, 1, req->now, &one);
    return st == STORE_OK && one.n == 0 ? STORE_MISSING : st;
}

bool list_group_moved(struct req *req, struct res *res, const char *slug, const struct group *g,
                      const char *path)
{
    if (strcmp(slug, g->slug) == 0)
        return false;
    res_moved(res, req, path);
    return true;
}

void list_links(struct page *p, const char *path, struct list_key before, bool more,
                struct list_key last)
{
    if (more)
        tpl_set_if(
            p->main, "OLDER_HREF",
            arena_printf(p->req->arena, "%s?before=%" PRId64 "-%" PRId64, path, last.at, last.id));
    if (before.id != 0)
        tpl_set_if(p->main, "NEWEST_HREF", path);
    if (more || before.id != 0)
        tpl_show(p->main, "PAGER_IF");
}

const char *list_address(struct arena *a, const char *path, struct list_key before)
{
    return before.id == 0
               ? path
               : arena_printf(a, "%s?before=%" PRId64 "-%" PRId64, path, before.at, before.id);
}

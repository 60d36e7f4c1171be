/* related.c: what to read after a story. */
#include "reader.h"

#include "db/related.h"

#define RELATED 3 /* abreast, on a wide screen */

void related_fill(struct page *p, const struct story_view *view)
{
    struct cards cards;
    size_t alike = 0;

    if (view->story.kind == STORY_PAGE || story_related(p->app->store, p->req->arena, view, RELATED,
                                                        p->req->now, &cards, &alike) != STORE_OK)
        return;
    tpl_show(p->main, alike > 0 ? "ON_THIS_IF" : "SAME_SECTION_IF");
    cards_add(p, p->main, "RELATED", CARD_FULL, &cards);
}

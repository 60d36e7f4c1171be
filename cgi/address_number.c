/* address_number.c: addresses that are a number in a query, as WordPress has them for every post. */
#include "address.h"

#include "db/story.h"
#include "lib/text.h"

#include <inttypes.h>

const char *address_of_number(struct app *app, const struct req *req)
{
    static const char *const keys[] = {"p", "page_id"};
    const char *to = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && !to; i++) {
        int64_t n;
        struct story_view view;
        enum story_found found;
        const char *said = fields_get(&req->query, keys[i]);
        if (!said || !text_to_int(said, 1, INT64_MAX, &n))
            continue;
        enum store_status st =
            story_by_path(app->store, req->arena, arena_printf(req->arena, "/?p=%" PRId64, n),
                          req->now, &found, &view, &to);
        to = st == STORE_OK && found == STORY_MOVED ? to : NULL;
    }
    return to;
}

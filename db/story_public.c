/* story_public.c: see story_public.h. */
#include "story_public.h"

#include "lib/buf.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "media_shown.h"

#include <string.h>

#define PUBLIC_MAX (12u * 1024 * 1024)
#define INLINE_WIDTH 960 /* as a save has it */

struct public_pictures {
    struct store *s;
    struct arena *a;
    enum store_status st;
};

static bool public_find_picture(void *ctx, const char *src, struct markdown_image *out)
{
    struct public_pictures *p = ctx;
    struct media m;
    struct media_words words;
    if (p->st != STORE_OK)
        return false;
    enum store_status st = media_find_url(p->s, p->a, src, &m), other = STORE_MISSING;
    if (st == STORE_OK)
        st = other = media_shown(p->s, p->a, &m, &words);
    const struct media_file *file = NULL;
    for (int f = 0; f < MEDIA_FORMAT_MAX && file == NULL && m.id != 0; f++)
        file = media_best(&m, (enum media_format)f, INLINE_WIDTH);
    if (st != STORE_OK && st != STORE_MISSING)
        p->st = st;
    if (file == NULL || p->st != STORE_OK)
        return false;
    *out = (struct markdown_image){
        .src = media_url(p->a, file)}; /* its credit may have changed since */
    if (other == STORE_OK)
        *out = (struct markdown_image){
            .src = out->src, .credit = words.credit, .alt = words.alt, .caption = words.caption};
    return true;
}

static enum store_status public_make(struct public_pictures *p, const char *md, bool pictures,
                                     const struct markdown_public *public, const char **out)
{
    struct markdown_options opt = {.image = pictures ? public_find_picture : NULL, .image_ctx = p};
    struct buf text;
    buf_init(&text, PUBLIC_MAX);
    enum markdown_status status = markdown_public(md, strlen(md), &opt, public, &text);
    *out = status == MARKDOWN_OK && text.p ? arena_dupn(p->a, text.p, text.len) : "";
    buf_free(&text);
    return p->st;
}

enum store_status story_public_text(struct store *s, struct arena *a, const struct revision *r,
                                    const char *site, const char *page, struct public_text *out)
{
    struct public_pictures p = {.s = s, .a = a, .st = STORE_OK};
    struct markdown_public public = {.site = site, .page = page, .notes = ""};
    *out = (struct public_text){"", ""};
    enum store_status st = public_make(&p, r->text.body, true, &public, &out->body);
    if (st != STORE_OK || text_blank(r->text.how_reported))
        return st;
    public.notes = "how-";
    return public_make(&p, r->text.how_reported, false, &public, &out->how_reported);
}

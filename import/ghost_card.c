/* ghost_card.c: the cards of Ghost's editors. Mobiledoc and Lexical know nearly the same ones, under
 * slightly other names; what a card says is kept, as HTML, and its looks go. */
#include "ghost_private.h"

#include "lib/text.h"
#include "shortcode.h"

#include <string.h>
#include <strings.h>

/* A card on its way. */
struct ghost_card {
    struct ghost_writer *w;
    const char *name;
    const json_t *json;
};

static const char *card_text(const struct ghost_card *c, const char *key)
{
    return ghost_text(c->w->a, c->json, key);
}

/* A switch of the card; when it has none, it is on. */
static bool card_shows(const struct ghost_card *c, const char *key)
{
    const json_t *said = json_object_get(c->json, key);
    return !said || ghost_true(said);
}

/* The first of two keys that says something. */
static const char *card_either(const struct ghost_card *c, const char *one, const char *other)
{
    const char *s = card_text(c, one);
    return *s ? s : card_text(c, other);
}

/* Captions are HTML. */
static void card_caption(const struct ghost_card *c)
{
    const char *caption = card_text(c, "caption");
    if (!*caption)
        return;
    ghost_raw(c->w, "<p>");
    ghost_raw(c->w, caption);
    ghost_raw(c->w, "</p>");
}

/* link "": to nothing. */
static void card_figure(struct ghost_writer *w, const char *src, const char *alt,
                        const char *caption, const char *link)
{
    if (!*src)
        return;
    ghost_raw(w, "<figure>");
    if (*link) {
        ghost_raw(w, "<a href=\"");
        ghost_escaped(w, link);
        ghost_raw(w, "\">");
    }
    ghost_raw(w, "<img src=\"");
    ghost_escaped(w, src);
    ghost_raw(w, "\" alt=\"");
    ghost_escaped(w, alt);
    ghost_raw(w, *link ? "\"></a>" : "\">");
    if (*caption) {
        ghost_raw(w, "<figcaption>");
        ghost_raw(w, caption);
        ghost_raw(w, "</figcaption>");
    }
    ghost_raw(w, "</figure>");
}

static void card_image(const struct ghost_card *c)
{
    card_figure(c->w, card_text(c, "src"), card_text(c, "alt"), card_text(c, "caption"),
                card_text(c, "href"));
}

static void card_gallery(const struct ghost_card *c)
{
    const json_t *list = json_object_get(c->json, "images"), *one;
    size_t i;
    json_array_foreach(list, i, one)
    {
        card_figure(c->w, ghost_text(c->w->a, one, "src"), ghost_text(c->w->a, one, "alt"),
                    ghost_text(c->w->a, one, "caption"), "");
    }
    card_caption(c);
}

static void card_html(const struct ghost_card *c)
{
    ghost_raw(c->w, card_text(c, "html"));
}

static void card_markdown(const struct ghost_card *c)
{
    ghost_markdown(c->w, card_either(c, "markdown", "value"));
}

static void card_code(const struct ghost_card *c)
{
    ghost_raw(c->w, "<pre><code class=\"language-");
    ghost_escaped(c->w, card_text(c, "language"));
    ghost_raw(c->w, "\">");
    ghost_escaped(c->w, card_text(c, "code"));
    ghost_raw(c->w, "</code></pre>");
    card_caption(c);
}

static void card_rule(const struct ghost_card *c)
{
    ghost_raw(c->w, "<hr>");
}

static void card_embed(const struct ghost_card *c)
{
    const char *url = card_text(c, "url");
    if (*url)
        ghost_link(c->w, url, "");
    else
        card_html(c);
    card_caption(c);
}

static void card_bookmark(const struct ghost_card *c)
{
    const json_t *about = json_object_get(c->json, "metadata");
    const char *title = ghost_text(c->w->a, about, "title");
    ghost_link(c->w, card_text(c, "url"), *title ? title : card_text(c, "title"));
    card_caption(c);
}

static void card_callout(const struct ghost_card *c)
{
    const char *text = card_text(c, "calloutText");
    if (strncasecmp(text, "<p>", 3) == 0 || strncasecmp(text, "<p ", 3) == 0)
        text += strcspn(text, ">") + 1; /* the sign stands in the first paragraph */
    ghost_raw(c->w, "<blockquote><p>");
    ghost_escaped(c->w, card_text(c, "calloutEmoji"));
    ghost_raw(c->w, " ");
    ghost_raw(c->w, text);
    ghost_raw(c->w, "</p></blockquote>");
}

static void card_heading(const struct ghost_card *c, const char *html)
{
    if (!*html)
        return;
    ghost_raw(c->w, "<p><strong>");
    ghost_raw(c->w, html);
    ghost_raw(c->w, "</strong></p>");
}

static void card_paragraph(const struct ghost_card *c, const char *html)
{
    if (!*html)
        return;
    ghost_raw(c->w, "<p>");
    ghost_raw(c->w, html);
    ghost_raw(c->w, "</p>");
}

static void card_toggle(const struct ghost_card *c)
{
    card_heading(c, card_text(c, "heading"));
    ghost_raw(c->w, "<div>");
    ghost_raw(c->w, card_text(c, "content"));
    ghost_raw(c->w, "</div>");
}

static void card_button(const struct ghost_card *c)
{
    if (*card_text(c, "buttonText"))
        ghost_link(c->w, card_text(c, "buttonUrl"), card_text(c, "buttonText"));
}

/* The file itself stays behind. What it is called is text, not HTML. */
static void card_file(const struct ghost_card *c)
{
    const char *title = card_either(c, "title", "fileTitle");
    const char *name = card_either(c, "fileName", "fileCaption");
    ghost_link(c->w, card_text(c, "src"), *title ? title : name);
    if (*title && *card_text(c, "fileCaption")) {
        ghost_raw(c->w, "<p>");
        ghost_escaped(c->w, card_text(c, "fileCaption"));
        ghost_raw(c->w, "</p>");
    }
    card_caption(c);
    body_count(c->w->counts, arena_printf(c->w->a, "card %s (a link, without the file)", c->name));
}

/* "★★★★☆" */
static void card_stars(const struct ghost_card *c)
{
    json_int_t stars = json_integer_value(json_object_get(c->json, "productStarRating"));
    if (stars <= 0 || !ghost_true(json_object_get(c->json, "productRatingEnabled")))
        return;
    ghost_raw(c->w, "<p>");
    for (json_int_t i = 0; i < 5; i++)
        ghost_raw(c->w, i < stars ? "★" : "☆");
    ghost_raw(c->w, "</p>");
}

static void card_product(const struct ghost_card *c)
{
    card_figure(c->w, card_text(c, "productImageSrc"), "", "", "");
    card_heading(c, card_text(c, "productTitle"));
    card_stars(c);
    card_paragraph(c, card_text(c, "productDescription"));
    if (*card_text(c, "productButton") && card_shows(c, "productButtonEnabled"))
        ghost_link(c->w, card_text(c, "productUrl"), card_text(c, "productButton"));
}

static void card_header(const struct ghost_card *c)
{
    card_heading(c, card_text(c, "header"));
    card_paragraph(c, card_text(c, "subheader"));
    if (card_shows(c, "buttonEnabled"))
        card_button(c);
}

static void card_call(const struct ghost_card *c)
{
    if (ghost_true(json_object_get(c->json, "hasSponsorLabel")))
        card_paragraph(c, card_text(c, "sponsorLabel")); /* readers must see that it is paid for */
    card_figure(c->w, card_text(c, "imageUrl"), "", "", "");
    card_paragraph(c, card_text(c, "textValue"));
    if (card_shows(c, "showButton"))
        card_button(c);
}

static void card_left_out(const struct ghost_card *c)
{
    body_count(c->w->counts, arena_printf(c->w->a, "card %s (left out)", c->name));
}

static const struct {
    const char *names;
    void (*add)(const struct ghost_card *);
} cards[] = {
    {" image ", card_image},
    {" gallery ", card_gallery},
    {" html card-html ", card_html},
    {" markdown card-markdown ", card_markdown},
    {" code codeblock code-block ", card_code},
    {" hr card-hr horizontalrule horizontal-rule ", card_rule},
    {" embed ", card_embed},
    {" bookmark ", card_bookmark},
    {" callout ", card_callout},
    {" toggle ", card_toggle},
    {" button ", card_button},
    {" audio video file ", card_file},
    {" product ", card_product},
    {" header ", card_header},
    {" call-to-action ", card_call},
    {" email email-cta signup paywall before-after transistor ", card_left_out},
    {" soft-return zwnj at-link at-link-search ", NULL}, /* of the editor alone */
};

/* A card may be for e-mail alone, or for members: then it is none for all readers. Ghost has said so in three ways. */
static bool card_is_hidden(const json_t *card)
{
    const json_t *who = json_object_get(card, "visibility");
    const json_t *web = json_object_get(who, "web"), *shown = json_object_get(who, "showOnWeb");
    const json_t *anybody = json_object_get(web, "nonMember");
    return (shown && !ghost_true(shown)) || (anybody && !ghost_true(anybody)) ||
           ghost_true(json_object_get(who, "emailOnly"));
}

void ghost_card_add(struct ghost_writer *w, const char *name, const json_t *card)
{
    const struct ghost_card c = {w, text_line(w->a, name), card};
    if (card_is_hidden(card)) {
        note_fault(w->notes, "a card (%s) that not every reader may see is left out",
                   note_value(w->a, name));
        return;
    }
    for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++)
        if (shortcode_name_is(c.name, cards[i].names)) {
            if (cards[i].add)
                cards[i].add(&c);
            return;
        }
    body_count(w->counts, arena_printf(w->a, "card %.40s", c.name));
    card_html(&c);
    card_paragraph(&c, card_text(&c, "text"));
}

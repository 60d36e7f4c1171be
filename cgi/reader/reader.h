/* reader.h: handlers of the pages that readers see; one file each, named after the page. */
#ifndef DATELINE_READER_H
#define DATELINE_READER_H

#include "cgi/page.h"
#include "cgi/typeset.h"

void front_get(struct app *app, struct req *req, struct res *res);      /* / */
void section_get(struct app *app, struct req *req, struct res *res);    /* /{section}/ */
void tag_get(struct app *app, struct req *req, struct res *res);        /* /tag/{tag}/ */
void author_get(struct app *app, struct req *req, struct res *res);     /* /author/{name}/ */
void story_get_page(struct app *app, struct req *req, struct res *res); /* /{yyyy}/{mm}/{slug} */
void changes_get(struct app *app, struct req *req, struct res *res);    /* …/changes */
/* …/changes?from=&to=: two texts of the live story, word by word (difference.c). */
void difference_get(struct app *app, struct req *req, struct res *res,
                    const struct story_view *view);
void report_form_get(struct app *app, struct req *req, struct res *res); /* …/report */
void report_form_post(struct app *app, struct req *req, struct res *res);
void guest_get(struct app *app, struct req *req, struct res *res); /* /story/preview?link= */
void guest_post(struct app *app, struct req *req, struct res *res);
void page_get(struct app *app, struct req *req, struct res *res);        /* /{page} */
void corrections_get(struct app *app, struct req *req, struct res *res); /* /corrections */
void search_get(struct app *app, struct req *req, struct res *res);      /* /search */
void robots_get(struct app *app, struct req *req, struct res *res);      /* /robots.txt */
void license_get(struct app *app, struct req *req, struct res *res);     /* /license.xml */
void tdm_get(struct app *app, struct req *req, struct res *res);   /* /.well-known/tdmrep.json */
void year_get(struct app *app, struct req *req, struct res *res);  /* /{yyyy}/ */
void month_get(struct app *app, struct req *req, struct res *res); /* /{yyyy}/{mm}/ */

/* Feeds: feed.atom, feed.rss, feed.json (feed.h). */
void feed_get(struct app *app, struct req *req, struct res *res);             /* / */
void section_feed_get(struct app *app, struct req *req, struct res *res);     /* /{section}/ */
void tag_feed_get(struct app *app, struct req *req, struct res *res);         /* /tag/{tag}/ */
void author_feed_get(struct app *app, struct req *req, struct res *res);      /* /author/{name}/ */
void changes_feed_get(struct app *app, struct req *req, struct res *res);     /* /changes.atom */
void story_markdown_get(struct app *app, struct req *req, struct res *res);   /* /2026/01/slug.md */
void corrections_feed_get(struct app *app, struct req *req, struct res *res); /* /corrections/ */

void sitemap_get(struct app *app, struct req *req, struct res *res);      /* /sitemap.xml */
void sitemap_part_get(struct app *app, struct req *req, struct res *res); /* /sitemap-{id}.xml */
void news_sitemap_get(struct app *app, struct req *req, struct res *res); /* /news-sitemap.xml */

/* Answers with the page of a live story. */
void story_answer(struct app *app, struct req *req, struct res *res, const struct story_view *view);
/* The story page for a revision that is not live, with the notes on it (noted.h) unless n is NULL: a
 * preview. view is as the store gives it. */
struct noted;
void story_preview(struct app *app, struct req *req, struct res *res, struct story_view *view,
                   const struct noted *n);

/* The front page as such an arrangement would have it, at req->now, with those bands: a preview. */
struct front;
void front_preview(struct app *app, struct req *req, struct res *res, const struct front *as,
                   const struct groups *bands);

/* ---- Parts that several pages share ----------------------------------------------------------- */

/* Looks a story up by path. True: *view is the live story. Else the answer (404, 410 with the
 * reason, 301) is in res already. suffix follows the address of a story that has moved. */
bool story_find(struct app *app, struct req *req, struct res *res, const char *path,
                const char *suffix, struct story_view *view);

/* How a list prints a story; the table in card.c gives each its partial and its picture's width. */
enum card_style {
    CARD_LEAD,   /* the page's first: large picture, not lazy */
    CARD_BIG,    /* the first of a section on the front page */
    CARD_FULL,   /* picture, headline, dek */
    CARD_ROW,    /* a row of a long list: small picture */
    CARD_LINE,   /* headline and date */
    CARD_PLAIN,  /* the same, where the section is known */
    CARD_UPDATE, /* what was updated */
    CARD_RATED,  /* a review by its rating */
    CARD_STYLE_MAX
};
/* One more round of `section` with a card in it: {{#SECTION}}{{>CARD}}{{/SECTION}}. */
void card_add(struct page *p, struct tpl_dict *d, const char *section, enum card_style style,
              const struct card *c);
/* Shows SECTION_IF and adds all cards, when there are any. */
void cards_add(struct page *p, struct tpl_dict *d, const char *section, enum card_style style,
               const struct cards *cards);
/* "Ines Okafor and Tomas Reyle", linked, as {{#BYLINES}}: rounds of BYLINE, each with the JOINT
 * before it. */
void bylines_fill(struct page *p, struct tpl_dict *d, const struct groups *bylines);
/* The same of a card, where the template file says {{#BYLINES}}. */
void card_bylines_fill(struct page *p, struct tpl_dict *d, const char *file, const struct card *c);
/* GENRE, and LABEL_LANG within a headline in another language, with KICKER_IF: of what its headline alone would
 * pass off as reporting. */
void card_genre_fill(struct page *p, struct tpl_dict *d, const struct card *c);
#define REVIEW_STARS 5 /* the best rating */
/* A rating in tenths: RATING_IF with RATING ("4.5", "4,5"), MOST ("5") and the drawing {{>STARS}}. */
void rating_fill(struct page *p, struct tpl_dict *d, int rating);
/* Names of a picture: PICTURE_IF with SRC, SRCSET, WEBP, WIDTH, HEIGHT, ALT; the round is *out for
 * more. width: css pixels wanted of the fallback file. False: there is no file to show. */
bool picture_fill(struct page *p, struct tpl_dict *d, const struct media *m, const char *alt,
                  int width, struct tpl_dict **out);
/* Tells the browser of a page's first picture before it has read the page: in the layout's head,
 * a link that preloads the rendition that its <picture> will choose. sizes: as that says. */
void picture_preload(struct page *p, const struct media *m, const char *sizes);
/* Whether text in this language must say so, for it is not the paper's. "" is the paper's. */
bool language_differs(const struct page *p, const char *lang);
/* STORY_LANG_IF with STORY_LANG, STORY_DIR when the story's language differs. */
void language_fill(struct page *p, struct tpl_dict *d, const char *lang);
/* "2026-01-08T09:30:00+00:00", in the site's zone. In the arena. */
const char *instant_iso(struct app *app, struct arena *a, int64_t at);
/* What readers are told last: the editors' Updated, else when it was published. */
static inline int64_t public_time(int64_t published_at, int64_t updated_at)
{
    return updated_at != 0 ? updated_at : published_at;
}
/* AT and AT_ISO: the instant of a change or a correction. */
void instant_fill(struct page *p, struct tpl_dict *d, int64_t at, enum dateline_clock clock);

#define LIST_PAGE 20 /* cards on a page of a list */
/* A list's place (list.c), which ?before= names. False: it names none; {0, 0}: nothing is asked. */
bool list_before(const struct req *req, struct list_key *key);
/* A group that readers may know of. A tag, or a byline without a biography, that only unpublished
 * stories use is STORE_MISSING, so that no name leaks before its story. */
enum store_status list_group(struct app *app, struct req *req, enum group_kind kind,
                             const char *slug, struct group *out)
    __attribute__((warn_unused_result));
/* Whether the address names one that stands for g: then the answer leads to g's own, at `path`. */
bool list_group_moved(struct req *req, struct res *res, const char *slug, const struct group *g,
                      const char *path);
/* OLDER_HREF_IF, and NEWEST_HREF_IF on all pages but the first. */
void list_links(struct page *p, const char *path, struct list_key before, bool more,
                struct list_key last);
/* The address of the page of a list that begins there. */
const char *list_address(struct arena *a, const char *path, struct list_key before);

/* A page of a group's stories (group_page.c). */
struct group_page {
    enum group_kind kind;
    enum story_list list;
    const char *template; /* "reader/tag.tpl" */
    const char *prefix;   /* of its address: "/tag/" */
    const char *param;    /* the group's name in the route: "tag" */
};
void group_page_get(struct app *app, struct req *req, struct res *res,
                    const struct group_page *what);

/* What a story page has below its head (story_content.c), and feeds have too. A list: a round of
 * `section` with ITEM for each, and SECTION_IF around them. */
void items_fill(struct page *p, struct tpl_dict *d, const char *section,
                const struct strlist *list);
/* The lead picture's CAPTION_IF and CREDIT_IF, and FIGCAPTION_IF around them. */
void caption_fill(struct tpl_dict *d, const struct story_text *t);
/* REVIEW_IF: all of a review but its rating. Returns its dictionary. */
struct tpl_dict *review_fill(struct page *p, struct tpl_dict *d, const struct review *r);
/* SOURCES_IF with SOURCES, each with the ways back to the notes of body_html that lead to it. */
void sources_fill(struct page *p, struct tpl_dict *d, const struct sources *list,
                  const char *body_html);
/* A body with our own words within it in the paper's language (body_words.c), as it is or in the arena;
 * and as BODY_HTML. */
const char *body_words(struct page *p, const char *html);
void body_fill(struct page *p, struct tpl_dict *d, const char *html);
/* What a story page has below its head, from the picture to the tags, but for its body
 * (story_content.c). */
void story_content_fill(struct page *p, const struct story_view *view);

/* RELATED_IF with RELATED: cards of what to read next (related.c). */
void related_fill(struct page *p, const struct story_view *view);

/* schema.org JSON-LD and Open Graph of a story, into the layout. */
void structured_fill(struct page *p, const struct story_view *view);
/* The same of the front page, and of a page that lists stories. Paths are site-relative. */
void structured_fill_front(struct page *p);
void structured_fill_list(struct page *p, const char *title, const char *path);
struct profile; /* db/profile.h */
void structured_fill_author(struct page *p, const struct group *byline, const struct profile *who,
                            const char *path);
/* What is said of an author beside the name (author_profile.c), on the page and for machines. */
struct linked_data;
void author_profile_fill(struct page *p, const struct group *byline, const struct profile *who);
void author_profile_json(struct page *p, struct linked_data *person, const struct profile *who);
/* A list below another, as a month is below its year. */
struct crumb {
    const char *name, *path;
};
void structured_fill_below(struct page *p, const struct crumb *parent, const char *title,
                           const char *path);

#endif

/* page.h: what every page has in common, for readers and for editors. */
#ifndef DATELINE_PAGE_H
#define DATELINE_PAGE_H

#include "app.h"
#include "cgi/http/res.h"
#include "db/story.h"

/* What a template of cards shows that costs a query. */
struct card_parts {
    const char *file;
    bool beside, bylines, dek, note, product;
};
enum { CARD_PARTS_MAX = 8 };

/* A page being made: the layout's dictionary and, below it, the page's own. */
struct page {
    struct app *app;
    struct req *req;
    struct res *res;
    struct tpl_dict *layout; /* layout.tpl or admin/layout.tpl */
    struct tpl_dict *main;   /* the page's own template, {{>MAIN}} of the layout */
    const char *layout_file;
    struct card_parts parts[CARD_PARTS_MAX]; /* those asked for so far (reader/card.c) */
    size_t n_parts;
    bool focused;     /* css/focus.css is in its head (focus.h) */
    int64_t shown_at; /* when the newest of the texts that are shown went live (modified.h) */
};

/* Starts a reader's page: template is "reader/front.tpl". title goes into <title>. */
struct page page_start(struct app *app, struct req *req, struct res *res, const char *template,
                       const char *title);
/* Starts an editor's page in admin/layout.tpl: user's name, CSRF token, navigation. */
struct page page_start_admin(struct app *app, struct req *req, struct res *res,
                             const char *template, const char *title);
/* A text of a story is shown that went live then. */
void page_shows(struct page *p, int64_t live_from);
/* Renders into res->body and frees the dictionaries. Whatever happens, res is a whole response. */
void page_finish(struct page *p);

/* Error pages in the paper's own design (reader/error.tpl), below /admin/ in the desk's
 * (admin/error.tpl). A detail, for people, may be NULL; an English one is translated. */
void page_error(struct app *app, struct req *req, struct res *res, int status, const char *detail);
/* The same, before it is finished. False: res is the whole answer already. */
bool page_error_begin(struct app *app, struct req *req, struct res *res, int status,
                      const char *detail, struct page *out);
/* What an answer is by what the store said: 200, 403, 404, 409, 503 for what time or an administrator may heal, else
 * 500. */
int page_status(enum store_status st);
/* A page of that status; logs what the store says when it is 500. */
void page_store_error(struct app *app, struct req *req, struct res *res, enum store_status st,
                      struct store *s);

/* Puts problems into the site's language: those by problem_say, and English ones without values. */
void page_translate(struct app *app, struct problems *why);

/* "/static/<hash>/css/site.css": the fingerprinted address of a file under static/. In the
 * arena. */
const char *page_asset(struct app *app, struct arena *a, const char *file);
/* The base URL and the path. In the arena. */
const char *page_absolute(struct app *app, struct arena *a, const char *path);

/* Fills the "Published/Updated" line's names into d: UPDATED_IF or PUBLISHED_IF sections with
 * WHEN, WHEN_ISO; and BESIDE_IF with BESIDE, BESIDE_ISO for the published date beside it;
 * UNPUBLISHED_IF when there is no date at all. */
void page_line(struct page *p, struct tpl_dict *d, int64_t published_at, int64_t updated_at);
/* As page_line, without anything beside it: for lists. */
void page_when(struct page *p, struct tpl_dict *d, int64_t published_at, int64_t updated_at);

/* <link rel="canonical"> and og:url of a page. path: site-relative. */
void page_canonical(struct page *p, const char *path);
/* "City – The Paper": a title with the paper's name behind it. In the arena. */
const char *page_full_title(struct app *app, struct arena *a, const char *title);
/* A style sheet that this page needs beside site.css, or beside admin.css at the desk: "css/search.css".
 * Apart, so that a story's page stays small. Several stand in the order of the calls. */
void page_sheet(struct page *p, const char *file);
/* Names the feeds of the page's own list in its head, before those of the site. path ends in '/':
 * theirs are path + "feed.atom" and so on. */
void page_feeds(struct page *p, const char *title, const char *path);
/* Whether a BCP 47 language is written from right to left. */
bool page_is_rtl(const char *lang);

#endif

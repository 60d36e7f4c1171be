/* app.h: what a worker has at hand for every request. Passed, never global. */
#ifndef DATELINE_APP_H
#define DATELINE_APP_H

#include "cgi/http/tpl.h"
#include "db/setting.h"
#include "db/store.h"
#include "lib/dateline.h"

#include <stdbool.h>

struct assets;     /* the files under static/, hashed (assets.h) */
struct theme;      /* a site's own colours (theme.h) */
struct typesetter; /* marks of the languages of stories (typeset.h) */
struct req;
struct res;
struct missed;        /* addresses that were asked for in vain (missed.h) */
struct kept_site_nav; /* sections and pages, as read last (site_nav.h) */

struct app {
    const char *site;     /* absolute path of the site folder */
    int site_fd;          /* that folder, for openat */
    int starter;          /* who starts dateline-image; -1: we (db/picture_starter.h) */
    bool swept;           /* what killed uploads left is gone */
    const char *data;     /* where our own templates/ and static/ lie */
    struct store *store;  /* of this request: the one open for reading, or, where the route says
                                * that it writes, the other. Handlers use no other (answer.c) */
    struct store *reader; /* open for reading */
    bool snapshot;        /* what the reader reads is of one instant (answer.c) */
    struct store *writer; /* opened at the first write; use app_writer */
    bool copied;  /* its pages become files (dateline export): they say no day of their own */
    bool hurried; /* others wait while it waits */
    /* Shows a form that was kept over a sign-in, posted to that address then, as its own page shows it (answer.c).
     * False: it has none that does, or none for who asks. */
    bool (*show_again)(struct app *app, struct req *req, struct res *res, const char *target);
    enum store_status writer_status; /* what opening it came to last */
    enum store_status
        trouble;       /* STORE_MOVED, STORE_DAMAGED: what is wrong with the data, as logged */
    bool unsearchable; /* the search index is damaged, as logged */
    int64_t looked;    /* monotonic ms: at the data (app_look_at_store) */
    int64_t idled; /* monotonic ms: at what is rarer than compressing, and whether more is left */
    bool idle_left;
    struct language *language; /* of the settings' locale: words, numbers */
    struct tpl_set *templates; /* in that language */
    struct assets *assets;
    struct theme *theme;          /* NULL: the colours are ours */
    struct arena *arena;          /* holds what lives as long as the app */
    struct arena *settings_arena; /* holds the settings, until others are read */
    struct settings settings;     /* as of settings_generation */
    int64_t settings_generation;
    int64_t generation; /* of the store, as the request began */
    int64_t files_at;   /* when the newest file that pages are made with came there (modified.h) */
    struct kept_site_nav *site_nav; /* use site_nav_get */
    struct arena *site_nav_arena;   /* holds it */
    struct typesetter *typesetter;  /* made at the first use */
    struct ready_pages *ready;      /* the same (ready_pages.h) */
    struct missed *missed;          /* the same (missed.h) */
    struct calendar *calendar;      /* of the settings' zone and locale */
    enum dateline_clock clock;
};

/* Opens store, templates, assets, settings of a site. False: err says what is wrong, in words, and
 * app may still be given to app_close. Call in the worker, after fork. */
bool app_open(struct app *app, const char *site, const char *data, struct buf *err);
void app_close(struct app *app);
/* Reads templates, words and static files again; on a fault the old ones stay and err says why. */
bool app_reload(struct app *app, struct buf *err);
/* The store's generation, and settings again when it says that something was written (templates too
 * when the locale is another); cheap, once per request. Between requests only: strings of the
 * settings before end here. */
void app_refresh(struct app *app);
/* Opens the reading store. False: err says why. */
bool app_open_store(struct app *app, struct buf *err);
/* Between requests: when the data was replaced, opens what lies there now; what is no site of ours
 * leaves the old one, which can be read and not written to. The log says once what happened. */
void app_look_at_store(struct app *app);
/* The writing store, opened on first use. It waits for others that write: for a moment, when the app
 * is hurried, or not at all when nobody has asked for that write. NULL: cannot be opened now
 * (writer_status), and the log says why. Not for handlers: the route's row says that they write. */
struct store *app_writer(struct app *app, bool asked_for);
/* Between requests: some of what search has yet to read (search_catch_up). True: there is more. */
bool app_idle(struct app *app);
/* The key that signs readers' forms (form_token.h), made at the first use in a site's life. In the
 * arena; NULL: it cannot be had, and the log says why. */
const char *app_form_key(struct app *app, struct arena *a);
/* An English text in the site's language (lib/language.h has more ways to say it). */
const char *app_word(const struct app *app, const char *english);
/* A setting's value. */
const char *app_setting(const struct app *app, enum setting k);
/* The folder with our templates/ and static/: DATELINE_DATA, else beside the binary
 * (../share/dateline), else the source tree it was built in. In the arena. */
const char *app_data_folder(struct arena *a);

#endif

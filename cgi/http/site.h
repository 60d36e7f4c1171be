/* site.h: what the web asks of the site behind it.
 *
 * The server knows connections, requests and answers, and no page, setting or table. Whoever starts
 * it gives it these functions (ours: cgi/answer.h) and it calls them for one request in this order:
 * ready, begin, base_url, route and answer, or refuse in place of what is left of those, end. */
#ifndef DATELINE_HTTP_SITE_H
#define DATELINE_HTTP_SITE_H

#include "lib/buf.h"
#include "router.h"

/* An opened site. The server passes it on and never looks into it. */
struct app;

/* Where it lies, and what was prepared for it. */
struct site_place {
    const char *site; /* its folder */
    const char *data; /* where our own templates/ and static/ lie */
    int starter;      /* who starts programs for it (db/picture_starter.h); -1: itself */
};

struct site_functions {
    /* Opens the site. NULL: err says what is wrong. Called after fork; ended with close. */
    struct app *(*open)(const struct site_place *place, struct buf *err);
    /* NULL: nothing happens. */
    void (*close)(struct app *app);
    /* Reads templates, words and static files again. False: the old ones stay, err says why. */
    bool (*reload)(struct app *app, struct buf *err);

    /* Whether the answer to a request lies ready; method, path, query, cookies and conditions were read.
     * If so it is in res, but for the headers of all answers, and none of the functions below is called.
     * NULL: none ever does. */
    bool (*ready)(struct app *app, const struct req *req, struct res *res);
    /* A request begins: settings are fresh, and all that is read until release is of one
     * instant. */
    void (*begin)(struct app *app);
    /* The request may take its time from here on: what is read need not be of one instant. */
    void (*release)(struct app *app);
    /* "https://news.example.org", by the settings; good until the request ends. */
    const char *(*base_url)(const struct app *app);
    /* The proxies whose word on the client's address is taken (lib/proxy.h), by the settings. */
    const char *(*trusted_proxies)(const struct app *app);
    /* Decides the request, whose head alone was read: which row, and for editors' pages who
     * asks. */
    void (*route)(struct app *app, struct req *req, struct routing *out);
    /* Makes the whole response. The request is whole, too. */
    void (*answer)(struct app *app, struct req *req, struct res *res, const struct routing *r);
    /* The same for a request that cannot be taken: an error page of that status. A detail, for
     * people, may be NULL; an English one is translated. */
    void (*refuse)(struct app *app, struct req *req, struct res *res, int status,
                   const char *detail);
    /* The request ends; its answer was not sent yet. */
    void (*end)(struct app *app);

    /* From now on others wait while it waits. */
    void (*hurry)(struct app *app);
    /* Whether a request that writes would not have to wait for others that write. */
    bool (*can_write)(struct app *app);
    /* Nobody has asked for anything for a while: some work that is left over, for a tenth of a
     * second. True: there is more. NULL: there never is. */
    bool (*idle)(struct app *app);

    /* Asked by the supervisor, again and again: whether there is work that takes minutes. One look at the
     * disk. NULL: there never is. */
    bool (*work_waits)(const struct site_place *place);
    /* Does it, in a process that the supervisor has made for it; what it returns is the exit status. 0: it is
     * done; else, or when the process is killed, it is begun again after a while. */
    int (*work)(const struct site_place *place);
};

#endif

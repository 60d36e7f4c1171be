/* address.h: where a reader was meant to go who asked for an address that is not there.
 *
 * People and programs bend addresses: they write capitals, double or lose a slash, take the full stop
 * or the quotation mark behind a link into it; and stories move. All of it together is put right at
 * once: one redirect leads to a page, never to the next redirect. */
#ifndef DATELINE_ADDRESS_H
#define DATELINE_ADDRESS_H

#include "app.h"
#include "cgi/http/req.h"

/* The path that leads to a page (or to the notice of a withdrawn story) and was probably meant, with the
 * query that was asked with; NULL: nothing is near, or that is where the reader is. For addresses
 * outside the desk: what is found is shown to be there by asking its page. In req's arena. */
const char *address_meant(struct app *app, const struct req *req);
/* The path of the story that a site knew by a number before it came here, "/?p=12"; NULL: no query of the
 * kind was asked with, or no story that readers see has that number. In req's arena. */
const char *address_of_number(struct app *app, const struct req *req);
/* The path with single slashes, without "index.html", and without what is no part of any address of
 * ours at its end: punctuation, and, when `ascii`, letters of other scripts, which follow a link
 * without a space in Chinese or Japanese. Its slash at the end is gone too, but for "/". In the
 * arena. */
const char *address_tidy(struct arena *a, const char *path, bool ascii);

/* Where an editor has led that path by hand (db/redirect_rule.h): a path of ours or an http(s) address, with
 * the query that was asked with unless it has its own. NULL: nowhere. */
const char *address_by_rule(struct app *app, const struct req *req);

#endif

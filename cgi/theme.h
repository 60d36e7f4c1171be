/* theme.h: a site's own look, as far as settings say it: three colours and a logo. What goes
 * further is a file in the site's templates/ and static/ (docs/appearance.md). */
#ifndef DATELINE_THEME_H
#define DATELINE_THEME_H

#include "assets.h"
#include "cgi/http/res.h"
#include "db/setting.h"
#include "lib/colour.h"

struct theme; /* the sheet of a site that chose its colours */

/* Our sheet with the settings' colours behind it, and pictures that were sent as logos. NULL: the site has neither, or
 * there is no sheet. End with theme_free. */
struct theme *theme_make(const struct settings *settings, const struct assets *assets);
void theme_free(struct theme *t);

/* Address of the sheet with the site's colours; NULL: they are ours. In the arena. */
const char *theme_sheet(const struct theme *t, struct arena *a);
/* Answers the address of the sheet with the site's colours, or of a logo that was sent; false: there is none. */
bool theme_answer(struct theme *t, const struct req *req, struct res *res, const char *hash,
                  const char *file);
/* Compresses it, if it was asked for. t may be NULL. */
void theme_compress(struct theme *t);

/* What a page of a paper with these colours looks like, by day or by night: eight of its colours, as "#b62d15". */
struct theme_sample {
    char paper[COLOUR_SIZE], ink[COLOUR_SIZE], soft[COLOUR_SIZE], hair[COLOUR_SIZE];
    char signal[COLOUR_SIZE], band[COLOUR_SIZE], on_band[COLOUR_SIZE], panel[COLOUR_SIZE];
};
/* paper, ink and accent as typed; one that is no colour counts as ours. */
struct theme_sample theme_sample(const char *paper, const char *ink, const char *accent,
                                 bool night);

/* A logo: a file below static/, or a picture that was sent, and its size in CSS pixels. */
struct theme_logo {
    const char *src;  /* its address */
    const char *dark; /* the same for dark pages; NULL: there is none */
    int width, height;
};
/* False: the site has none, or its file is not there. t may be NULL. In the arena. */
bool theme_logo(const struct theme *t, const struct settings *s, const struct assets *as,
                struct arena *a, struct theme_logo *out);

#endif

/* site_nav.h: what every reader's page has around it: the sections, and the pages at its foot; and how the
 * front page is arranged.
 *
 * Read once and kept until something is written, a scheduled page goes live, or the clock changes the
 * arrangement. */
#ifndef DATELINE_SITE_NAV_H
#define DATELINE_SITE_NAV_H

#include "app.h"
#include "db/front.h"
#include "db/story.h"

struct site_nav {
    enum store_status status; /* but for STORE_OK all is empty */
    struct groups sections;   /* in their order, without those that are hidden */
    struct cards pages;       /* live ones, by headline */
    struct groups standing;   /* section_standing's */
    struct front front;       /* that readers see */
    struct groups bands;      /* its sections' (site_nav_bands) */
};

/* As of now. Good until the next request. */
const struct site_nav *site_nav_get(struct app *app, int64_t now);
/* The bands of sections as an arrangement has them: of those in `sections`, first those that it names and does
 * not hide, then those that it does not name. In a. */
struct groups site_nav_bands(struct arena *a, const struct groups *sections, const struct front *f);
/* The section that a card's revision names; NULL: none. */
const struct group *site_nav_section(struct app *app, int64_t now, int64_t said);
#endif

/* site_nav.h: what every reader's page has around it: the sections, and the pages at its foot.
 *
 * Read once and kept until something is written, or a scheduled page goes live. */
#ifndef DATELINE_SITE_NAV_H
#define DATELINE_SITE_NAV_H

#include "app.h"
#include "db/story.h"

struct site_nav {
    enum store_status status; /* but for STORE_OK both are empty */
    struct groups sections;   /* in their order, without those that are hidden */
    struct cards pages;       /* live ones, by headline */
    struct groups standing;   /* section_standing's */
};

/* As of now. Good until the next request. */
const struct site_nav *site_nav_get(struct app *app, int64_t now);
/* The section that a card's revision names; NULL: none. */
const struct group *site_nav_section(struct app *app, int64_t now, int64_t said);
#endif

/* import_page.h: what import.c (the presses) and import_show.c (the page) share. */
#ifndef DATELINE_ADMIN_IMPORT_PAGE_H
#define DATELINE_ADMIN_IMPORT_PAGE_H

#include "admin_private.h"

#include "cgi/import_job.h"

struct import_page {
    struct app *app;
    struct req *req;
    struct res *res;
    int folder;   /* -1: nothing was ever sent */
    bool has_job; /* job and progress are set */
    struct import_job job;
    struct import_progress progress;
    json_t *report;  /* of the job's turn, or NULL */
    bool asks_fetch; /* the form that was sent does */
    struct problems why;
};

/* A number of the report. */
int64_t import_page_count(const struct import_page *s, const char *key);
/* The job and its turn, as forms name it: another import has another, though it is as far. In the arena. */
const char *import_page_turn(const struct import_page *s);
/* import_fetch_show.c: the hosts that may be asked, as they were typed, into the job; a word of what came of it, or NULL;
 * and the part of the form. */
void import_take_fetch(struct import_page *s);
const json_t *import_page_fetched(const struct import_page *s, const char *key);
void import_show_fetch(struct page *p, struct tpl_dict *options, const struct import_page *s);
/* The whole page, with res->status as it is. */
void import_page_show(struct import_page *s);

#endif

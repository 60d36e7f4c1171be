/* names.h: sections, bylines and tags at the desk: what the three have in common. */
#ifndef DATELINE_ADMIN_NAMES_H
#define DATELINE_ADMIN_NAMES_H

#include "admin_private.h"

#include "db/group.h"

/* How the desk speaks of one kind, in English, for app_word. */
struct names_words {
    const char *one, *many;  /* "Section", "Sections" */
    const char *list, *edit; /* addresses: "/admin/sections", "/admin/section/" */
    const char *reader;      /* what stands before and after the slug in a reader's address */
    const char *text, *help; /* what the longer text is called, and who reads it */
};
const struct names_words *names_words(enum group_kind k);

/* The list with what was typed to filter it; why are the problems of a form below it. */
void names_show(struct app *app, struct req *req, struct res *res, enum group_kind k,
                struct problems *why);
/* "/tag/ferry/" */
const char *names_reader_path(struct arena *a, enum group_kind k, const char *slug);

#endif

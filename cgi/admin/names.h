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

/* The lists lead to one another, and to house style; shown is the address of the page itself. */
void names_show_kinds(struct page *p, const char *shown);
/* The list with what was typed to filter it; why are the problems of a form below it. */
void names_show(struct app *app, struct req *req, struct res *res, enum group_kind k,
                struct problems *why);
/* One of them, as its page shows and changes it. */
struct name_page {
    enum group_kind kind;
    struct group group;
    const char
        *asked; /* the slug in the address; another than the group's: it stands for that one */
    struct problems why;
};
/* What the page has below its words: what was merged into this one, into which other one it may be
 * merged, and of a section, whether the menu has it. */
void name_merge_show(struct page *p, struct name_page *s);
/* Whether the form asks for one of these; then *st is what became of it, and *saved where that is said. */
bool name_merge_post(struct app *app, struct req *req, struct name_page *s, enum store_status *st,
                     const char **saved);
/* Of a byline: what readers learn of its author (name_profile.c). */
void name_profile_show(struct page *p, struct name_page *s);
enum store_status name_profile_save(struct app *app, struct req *req, struct name_page *s)
    __attribute__((warn_unused_result));
bool name_profile_field(const char *name);
/* "/tag/ferry/" */
const char *names_reader_path(struct arena *a, enum group_kind k, const char *slug);

#endif

/* noted.h: a story's page with the notes on it, each beside its passage: for the desk and for guests. */
#ifndef DATELINE_NOTED_H
#define DATELINE_NOTED_H

#include "cgi/story_part.h"
#include "db/note.h"
#include "reader.h"

/* The words that a guest may suggest others for, as they are typed. */
struct noted_words {
    int base; /* the revision that they began from */
    const char *headline, *dek, *body, *takeaways, *reason;
    const char *problem; /* why they were not taken, in the site's language; or NULL */
    bool taken;          /* some were, just now */
};
/* Other words for one paragraph that a guest has picked, as they are typed. */
struct noted_passage {
    int base;       /* the revision that it is of */
    const char *id; /* "p-4" */
    const char *words, *reason;
    const char *problem; /* as above */
};
/* What is typed and not sent stays in the browser, under a name of its own. */
struct noted_keeping {
    const char *key; /* NULL: nothing is kept */
    int64_t until;   /* ms UTC; 0: as long as static/js/desk/storage.js says */
    bool sent;       /* the page is the answer to what was sent */
};
struct noted {
    struct notes notes;
    struct story_parts parts;       /* of the text that is shown, as it was typed */
    const char *action;             /* where the forms go; NULL: nobody writes here */
    const char *proof_name, *proof; /* the field that proves where a form comes from */
    const char *link;               /* a guest's own, goes along; NULL: none */
    bool resolves;                  /* may resolve */
    const char *back; /* the desk's page of the story, for who came from there; or NULL */
    const struct noted_words *suggest;   /* NULL: nobody suggests here */
    struct strlist picks;                /* ids of paragraphs that can be picked by themselves */
    const struct noted_passage *passage; /* the one that was; or NULL */
    struct noted_keeping keeping;
    bool live;                 /* it is what readers see */
    const char *guest, *until; /* whom the page was made for, and until when; or NULL */
    /* What was typed and not taken, and why, in the site's language; problem NULL: nothing was. */
    const char *words, *problem;
    const char *problem_field; /* name of the field it is about; NULL: of the whole */
    const char *place;         /* of a new note */
    int64_t thread_id;         /* of an answer; 0: it is none */
};

/* BODY_PART rounds and the rest, in place of body_fill. html is what the page shows. */
void noted_fill(struct page *p, const struct noted *n, const char *html);

/* The script that keeps what is typed, or, on a page without its forms, forgets it. */
void noted_keep(struct page *p, const struct noted_keeping *k);

/* One thing said of a thread, as SAID below d; of the desk and of guests alike. */
void noted_fill_said(struct page *p, struct tpl_dict *d, const struct note *n, const char *at);

#endif

/* fetch.h: pictures that a source names and nobody brought along: which of them may be asked for, and where those
 * lie that were fetched (fetch_run.h). Nothing here touches the network.
 *
 * What was fetched lies in SITE/fetched, each picture in a folder that its address names. It is found there with or
 * without --fetch, so that the same import again is the same. */
#ifndef DATELINE_FETCH_H
#define DATELINE_FETCH_H

#include "export_media.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* One picture of a story, that is not here. */
struct fetch_wish {
    const char *file;    /* the story, as reports call it */
    const char *picture; /* as the source names it */
    struct strlist urls; /* the first that answers is it: whole, then smaller */
};

/* A host that may not be asked, and the pictures that it has. */
struct fetch_host {
    const char *site;
    size_t pictures;
};

struct fetch {
    struct arena *arena;  /* holds the strings; the caller's */
    const char *folder;   /* SITE/fetched, absolute or as SITE was given */
    bool asked;           /* wishes are taken down */
    bool walks;           /* for them alone: pictures that are here are not opened */
    bool any;             /* wishes of all hosts are taken down: who asks for them judges */
    const char *home;     /* "https://paper.example": of addresses without a host; NULL: none */
    struct strlist sites; /* that may be asked, as struct web_address says them */
    struct fetch_wish *v;
    size_t n, room;
    struct fetch_host *others;
    size_t n_others, room_others;
    json_t *known; /* first addresses → true */
};
void fetch_begin(struct fetch *f, struct arena *a, const char *site_folder);
void fetch_end(struct fetch *f);

/* "paper.example", "paper.example:8080" or an address: that host may be asked. The first one is where addresses
 * without a host are of, unless the source says. False: it is no host. */
bool fetch_allow(struct fetch *f, const char *host);
/* What the source says of itself: its own host may be asked. NULL or no address: nothing is known. */
void fetch_take_home(struct fetch *f, const char *home);
bool fetch_is_allowed(const struct fetch *f, const char *site);

/* The file of a picture that was fetched. NULL: it is not here; when wishes are taken down, it is one now. media: of
 * an export, or NULL. In a. */
const char *fetch_find(struct fetch *f, struct arena *a, const struct export_media *media,
                       const char *file, const char *src);
/* Where what an address gives is to lie: "<32 letters>/a.jpg", below the folder. In a. */
const char *fetch_place(struct arena *a, const char *url);

#endif

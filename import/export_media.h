/* export_media.h: the pictures of an export: a folder of uploads beside it, and what the export says
 * of them. Nothing is fetched here; what is missing may be, see fetch.h. */
#ifndef DATELINE_EXPORT_MEDIA_H
#define DATELINE_EXPORT_MEDIA_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A picture that the export lists. */
struct export_picture {
    const char *id;     /* the export's own */
    const char *parent; /* of the story that it was uploaded to, or "" */
    const char *path;   /* of its address, decoded: "/wp-content/uploads/2020/01/a.jpg" */
    const char *alt, *caption, *credit;
    long order; /* among those of the same story */
};

struct export_media {
    const char *home;         /* the address that the export says to be of; NULL: it does not say */
    const char *root;         /* absolute, links resolved; NULL: no folder was given */
    bool by_name;             /* a file's name alone finds it, on whatever host it was */
    struct strlist hosts;     /* that are the export's own, in small letters and without "www." */
    struct export_picture *v; /* by path */
    struct export_picture **by_id, **by_parent;
    size_t n;
};

/* The folder of uploads; NULL: none. False: *why says why it cannot be opened. */
bool export_media_open(struct arena *a, const char *folder, struct export_media *out,
                       const char **why);
/* The host of an address is one of the export's own. */
void export_media_add_host(struct arena *a, struct export_media *m, const char *url);
/* After the last picture is in m->v: finds them by path and by id from now on. */
void export_media_sort(struct arena *a, struct export_media *m);

/* The path of a picture's address, decoded. NULL: it is on another site. In a. */
const char *export_media_path(const struct export_media *m, struct arena *a, const char *src);
/* Where a picture is on its own host, as large as the export lists it first: paths, decoded. None: it is on another
 * site. In a. */
struct strlist export_media_paths(const struct export_media *m, struct arena *a, const char *src);
/* The address behind one of a service that makes pictures smaller on their way; NULL: it is none. In a. */
const char *export_media_proxied(struct arena *a, const char *src);
/* The picture at an address, or the one that it shows smaller ("a-300x200.jpg"); NULL: the export
 * lists none. */
const struct export_picture *export_media_at(const struct export_media *m, struct arena *a,
                                             const char *src);
const struct export_picture *export_media_by_id(const struct export_media *m, const char *id);
/* Those that were uploaded to a story, in order; *n: how many. */
struct export_picture *const *export_media_of(const struct export_media *m, const char *parent,
                                              size_t *n);
/* Its file in the folder of uploads, never outside of it: as large as there is one. NULL: it is not
 * there. In a. */
const char *export_media_file(const struct export_media *m, struct arena *a, const char *src);

#endif

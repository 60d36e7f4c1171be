/* feed.h: a feed on its way: what it says, whatever its format.
 *
 *   feed.c          which feed is asked for, and its frame
 *   feed_story.c    stories and corrections as entries, with their pictures
 *   feed_format.c   entries as Atom, RSS 2.0 or JSON Feed 1.1 */
#ifndef DATELINE_FEED_H
#define DATELINE_FEED_H

#include "db/feed.h"
#include "reader.h"

#define FEED_ENTRIES 20

enum feed_format { FEED_ATOM, FEED_RSS, FEED_JSON, FEED_FORMAT_MAX };

struct feed_picture {
    const char *url; /* absolute; NULL: there is none */
    const char *alt, *caption, *credit;
    int width, height;
    int64_t bytes;
};

/* Addresses are absolute, times those that readers are told. */
struct feed_entry {
    const char *id; /* a tag: URI (RFC 4151) that no change of the story ever changes */
    const char *url, *title, *summary;
    const char *html; /* the whole of it, addresses absolute */
    const char *lang; /* BCP 47, "": the feed's */
    const struct groups *bylines;
    struct strlist categories; /* section and tags, by name */
    int64_t published_at;
    int64_t updated_at; /* the editors' Updated, else published_at */
    struct feed_picture picture;
};

struct feed {
    struct app *app;
    struct req *req;
    const char *title, *subtitle;
    const char *page;     /* absolute address of the page with the same list */
    const char *self;     /* and of the feed */
    struct feed_entry *v; /* newest first by published_at */
    size_t n;
    int64_t updated_at; /* the newest of its entries'; 0: it has none */
};

/* Entries of stories and of corrections, into f. False: a template failed. */
bool feed_add_stories(struct feed *f, const struct story_views *views);
bool feed_add_corrections(struct feed *f, const struct corrections *list);
/* An update that readers were told of. */
struct feed_update {
    int64_t id; /* the publication's */
    int64_t at;
    const char *headline, *path, *note;
};
struct feed_updates {
    struct feed_update *v;
    size_t n;
};
/* Both as entries, at most FEED_ENTRIES of them, newest first. False: a template failed. */
bool feed_add_changes(struct feed *f, const struct feed_updates *updates,
                      const struct corrections *corrections);
/* Prints it. False: a template failed, or it is too large. */
bool feed_print(struct feed *f, enum feed_format format, struct buf *out);
const char *feed_media_type(enum feed_format format);

#endif

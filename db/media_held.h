/* media_held.h: the pictures of stories that are withdrawn or in the bin, whose files lie where no web server looks.
 *
 * A web server may serve SITE/media as it lies, so that a file is public as long as it is there. The
 * files of a picture that such stories have, and no other, are moved to SITE/media/.withdrawn,
 * under the same names; they come back with the story, and when another story takes the picture. */
#ifndef DATELINE_MEDIA_HELD_H
#define DATELINE_MEDIA_HELD_H

#include "store.h"

#define MEDIA_HELD_FOLDER ".withdrawn" /* below SITE/media */

/* Within a transaction: notes which pictures a revision of the story shows, above its text and in
 * it, and puts their files where they belong. hero: 0 for none; html: the text as readers get it. */
enum store_status media_use_write(struct store *s, int64_t story, int64_t hero, const char *html)
    __attribute__((warn_unused_result));
/* Within a transaction that ends a withdrawal, before its end: a live story never lacks a picture. */
enum store_status media_place_story(struct store *s, int64_t story)
    __attribute__((warn_unused_result));

/* After a story was withdrawn, or put into the bin: a transaction that moves its pictures away. What it does not get
 * done, the log says, and media_hold_all does later. Nothing within a batch, which may still come to nothing: whoever
 * commits it asks again. */
void media_hold_story(struct store *s, int64_t story);
/* The same for all such stories; what is where it belongs costs a look each. */
void media_hold_all(struct store *s);
/* Whether there are such stories, with pictures. */
bool media_any_to_hold(struct store *s);

#endif

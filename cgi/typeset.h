/* typeset.h: what readers see of a text: its marks set as its language sets them (lib/typography.h).
 *
 * Every text of a story that goes to readers passes here, so that headline, lists, feeds and what
 * machines read agree. What editors see, what is compared, found and hashed does not; nor do names:
 * of the paper, of sections, tags and people. A language of "" is the site's. */
#ifndef DATELINE_TYPESET_H
#define DATELINE_TYPESET_H

#include "app.h"
#include "db/story.h"

/* One text, or the text itself when the setting is off. NULL for NULL. */
const char *typeset(struct app *app, struct arena *a, const char *lang, const char *text);
/* The plain text of a body, with the HTML that shows what is code in it. */
const char *typeset_plain(struct app *app, struct arena *a, const char *lang, const char *plain,
                          const char *html);
/* All that a revision says, over what is there; lists are copied. Its plain text only where it is
 * the summary. */
void typeset_revision(struct app *app, struct arena *a, struct revision *r);
/* The same, and what was corrected. */
void typeset_view(struct app *app, struct arena *a, struct story_view *view);
/* Corrections of one story; of many, each in its story's language. */
void typeset_corrections(struct app *app, struct arena *a, struct corrections *list);
/* What a story's public history says. */
void typeset_changes(struct app *app, struct arena *a, const char *lang, struct changes *list);

#endif

/* export_item.h: a story as another system's export has it, and how it becomes one of ours. What
 * reads the export (wxr_story.c, ghost.c) fills a struct export_item; all else is done here, alike. */
#ifndef DATELINE_EXPORT_ITEM_H
#define DATELINE_EXPORT_ITEM_H

#include "export_media.h"
#include "story_file.h"

enum export_form {
    EXPORT_HTML,       /* a line's end is a space */
    EXPORT_HTML_LINES, /* a line's end is a line break, a blank line parts paragraphs */
    EXPORT_MARKDOWN,
    EXPORT_CLEAN /* Markdown of ours, but its pictures have the addresses that they had */
};

/* A text may change its form on its way, from card to card. */
struct export_part {
    enum export_form form;
    const char *text;               /* valid UTF-8 */
    const struct export_made *made; /* what was made of it ahead; NULL: nobody did */
};
/* A part of HTML as Markdown, in which pictures have the addresses that they had. */
struct export_made {
    const char *text; /* NULL: it nests too deep, or is too long */
    struct body_counts counts;
};

/* So many tags or authors of an item are looked at; far fewer are kept, and the report says so. */
#define EXPORT_NAMES_MAX 500

/* Strings are never NULL; "" when the export does not say. */
struct export_item {
    const char *name; /* how reports call it: "post 12: Flood on the Wye" */
    const char *key;  /* where it came from, stable */
    const char *id;   /* of the export's own: what a picture's parent names */
    enum story_kind kind;
    const char *title, *slug, *lang;
    const char *dek;     /* plain text, or HTML */
    const char *summary; /* in its place when it says nothing: a description for search engines */
    struct export_part *parts;
    size_t n_parts;
    enum body_marks marks;
    int64_t published_at, edited_at; /* 0: it does not say */
    const char *held;                /* why readers must not see it; NULL: they may */
    struct groups authors, tags;
    struct group section; /* slug or name "": the import's, else "news" */
    const char *hero, *hero_alt, *hero_caption, *hero_credit;
    struct strlist aliases; /* paths or addresses that shall lead here */
    bool lead;
    struct notes notes;
};

/* Makes Markdown of a part of HTML, in a, without a store or what an import has in common: out->counts is added to,
 * under no file's name. */
void export_make_part(struct arena *a, const struct export_part *part, enum body_marks marks,
                      struct export_made *out);

/* In a. False: *why says why it is left out. */
bool export_item_take(struct story_files *f, const struct export_media *media, struct arena *a,
                      const struct export_item *in, struct import_item *out, const char **why);

/* An address's path and query as redirects have them ("/2019/01/ä", "/?p=12"), decoded; NULL: it is
 * none that can lead here. */
const char *export_old_path(struct arena *a, const char *address);
/* One line of text of what may be HTML. */
const char *export_line(struct arena *a, const char *html);
/* "The bridge. Photo by Ann / Agency" is a caption and a credit; any other caption stays. In a. */
void export_split_credit(struct arena *a, const char **caption, const char **credit);
/* "--map NAME=SECTION" of a category or tag by its name or slug; NULL: it is not mapped. The section
 * "tag" means: never a section; "": neither. */
const char *export_mapped(const struct story_files *f, const char *slug, const char *name);

#endif

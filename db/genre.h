/* genre.h: the sort of work that a text is. */
#ifndef DATELINE_GENRE_H
#define DATELINE_GENRE_H

/* What sort of work it is, which readers are told above the headline: nothing of plain reporting. A review
 * is a kind of story, and may besides be paid for. */
enum story_genre {
    GENRE_NEWS,
    GENRE_ANALYSIS,
    GENRE_OPINION,
    GENRE_SATIRE,
    GENRE_PRESS_RELEASE, /* somebody else's words about themselves */
    GENRE_SPONSORED,     /* paid for by whom it speaks of */
    GENRE_AGENCY,
    GENRE_MAX
};

/* "news", …, "press-release", …: for files, forms and commands. */
const char *story_genre_name(enum story_genre g);
/* GENRE_MAX when unknown. */
enum story_genre story_genre_find(const char *name);

#endif

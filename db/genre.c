/* genre.c: see genre.h. */
#include "genre.h"

#include <stddef.h>
#include <string.h>

static const char *const genre_names[GENRE_MAX] = {
    [GENRE_NEWS] = "news",
    [GENRE_ANALYSIS] = "analysis",
    [GENRE_OPINION] = "opinion",
    [GENRE_SATIRE] = "satire",
    [GENRE_PRESS_RELEASE] = "press-release",
    [GENRE_SPONSORED] = "sponsored",
    [GENRE_AGENCY] = "agency",
};

const char *story_genre_name(enum story_genre g)
{
    return g < GENRE_MAX ? genre_names[g] : "";
}

enum story_genre story_genre_find(const char *name)
{
    enum story_genre g = GENRE_NEWS;
    while (g < GENRE_MAX && (!name || strcmp(genre_names[g], name) != 0))
        g++;
    return g;
}

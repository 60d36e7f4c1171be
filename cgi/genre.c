/* genre.c: see genre.h. */
#include "genre.h"

#include "lib/language.h"

/* An analysis and an agency's report are reporting, whoever takes them for it is not misled. */
static const struct {
    const char *word;
    bool misleads; /* when its headline is read alone */
} genres[GENRE_MAX] = {
    [GENRE_NEWS] = {WORD("News"), false},
    [GENRE_ANALYSIS] = {WORD("Analysis"), false},
    [GENRE_OPINION] = {WORD("Opinion"), true},
    [GENRE_SATIRE] = {WORD("Satire"), true},
    [GENRE_PRESS_RELEASE] = {WORD("Press release"), true},
    [GENRE_SPONSORED] = {WORD("Sponsored"), true},
    [GENRE_AGENCY] = {WORD("From an agency"), false},
};

const char *genre_word(enum story_genre g)
{
    return g < GENRE_MAX ? genres[g].word : "";
}

const char *genre_label(struct app *app, enum story_genre g)
{
    return g == GENRE_NEWS || g >= GENRE_MAX ? NULL : app_word(app, genres[g].word);
}

const char *genre_label_alone(struct app *app, enum story_genre g)
{
    return g < GENRE_MAX && genres[g].misleads ? genre_label(app, g) : NULL;
}

const char *genre_headline(struct app *app, struct arena *a, enum story_genre g,
                           const char *headline)
{
    const char *label = genre_label_alone(app, g);
    return label ? language_say(app->language, a, WORD("%KIND%: %HEADLINE%"), "KIND", label,
                                "HEADLINE", headline, NULL)
                 : headline;
}

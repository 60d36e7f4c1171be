/* demo.h: the demo newspaper, from the folder demo/ of our data. */
#ifndef DATELINE_DEMO_H
#define DATELINE_DEMO_H

#include "cli.h"

#include <stdbool.h>

/* Settings, sections, authors from site.yaml, and the user "editor". False: said on stderr. */
bool demo_settings(struct cli *c, struct store *s);
/* The stories, moved by whole days so that the demo's newest day is today. False: said. */
bool demo_stories(struct cli *c, struct store *s, const char *site);

#endif

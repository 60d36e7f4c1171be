/* markdown_link.h: where a story's page says that it is there as Markdown, too. */
#ifndef DATELINE_MARKDOWN_LINK_H
#define DATELINE_MARKDOWN_LINK_H

#include "lib/arena.h"

/* The Link header of a story's page, which is there as Markdown, too: "</2026/01/slug.md>; rel=…". NULL: the
 * path is no story's. Web servers that send pages that lie ready make the same (deploy/). In the arena. */
const char *markdown_link(struct arena *a, const char *path);

#endif

/* section.c: which first parts of an address are the program's own. */
#include "section.h"

#include <string.h>

static const char *const reserved[] = {
    "admin",        "api",    "author", "authors", "assets", "changes", "corrections",
    "favicon",      "feed",   "health", "index",   "login",  "logout",  "media",
    "news-sitemap", "page",   "report", "robots",  "rss",    "search",  "section",
    "sitemap",      "static", "status", "story",   "tag",    "tags",
};

/* "2026", and anything else of digits alone. */
static bool numeric(const char *slug)
{
    return slug[0] != '\0' && slug[strspn(slug, "0123456789")] == '\0';
}

bool group_slug_reserved(const char *slug)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (strcmp(reserved[i], slug) == 0)
            return true;
    }
    return numeric(slug);
}

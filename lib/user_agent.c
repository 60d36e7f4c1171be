/* user_agent.c: what a browser is called, by what it says of itself. */
#include "user_agent.h"

#include <stddef.h>
#include <string.h>

struct mark {
    const char *mark, *name;
};

/* Each browser also names those that it is like, so what is said by fewest comes first. */
static const struct mark browsers[] = {
    {"SamsungBrowser/", "Samsung Internet"},
    {"OPR/", "Opera"},
    {"Vivaldi/", "Vivaldi"},
    {"Edg/", "Edge"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"FxiOS/", "Firefox"},
    {"Firefox/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Chrome/", "Chrome"},
    {"Safari/", "Safari"},
};

static const struct mark systems[] = {
    {"iPhone", "iPhone"}, {"iPad", "iPad"},      {"Android", "Android"}, {"Windows", "Windows"},
    {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"}, {"Macintosh", "macOS"}, {"Linux", "Linux"},
};

static const char *mark_find(const struct mark *marks, size_t n, const char *agent)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(agent, marks[i].mark))
            return marks[i].name;
    return "";
}

struct user_agent user_agent_read(const char *agent)
{
    return (struct user_agent){
        mark_find(browsers, sizeof browsers / sizeof *browsers, agent),
        mark_find(systems, sizeof systems / sizeof *systems, agent),
    };
}

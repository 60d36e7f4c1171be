/* markdown_link.c: see markdown_link.h. */
#include "markdown_link.h"

#include "lib/ascii.h"
#include "lib/slug.h"

/* "/0000/00/" and a slug. */
const char *markdown_link(struct arena *a, const char *path)
{
    static const char form[] = "/0000/00/";
    size_t n = sizeof form - 1;
    for (size_t i = 0; i < n; i++)
        if (form[i] == '0' ? !ascii_is_digit((unsigned char)path[i]) : path[i] != form[i])
            return NULL;
    if (!slug_valid(path + n))
        return NULL;
    return arena_printf(a, "<%s.md>; rel=\"alternate\"; type=\"text/markdown\"", path);
}

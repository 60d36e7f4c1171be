/* mdx.c: Markdown with JavaScript between its paragraphs, as Astro and Docusaurus have it. */
#include "body.h"

#include <stdbool.h>
#include <string.h>

static size_t mdx_line_length(const char *s)
{
    const char *end = strchr(s, '\n');
    return end ? (size_t)(end + 1 - s) : strlen(s);
}

/* "import Chart from './chart'", "export const meta = {": where prose would not begin so. */
static bool mdx_is_code(const char *s)
{
    static const char *const begins[] = {"export const ", "export let ",      "export default ",
                                         "export {",      "export function ", "export async ",
                                         "export * ",     "export type ",     "import {",
                                         "import * ",     "import \"",        "import '"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(s, begins[i], strlen(begins[i])) == 0)
            return true;
    if (strncmp(s, "import ", 7) != 0)
        return false;
    const char *from = memmem(s, mdx_line_length(s), " from ", 6);
    return from && (from[6] == '"' || from[6] == '\'');
}

/* Behind a comment, which MDX puts in braces, "{" and C's comment; s when nothing ends it. */
static const char *mdx_behind_comment(const char *s)
{
    const char *end = strstr(s + 3, "*/}");
    return end ? end + 3 : s;
}

void mdx_drop_code(const char *text, struct buf *out)
{
    bool fenced = false, blank_before = true, comments = strstr(text, "*/}");
    while (*text) {
        const char *line = text + strspn(text, " \t");
        bool fence = strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0;
        const char *end = text + mdx_line_length(text);
        fenced = fenced != fence;
        if (!fenced && blank_before && mdx_is_code(text)) { /* up to the next blank line */
            while (*text && *text != '\n')
                text += mdx_line_length(text);
            continue;
        }
        for (; text < end; text++) {
            bool opens = !fenced && comments && strncmp(text, "{/*", 3) == 0;
            const char *behind = opens ? mdx_behind_comment(text) : text;
            comments = comments && !(opens && behind == text); /* none closes from here on */
            if (behind > text) {
                text = behind;
                end = text + mdx_line_length(text);
            }
            if (text < end)
                buf_addc(out, *text);
        }
        blank_before = *line == '\n';
        text = end;
    }
}

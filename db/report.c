/* report.c: what a reader's note must be like, whatever keeps it. */
#include "report.h"

#include "lib/language.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

#define WORDS_BESIDE_LINKS 3

static const char *const names[REPORT_STATE_MAX] = {
    [REPORT_OPEN] = "open",
    [REPORT_CORRECTED] = "corrected",
    [REPORT_DONE] = "done",
    [REPORT_NO_ERROR] = "no-error",
};

const char *report_state_name(enum report_state st)
{
    return (unsigned)st < REPORT_STATE_MAX ? names[st] : "";
}

enum report_state report_state_find(const char *name)
{
    size_t i = 0;

    while (i < REPORT_STATE_MAX && (name == NULL || strcmp(names[i], name) != 0))
        i++;
    return (enum report_state)i;
}

/* Web addresses in one word of n bytes, also in the mark-up of forums. */
static size_t links_in(const char *s, size_t n)
{
    static const char *const others[] = {"www.", "[url", "href="};
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        found += strncmp(s + i, "://", 3) == 0;
    for (size_t k = 0; k < sizeof others / sizeof *others && found == 0; k++)
        for (size_t i = 0; i < n; i++)
            found += strncasecmp(s + i, others[k], strlen(others[k])) == 0;
    return found;
}

/* Web addresses, and the words that are none. */
static void count(const char *s, size_t *links, size_t *words)
{
    static const char space[] = " \t\r\n";

    *links = *words = 0;
    for (s += strspn(s, space); *s != '\0'; s += strspn(s, space)) {
        size_t n = strcspn(s, space), here = links_in(s, n);
        *links += here;
        *words += here == 0;
        s += n;
    }
}

static void check_links(const char *message, struct problems *why)
{
    size_t links, words;

    count(message, &links, &words);
    if (links > REPORT_LINKS_MAX)
        problem_say(why, "message",
                    "Leave at most %MOST% web addresses in your note; it has %COUNT%.", "MOST",
                    arena_printf(why->arena, "%d", REPORT_LINKS_MAX), "COUNT",
                    arena_printf(why->arena, "%zu", links), NULL);
    else if (links > 0 && words < WORDS_BESIDE_LINKS)
        problem_add(why, "message",
                    WORD("Say in words what is wrong, not with a web address alone."));
}

void report_check(const struct report_new *in, struct problems *why)
{
    size_t n = text_length(in->message);

    if (text_blank(in->message))
        problem_add(why, "message", WORD("Say what is wrong."));
    else if (n > REPORT_MESSAGE_MAX)
        problem_say(why, "message",
                    "Shorten your note: it has %COUNT% characters, and %MOST% is the most.",
                    "COUNT", arena_printf(why->arena, "%zu", n), "MOST",
                    arena_printf(why->arena, "%d", REPORT_MESSAGE_MAX), NULL);
    else
        check_links(in->message, why);
    if (!text_blank(in->email) && !text_is_email(in->email))
        problem_add(why, "email",
                    WORD("Write the e-mail address as name@example.org, or leave it out."));
}

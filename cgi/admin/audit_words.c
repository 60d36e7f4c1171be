/* audit_words.c: what the log keeps beside an action, in the words of whoever reads it. The log itself stays as it was
 * written, and so does its table. */
#include "admin_private.h"

#include "db/audit.h"
#include "db/user.h"
#include "lib/text.h"

#include <string.h>

/* Whole, or, where it ends in a blank, the beginning of what is kept: the rest is a name that somebody gave. */
static const struct {
    const char *action, *kept, *word;
} words[] = {
    {"user.sign_in", "by one-time link", WORD("by one-time link")},
    {"user.sign_in", "by password", WORD("by password")},
    {"user.sign_in", "with a code", WORD("with a code")},
    {"user.sign_in", "with a recovery code", WORD("with a recovery code")},
    {"user.sign_in", "with a passkey: ", WORD("with a passkey: %NAME%")},
    {"user.sign_in_step", "by one-time link", WORD("by one-time link")},
    {"user.sign_in_step", "by password", WORD("by password")},
    {"section.move", "as a file orders them", WORD("as a file orders them")},
    {"story.purge", "after 30 days in the bin", WORD("after 30 days in the bin")},
};

/* "for user 3". */
static const char *audit_for_whom(struct app *app, struct arena *a, const char *kept)
{
    static const char begin[] = "for user ";
    struct users all = {0};
    int64_t id = 0;

    if (strncmp(kept, begin, sizeof begin - 1) != 0 ||
        !text_to_int(kept + sizeof begin - 1, 1, INT64_MAX, &id) ||
        user_list(app->store, a, &all) != STORE_OK)
        return kept;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].id == id)
            return language_say(app->language, a, WORD("for %NAME%"), "NAME", all.v[i].name, NULL);
    return kept;
}

const char *admin_audit_detail(struct app *app, struct arena *a, const struct audit_entry *e)
{
    if (strcmp(e->action, "user.link") == 0)
        return audit_for_whom(app, a, e->detail);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].kept);
        bool open = words[i].kept[n - 1] == ' ';
        if (strcmp(words[i].action, e->action) != 0 || strncmp(words[i].kept, e->detail, n) != 0 ||
            (!open && e->detail[n]))
            continue;
        return open ? language_say(app->language, a, words[i].word, "NAME", e->detail + n, NULL)
                    : app_word(app, words[i].word);
    }
    return e->detail;
}

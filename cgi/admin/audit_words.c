/* audit_words.c: what the log keeps beside an action, in the words of whoever reads it. The log itself stays as it was
 * written, and so does its table.
 *
 * What is kept is English, made of a few forms, and each form is a message of the catalogue: what stands in the places of
 * its names is found in what is kept and put into the translation. */
#include "admin_private.h"

#include "db/audit.h"
#include "db/user.h"
#include "lib/text.h"

#include <string.h>

/* Of one action, or of all that begin so ("review."); of two that fit the first counts. */
static const struct form {
    const char *action, *form;
} forms[] = {
    {"user.sign_in", WORD("by one-time link")},
    {"user.sign_in", WORD("by password")},
    {"user.sign_in", WORD("with a code")},
    {"user.sign_in", WORD("with a recovery code")},
    {"user.sign_in", WORD("with a passkey: %NAME%")},
    {"user.sign_in_failed", WORD("%NAME% from %ADDRESS%")},
    {"user.sign_in_step", WORD("by one-time link")},
    {"user.sign_in_step", WORD("by password")},
    {"user.add", WORD("%LOGIN% (%ROLE%)")},
    {"user.change", WORD("%LOGIN%; name: %BEFORE% → %AFTER%; role: %ROLE_BEFORE% → %ROLE%")},
    {"user.change", WORD("%LOGIN%; role: %ROLE_BEFORE% → %ROLE%")},
    {"user.change", WORD("%LOGIN%; name: %BEFORE% → %AFTER%")},
    {"section.move", WORD("as a file orders them")},
    {"front.", WORD("%NUMBER%: the newest")},
    {"story.purge", WORD("after 30 days in the bin")},
    {"story.lead", WORD("none")},
    {"story.updated", WORD("%BEFORE% → %AFTER% (by hand)")},
    {"story.updated", WORD("%BEFORE% → %AFTER%, from %TIME% (%KIND%)")},
    {"story.updated", WORD("%BEFORE% → %AFTER% (%KIND%)")},
    {"story.merge", WORD("revision %NUMBER% into what waits, now revision %NEWEST%")},
    {"story.discard", WORD("draft, revision %NUMBER%")},
    {"story.restore", WORD("as it was, revision %NUMBER%")},
    {"story.take_back", WORD("%ADDRESS%, revision %NUMBER%, live since %TIME%")},
    {"story.reword", WORD("correction: %WRONG% → %RIGHT% (was: %BEFORE%)")},
    {"story.reword", WORD("notice: %AFTER% (was: %BEFORE%)")},
    {"story.reword", WORD("note: %AFTER% (was: %BEFORE%)")},
    {"story.", WORD("revision %NUMBER%, %KIND%, live from %TIME%")},
    {"review.override", WORD("revision %NUMBER%: %WORDS%")},
    {"review.", WORD("revision %NUMBER%, by %NAME%: %WORDS%")},
    {"review.", WORD("revision %NUMBER%, by %NAME%")},
    {"review.", WORD("revision %NUMBER%: %WORDS%")},
    {"", WORD("revision %NUMBER%")},
    {"report.", WORD("report %NUMBER%")},
    {"note.", WORD("note %NUMBER%, by link %LINK%")},
    {"note.", WORD("note %NUMBER%")},
    {"preview_link.", WORD("link %NUMBER%, %DAYS% days, for %NAME%")},
    {"preview_link.", WORD("link %NUMBER%")},
    {"suggestion.", WORD("suggestion %NUMBER%, on revision %NEWEST%, %CHANGES% changes")},
    {"suggestion.",
     WORD("suggestion %NUMBER%, %TAKEN% taken into revision %NEWEST%, %REFUSED% refused")},
};

/* A value whose word is in the catalogue, as it is shown. */
static const char *audit_value(struct app *app, const char *name, const char *value)
{
    if (strcmp(name, "KIND") == 0) {
        enum edit_kind kind = edit_kind_find(value);
        return kind < EDIT_KIND_MAX ? app_word(app, admin_edit_label(kind)) : value;
    }
    if (strncmp(name, "ROLE", 4) == 0) {
        enum role role = role_find(value);
        return role < ROLE_MAX ? app_word(app, admin_role_label(role)) : value;
    }
    return value;
}

/* What stands in what is kept in the places of the form's names, names and values in turn. False: it is of another
 * form. */
static bool audit_fits(struct app *app, struct arena *a, const char *form, const char *kept,
                       struct strlist *values)
{
    while (*form != '\0') {
        size_t name = language_name(form);
        if (name == 0) {
            if (*form++ != *kept++)
                return false;
            continue;
        }
        const char *next = form + name + 2, *end = next;
        while (*end != '\0' && language_name(end) == 0)
            end++;
        const char *mark = arena_dupn(a, next, (size_t)(end - next));
        const char *stop = *mark != '\0' ? strstr(kept, mark) : kept + strlen(kept);
        if (!stop || stop == kept)
            return false;
        const char *what = arena_dupn(a, form + 1, name);
        strlist_add(a, values, what);
        strlist_add(a, values, audit_value(app, what, arena_dupn(a, kept, (size_t)(stop - kept))));
        kept = stop;
        form = next;
    }
    return *kept == '\0';
}

static bool audit_is_of(const char *action, const char *of)
{
    size_t n = strlen(of);
    return n == 0 || of[n - 1] == '.' ? strncmp(action, of, n) == 0 : strcmp(action, of) == 0;
}

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
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct strlist values = {0};
        if (audit_is_of(e->action, forms[i].action) &&
            audit_fits(app, a, forms[i].form, e->detail, &values))
            return language_put(a, app_word(app, forms[i].form), &values);
    }
    return e->detail;
}

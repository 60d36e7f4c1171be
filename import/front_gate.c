/* front_gate.c: what a file says of who may see it. When in doubt, nobody. */
#include "front_matter.h"

#include "lib/ascii.h"

#include <string.h>
#include <strings.h>

/* How a key says whether readers see the story. */
enum gate { GATE_HIDES, GATE_SHOWS, GATE_WORD };

/* The plain names of the keys that say it. "published" may also be a date. */
static const struct {
    const char *plain;
    enum gate gate;
} gates[] = {
    {"draft", GATE_HIDES},
    {"isdraft", GATE_HIDES},
    {"hidden", GATE_HIDES},
    {"ishidden", GATE_HIDES},
    {"hide", GATE_HIDES},
    {"unlisted", GATE_HIDES},
    {"private", GATE_HIDES},
    {"isprivate", GATE_HIDES},
    {"unpublished", GATE_HIDES},
    {"wip", GATE_HIDES},
    {"headless", GATE_HIDES},
    {"eleventyexcludefromcollections", GATE_HIDES},
    {"protected", GATE_HIDES},
    {"published", GATE_SHOWS},
    {"publish", GATE_SHOWS},
    {"ispublished", GATE_SHOWS},
    {"public", GATE_SHOWS},
    {"ispublic", GATE_SHOWS},
    {"listed", GATE_SHOWS},
    {"visible", GATE_SHOWS},
    {"isvisible", GATE_SHOWS},
    {"visibility", GATE_WORD},
    {"status", GATE_WORD},
    {"poststatus", GATE_WORD},
    {"publishstatus", GATE_WORD},
    {"publicationstatus", GATE_WORD},
    {"publishingstatus", GATE_WORD},
};

static bool gate_word_shows(const char *s)
{
    static const char *const words[] = {"published", "publish", "public", "live",    "posted",
                                        "released",  "online",  "final",  "visible", "everyone"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(s, words[i]) == 0)
            return true;
    return false;
}

static const char *gate_say(struct front_values *w, const struct front_entry *e)
{
    const char *s = json_string_value(e->value);
    return arena_printf(w->arena, "it says %s: %s", e->key,
                        s ? note_value(w->arena, s) : "with a list in place of a word");
}

static const char *gate_odd(struct front_values *w, const struct front_entry *e)
{
    const char *said = gate_say(w, e);
    note_fault(w->notes, "%s, which is neither true nor false; the story stays a draft", said);
    return said;
}

static const char *gate_of(struct front_values *w, struct front_entry *e, enum gate gate)
{
    enum front_flag flag = front_flag_of(e->value);
    const char *s = json_string_value(e->value);
    e->used = true;
    if (flag == FRONT_ABSENT)
        return NULL;
    if (gate == GATE_WORD) {
        if (s && (gate_word_shows(s) || flag == FRONT_YES))
            return NULL;
        return gate_say(w, e);
    }
    if (flag == FRONT_ODD)
        return gate_odd(w, e);
    return (flag == FRONT_YES) == (gate == GATE_HIDES) ? gate_say(w, e) : NULL;
}

/* "published: 2019-03-26" is its date; that of 8 digits at least four. */
static bool gate_is_date(const struct front_entry *e)
{
    const char *s = json_string_value(e->value);
    size_t digits = 0;
    for (; s && *s; s++)
        digits += ascii_is_digit((unsigned char)*s);
    return digits >= 4;
}

/* Eleventy's "permalink: false" and Hugo's "build: {render: never}" write no page. */
static const char *gate_no_page(struct front_values *w)
{
    static const char *const keys[] = {"render", "list"};
    struct front_entry *e = front_plain(w, "permalink");
    if (e && front_flag_of(e->value) == FRONT_NO) {
        e->used = true;
        return gate_say(w, e);
    }
    e = front_plain(w, "build");
    for (size_t i = 0; e && i < 2; i++) {
        const json_t *v = json_object_get(e->value, keys[i]);
        const char *s = json_string_value(v);
        if (s && (strcasecmp(s, "never") == 0 || front_flag_of(v) == FRONT_NO)) {
            e->used = true;
            return arena_printf(w->arena, "it says %s: %s: %s", e->key, keys[i], s);
        }
    }
    return NULL;
}

const char *front_matter_gate(struct front_values *w)
{
    const char *held = NULL;
    struct front_entry *e;
    for (size_t i = 0; (e = front_nth(w, "draft", i)); i++) {
        const char *said = gate_of(w, e, GATE_HIDES);
        held = held ? held : said;
    }
    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++) {
        e = front_plain(w, gates[i].plain);
        if (!e || (gates[i].gate == GATE_SHOWS && gate_is_date(e)))
            continue;
        const char *said = gate_of(w, e, gates[i].gate);
        held = held ? held : said;
    }
    e = front_plain(w, "password");
    if (e && front_flag_of(e->value) != FRONT_ABSENT && front_flag_of(e->value) != FRONT_NO) {
        e->used = true;
        held = held ? held : "it has a password";
    }
    const char *none = gate_no_page(w);
    return held ? held : none;
}

/* translate.c: messages in templates: finding them, putting a language's words in their place.
 *
 *   template := (text | message)*
 *   message  := {{_"english"}} (({{_NAME}} template)+ {{_}})?
 *             | {{_NAME "english|english"}} */
#include "translate.h"

#include "lib/log.h"

#include <stdio.h>
#include <string.h>

#define PART_MAX ((size_t)1024 * 1024) /* bytes */

struct translation {
    const char *at;
    const struct language *language;
    struct arena *arena;
    struct buf *why;
};

/* A name of a message that stands for mark-up. */
struct part {
    const char *name, *text;
    struct part *next;
};

static bool translate_copy(struct translation *r, struct buf *out);

static bool translate_refuse(struct translation *r, const char *what, const char *rest)
{
    buf_printf(r->why, "\"%.60s\" %s%.60s", r->at, what, rest);
    return false;
}

/* ---- Writing -------------------------------------------------------------------------------- */

static const char *part_text(const struct part *parts, const char *name, size_t n)
{
    for (; parts; parts = parts->next) {
        if (strlen(parts->name) == n && strncmp(parts->name, name, n) == 0)
            return parts->text;
    }
    return NULL;
}

/* Escaped for text and attributes, and for ctemplate's braces, with its names replaced. */
static void translate_put(struct buf *out, const char *s, const struct part *parts)
{
    while (*s) {
        size_t n = language_name(s);
        const char *text = n > 0 ? part_text(parts, s + 1, n) : NULL;
        if (text)
            buf_adds(out, text);
        else if (n > 0)
            buf_printf(out, "{{%.*s}}", (int)n, s + 1);
        else if (strchr("&<>\"'{}", *s))
            buf_printf(out, "&#%d;", *s);
        else
            buf_addc(out, *s);
        s += n > 0 ? n + 2 : 1;
    }
}

void tpl_form_section(const char *name, enum plural form, char out[TPL_SECTION_SIZE])
{
    static const char *const endings[PLURAL_MAX] = {
        [PLURAL_ZERO] = "ZERO", [PLURAL_ONE] = "ONE",   [PLURAL_TWO] = "TWO",
        [PLURAL_FEW] = "FEW",   [PLURAL_MANY] = "MANY", [PLURAL_OTHER] = "OTHER",
    };

    snprintf(out, TPL_SECTION_SIZE, "%.60s_%s", name, endings[form]);
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* {{_NAME}} or {{_}} at s: the length of the name, -1: it is neither. */
static int part_name(const char *s)
{
    size_t n =
        strncmp(s, "{{_", 3) == 0 ? strspn(s + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;

    return strncmp(s, "{{_", 3) == 0 && strncmp(s + 3 + n, "}}", 2) == 0 ? (int)n : -1;
}

static bool translate_read_part(struct translation *r, const char *english, int n,
                                struct part *part)
{
    const char *name = arena_dupn(r->arena, r->at + 3, (size_t)n);
    struct buf text;
    bool good;

    if (!strstr(english, arena_printf(r->arena, "%%%s%%", name)))
        return translate_refuse(r, "is no name in: ", english);
    r->at += n + 5;
    buf_init(&text, PART_MAX);
    good = translate_copy(r, &text) && !text.failed;
    part->name = name;
    part->text = arena_dupn(r->arena, text.p, text.len);
    buf_free(&text);
    return good;
}

/* The parts that follow a message, to their {{_}}. */
static bool translate_read_parts(struct translation *r, const char *english, struct part **parts)
{
    *parts = NULL;
    for (int n = part_name(r->at); n > 0; n = part_name(r->at)) {
        struct part *one = arena_alloc(r->arena, sizeof *one);
        if (!translate_read_part(r, english, n, one))
            return false;
        one->next = *parts;
        *parts = one;
    }
    if (!*parts)
        return true;
    if (part_name(r->at) != 0)
        return translate_refuse(r, "stands where {{_}} should end the parts of: ", english);
    r->at += 5;
    return true;
}

static bool translate_put_plain(struct translation *r, struct buf *out, const char *english)
{
    struct part *parts;
    const char *found = language_find(r->language, english);

    if (strchr(english, '|'))
        return translate_refuse(
            r, "comes after a message with forms, but without a name to count by: ", english);
    if (!translate_read_parts(r, english, &parts))
        return false;
    if (!found && language_has_words(r->language))
        log_event(LOG_DEBUG, "untranslated", "words", english, NULL);
    translate_put(out, found ? found : english, parts);
    return true;
}

static bool translate_put_counted(struct translation *r, struct buf *out, const char *english,
                                  const char *name)
{
    char section[TPL_SECTION_SIZE];

    if (!strchr(english, '|') || strlen(name) > 60)
        return translate_refuse(r,
                                "comes after a message with a name, but without forms: ", english);
    for (int form = 0; form < PLURAL_MAX; form++) {
        tpl_form_section(name, (enum plural)form, section);
        buf_printf(out, "{{#%s}}", section);
        translate_put(out, language_form(r->language, r->arena, english, (enum plural)form), NULL);
        buf_printf(out, "{{/%s}}", section);
    }
    return true;
}

/* A message at r->at: {{_"…"}} or {{_NAME "…"}}. */
static bool translate_put_message(struct translation *r, struct buf *out)
{
    const char *s = r->at + 3;
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const char *open = s + n + (n > 0 && s[n] == ' ');
    const char *close = *open == '"' ? strchr(open + 1, '"') : NULL;
    const char *english;

    if (!close || close == open + 1 || strncmp(close, "\"}}", 3) != 0 ||
        memchr(open, '\n', (size_t)(close - open)))
        return translate_refuse(r, "begins no message, {{_\"…\"}}, in one line", "");
    english = arena_dupn(r->arena, open + 1, (size_t)(close - open - 1));
    r->at = close + 3;
    if (n > 0)
        return translate_put_counted(r, out, english, arena_dupn(r->arena, s, n));
    return translate_put_plain(r, out, english);
}

/* Until the end, or a marker that belongs to the message around. */
static bool translate_copy(struct translation *r, struct buf *out)
{
    for (;;) {
        const char *next = strstr(r->at, "{{_");
        buf_add(out, r->at, next ? (size_t)(next - r->at) : strlen(r->at));
        r->at = next ? next : r->at + strlen(r->at);
        if (!next || part_name(next) >= 0)
            return true;
        if (!translate_put_message(r, out))
            return false;
    }
}

bool tpl_translate(const char *text, const struct language *language, struct buf *out,
                   struct buf *why)
{
    struct translation r = {text, language, arena_new(), why};
    bool good = translate_copy(&r, out);

    if (good && *r.at)
        good = translate_refuse(&r, "belongs to no message", "");
    arena_free(r.arena);
    return good && !out->failed;
}

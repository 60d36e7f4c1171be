/* typography_walk.c: reads a text for the marks that could be set.
 *
 * Whatever is no mark, no tag and no reference is passed over at once, and copied only when a mark
 * behind it is replaced; the characters around a mark are looked at when it is met. What looks ahead
 * ends at the next mark of its kind, so that all of it takes time in proportion to the text. */
#include "typography_private.h"

#include "ascii.h"
#include "text.h"

#include <string.h>

#define TAG_NAME 12

/* ---- Characters ------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    uint32_t c;
} references[] = {{"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'},
                  {"&lt;", '<'},   {"&gt;", '>'},   {"&nbsp;", 0xA0}};

static size_t walk_reference(const char *s, size_t n, uint32_t *c)
{
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        size_t len = strlen(references[i].name);
        if (n >= len && memcmp(s, references[i].name, len) == 0) {
            *c = references[i].c;
            return len;
        }
    }
    return 0;
}

size_t walk_char(const struct walk *w, size_t at, uint32_t *c)
{
    const char *s = w->s + at;
    size_t n = w->n - at, len = 0;
    *c = WALK_NOTHING;
    if (n == 0 || (w->html && *s == '<'))
        return 0;
    if (w->html && *s == '&')
        len = walk_reference(s, n, c);
    if (len == 0)
        len = text_codepoint(s, n, c);
    if (len == 0)
        *c = 0xFFFD;
    return len == 0 ? 1 : len;
}

static uint32_t walk_char_before(const char *s, size_t from, size_t *at)
{
    size_t end = *at;
    uint32_t c;
    do
        --*at;
    while (*at > from && ((unsigned char)s[*at] & 0xC0) == 0x80);
    return text_codepoint(s + *at, end - *at, &c) > 0 ? c : 0xFFFD;
}

/* Takes note of the characters that were passed over. */
static void walk_take_run(struct walk *w)
{
    size_t at = w->at;
    if (at > w->run) {
        uint32_t last = walk_char_before(w->s, w->run, &at);
        w->before2 = at > w->run ? walk_char_before(w->s, w->run, &at) : w->before;
        w->before = last;
    }
    w->run = w->at;
}

static void walk_follows(struct walk *w, uint32_t c)
{
    w->before2 = w->before;
    w->before = c;
}

void walk_pass(struct walk *w, size_t bytes, uint32_t c)
{
    walk_take_run(w);
    walk_follows(w, c);
    w->at += bytes;
    w->run = w->at;
}

static void walk_put(struct walk *w, const char *piece)
{
    uint32_t c;
    size_t len;
    buf_adds(&w->out, piece);
    for (size_t n = strlen(piece); n > 0 && (len = text_codepoint(piece, n, &c)) > 0; n -= len) {
        walk_follows(w, c);
        piece += len;
    }
}

void walk_replace(struct walk *w, size_t bytes, const char *one, const char *two, const char *three)
{
    walk_take_run(w);
    buf_add(&w->out, w->s + w->copied, w->at - w->copied);
    walk_put(w, one);
    if (two)
        walk_put(w, two);
    if (three)
        walk_put(w, three);
    w->at += bytes;
    w->copied = w->run = w->at;
}

/* ---- Tags ------------------------------------------------------------------------------------ */

/* "/p" of "</p>", in small letters; "" of one that is longer than any of ours. */
static void tag_name(const char *tag, size_t n, char out[TAG_NAME])
{
    size_t o = 0;
    for (size_t i = 1; i < n && (ascii_is_alnum((unsigned char)tag[i]) || tag[i] == '/'); i++) {
        if (o == TAG_NAME - 1 || (tag[i] == '/' && o > 0))
            break;
        out[o++] = ascii_lower(tag[i]);
    }
    out[o] = '\0';
}

/* Bytes of the tag that begins there, to behind its ">". */
static size_t tag_length(const char *s, size_t n)
{
    for (size_t i = 1; i < n;) {
        i += strcspn(s + i, ">\"'");
        if (i >= n || s[i] == '>')
            return i < n ? i + 1 : n;
        const char *end = memchr(s + i + 1, s[i], n - i - 1);
        i = end ? (size_t)(end - s) + 1 : n;
    }
    return n;
}

enum tag_kind { TAG_BLOCK, TAG_INLINE, TAG_KEPT, TAG_OBJECT, TAG_SPACE };

/* By name. */
static const struct {
    const char *name;
    enum tag_kind kind;
} tag_kinds[] = {
    {"a", TAG_INLINE},      {"abbr", TAG_INLINE},    {"b", TAG_INLINE},      {"bdi", TAG_INLINE},
    {"bdo", TAG_INLINE},    {"br", TAG_SPACE},       {"cite", TAG_INLINE},   {"code", TAG_KEPT},
    {"del", TAG_INLINE},    {"dfn", TAG_INLINE},     {"em", TAG_INLINE},     {"i", TAG_INLINE},
    {"img", TAG_OBJECT},    {"ins", TAG_INLINE},     {"kbd", TAG_KEPT},      {"mark", TAG_INLINE},
    {"math", TAG_KEPT},     {"picture", TAG_INLINE}, {"pre", TAG_KEPT},      {"q", TAG_INLINE},
    {"s", TAG_INLINE},      {"samp", TAG_KEPT},      {"script", TAG_KEPT},   {"small", TAG_INLINE},
    {"source", TAG_INLINE}, {"span", TAG_INLINE},    {"strong", TAG_INLINE}, {"style", TAG_KEPT},
    {"sub", TAG_INLINE},    {"sup", TAG_INLINE},     {"svg", TAG_KEPT},      {"textarea", TAG_KEPT},
    {"time", TAG_INLINE},   {"u", TAG_INLINE},       {"wbr", TAG_INLINE}};

static enum tag_kind tag_kind(const char *name)
{
    if (*name == '/')
        name++;
    for (size_t i = 0; i < sizeof tag_kinds / sizeof *tag_kinds && tag_kinds[i].name[0] <= *name;
         i++)
        if (tag_kinds[i].name[0] == *name && strcmp(tag_kinds[i].name, name) == 0)
            return tag_kinds[i].kind;
    return TAG_BLOCK;
}

uint32_t walk_next(const struct walk *w, size_t at)
{
    uint32_t c;
    char name[TAG_NAME];
    for (int tags = 0; tags < 8; tags++) {
        if (walk_char(w, at, &c) != 0 || at >= w->n)
            return c;
        size_t len = tag_length(w->s + at, w->n - at);
        tag_name(w->s + at, len, name);
        enum tag_kind kind = tag_kind(name);
        if (kind != TAG_INLINE)
            return kind == TAG_KEPT     ? 'x'
                   : kind == TAG_OBJECT ? WALK_OBJECT
                   : kind == TAG_SPACE  ? ' '
                                        : WALK_NOTHING;
        at += len;
    }
    return WALK_NOTHING;
}

static void walk_begin_block(struct walk *w)
{
    w->blocks++;
    w->run = w->at;
    w->before = w->before2 = WALK_NOTHING;
    w->depth = 0;
    w->stayed = false;
    w->last_closing = SIZE_MAX;
}

/* Bytes of an element that is kept, its first tag included. */
static size_t kept_length(const char *s, size_t n, const char *name)
{
    char is[TAG_NAME];
    size_t at = tag_length(s, n);
    while (*name != '/' && at < n) {
        const char *end = strstr(s + at, "</");
        if (!end)
            return n;
        at = (size_t)(end - s);
        size_t len = tag_length(end, n - at);
        tag_name(end, len, is);
        at += len;
        if (strcmp(is + 1, name) == 0)
            break;
    }
    return at < n ? at : n;
}

static void walk_tag(struct walk *w)
{
    char name[TAG_NAME];
    size_t len = tag_length(w->s + w->at, w->n - w->at);
    tag_name(w->s + w->at, len, name);
    walk_take_run(w);
    switch (tag_kind(name)) {
    case TAG_KEPT:
        walk_pass(w, kept_length(w->s + w->at, w->n - w->at, name), 'x');
        break;
    case TAG_OBJECT:
        walk_pass(w, len, WALK_OBJECT);
        break;
    case TAG_SPACE:
        walk_pass(w, len, ' ');
        break;
    case TAG_INLINE:
        w->at = w->run = w->at + len;
        break;
    default:
        w->at += len;
        walk_begin_block(w);
        break;
    }
}

/* ---- Addresses ------------------------------------------------------------------------------- */

/* Punctuation beyond ASCII (U+00A0, “, 、) ends a word, too: its lead bytes do. */
static bool is_word_byte(unsigned char c)
{
    return c > ' ' && c != '"' && c != '<' && c != '>' && c != 0xC2 && c != 0xE2 && c != 0xE3;
}

/* A reference that no address holds: to a quotation mark, to < or >. */
static bool is_word_reference(const char *s)
{
    return strncmp(s, "&quot;", 6) == 0 || strncmp(s, "&lt;", 4) == 0 || strncmp(s, "&gt;", 4) == 0;
}

static size_t word_begin(const struct walk *w)
{
    size_t at = w->at, least = w->word_end;
    while (at > least && is_word_byte((unsigned char)w->s[at - 1])) {
        if (w->html && w->s[at - 1] == ';' &&
            ((at >= least + 6 && is_word_reference(w->s + at - 6)) ||
             (at >= least + 4 && is_word_reference(w->s + at - 4))))
            break;
        at--;
    }
    while (at < w->n && is_word_byte((unsigned char)w->s[at]) &&
           !ascii_is_alnum((unsigned char)w->s[at]))
        at++;
    return at;
}

/* Looks at the word around the place, once. */
static void walk_take_word(struct walk *w)
{
    size_t begin = word_begin(w), at = begin;
    const char *s = w->s;
    bool address = strncmp(s + begin, "www.", 4) == 0, dot = false;
    for (; at < w->n && is_word_byte((unsigned char)s[at]); at++) {
        if (w->html && s[at] == '&' && is_word_reference(s + at))
            break;
        if (s[at] == '.' && ascii_is_letter((unsigned char)s[at + 1]))
            dot = true;
        if (s[at] == '@' || (s[at] == '/' && dot) || strncmp(s + at, "://", 3) == 0)
            address = true;
    }
    w->word_end = at;
    while (at > begin && strchr("'.,;:!?)", s[at - 1]))
        at--;
    w->address_begin = begin;
    w->address_end = address ? at : begin;
}

/* Whether `at` is within a web or mail address. */
static bool walk_in_address(struct walk *w)
{
    if (w->at >= w->word_end)
        walk_take_word(w);
    return w->at >= w->address_begin && w->at < w->address_end;
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* Goes to the next character that is more than itself. False: there is none. */
static bool walk_to_stop(struct walk *w)
{
    w->at += strcspn(w->s + w->at, w->html ? "<&'-\"" : "\n'-\"");
    return w->at < w->n;
}

bool walk_find_mark(const struct walk *w, size_t from, uint32_t mark, struct mark_place *out)
{
    struct walk ahead = *w;
    ahead.at = ahead.run = from;
    ahead.before = mark;
    while (ahead.blocks == w->blocks && walk_to_stop(&ahead)) {
        uint32_t c;
        size_t len = walk_char(&ahead, ahead.at, &c);
        if (len == 0) {
            walk_tag(&ahead);
        } else if (c == '\n') {
            return false;
        } else if (c == mark) {
            walk_take_run(&ahead);
            *out = (struct mark_place){ahead.at, ahead.before, walk_next(w, ahead.at + len)};
            return true;
        } else {
            walk_pass(&ahead, len, c);
        }
    }
    return false;
}

/* Past the code that the place is within. */
static bool walk_pass_code(struct walk *w)
{
    while (w->n_code > 0 && w->code->to <= w->at) {
        w->code++;
        w->n_code--;
    }
    if (w->n_code == 0 || w->at < w->code->from)
        return false;
    walk_pass(w, w->code->to - w->at, 'x');
    return true;
}

static void walk_mark(struct walk *w)
{
    uint32_t c;
    size_t len = walk_char(w, w->at, &c);
    walk_take_run(w);
    if ((c == '\'' || c == '-') && walk_in_address(w))
        walk_pass(w, len, c);
    else if (c == '"')
        typography_set_double(w, len);
    else if (c == '\'')
        typography_set_single(w, len);
    else if (c == '-')
        typography_set_hyphens(w);
    else
        walk_pass(w, len, c);
}

void walk_all(struct walk *w)
{
    walk_begin_block(w);
    while (walk_to_stop(w)) {
        char c = w->s[w->at];
        if (c == '-' && w->s[w->at + 1] != '-') {
            w->at++;
        } else if (w->html && c == '<') {
            walk_tag(w);
        } else if (c == '\n') {
            w->at++;
            walk_begin_block(w);
        } else if (!walk_pass_code(w)) {
            walk_mark(w);
        }
    }
}

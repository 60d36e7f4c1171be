/* tokenizer.c: the words of a text as search sees them.
 *
 * ASCII is nearly all of nearly every text, so it takes a short way through tokenizer_each;
 * everything else asks ICU for its category and folding. */
#include "tokenizer.h"

#include "ascii.h"
#include "text.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#define FOLDED_MAX 72 /* bytes of one folded character: U+FDFA is 18 letters */

enum char_class {
    SEPARATOR,
    SPACED,   /* of a word in a script with spaces */
    UNSPACED, /* a word with the character after it, and by itself */
    SYMBOL,   /* a word by itself: emoji */
    IGNORED   /* accents and joiners: no part of a word, and no end of it */
};

struct piece { /* a folded word or character being made */
    char text[TOKENIZER_BYTES_MAX + FOLDED_MAX + 1];
    size_t n;
    size_t from, to;
};

/* A word as it is spelled, kept beside its folding once that differs from it. */
struct spelling {
    char text[TOKENIZER_BYTES_MAX + 8];
    size_t n;
    size_t last; /* where its last character begins */
    bool kept;   /* else it is the folded word */
};

struct tokenizer_walk {
    const char *s;
    size_t size;
    enum tokenizer_purpose what;
    word_fn *fn;
    void *ctx;
    const UNormalizer2 *casefold, *compose;
    struct piece word;        /* a word in a script with spaces; n 0: none */
    struct spelling spelling; /* of it */
    struct {
        size_t to; /* where it ends; 0: there was none */
        size_t n;  /* bytes */
        bool digits, joined;
    } before;          /* the word before it */
    struct piece unit; /* the last character of a run without spaces; n 0: none */
    size_t run;        /* characters in that run */
    struct piece held; /* the run's last character, which counts when another word follows */
    bool going;
};

/* ---- Characters ---------------------------------------------------------------------------- */

struct range {
    uint32_t from, to;
};

static bool tokenizer_in_ranges(const struct range *r, size_t n, uint32_t cp)
{
    for (size_t i = 0; i < n && cp >= r[i].from; i++) {
        if (cp <= r[i].to)
            return true;
    }
    return false;
}

/* Accents, and the vowel signs that Arabic and Hebrew readers leave out. The marks of other
 * scripts are vowels: they stay. */
static bool tokenizer_is_accent(uint32_t cp)
{
    static const struct range accents[] = {
        {0x0300, 0x036F}, {0x0483, 0x0487}, {0x0591, 0x05C7}, {0x0610, 0x061A},
        {0x0640, 0x0640}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},
        {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F},
    };
    return tokenizer_in_ranges(accents, sizeof accents / sizeof *accents, cp);
}

static bool tokenizer_is_joiner(uint32_t cp)
{
    return cp == 0xAD || cp == 0x200C || cp == 0x200D || cp == 0x2060 || cp == 0xFEFF ||
           (cp >= 0xFE00 && cp <= 0xFE0F);
}

static bool tokenizer_is_unspaced(uint32_t cp)
{
    static const struct range scripts[] = {
        {0x0E00, 0x0EFF},                     /* Thai, Lao */
        {0x1000, 0x109F},                     /* Myanmar */
        {0x1100, 0x11FF},                     /* Hangul */
        {0x1780, 0x17FF},                     /* Khmer */
        {0x3005, 0x3007},                     /* 々〆〇 */
        {0x3041, 0x318F},                     /* kana, Bopomofo, Hangul */
        {0x31A0, 0x31FF},                     /* their extensions */
        {0x3400, 0x4DBF},                     /* Han */
        {0x4E00, 0x9FFF},   {0xA960, 0xA97F}, /* Hangul */
        {0xAC00, 0xD7FF},   {0xF900, 0xFAFF}, /* Han */
        {0xFF66, 0xFFDC},                     /* half-width kana and Hangul */
        {0x1AFF0, 0x1B16F},                   /* kana */
        {0x20000, 0x3FFFD},                   /* Han */
    };
    return tokenizer_in_ranges(scripts, sizeof scripts / sizeof *scripts, cp);
}

static bool tokenizer_is_emoji(uint32_t cp)
{
    if (cp >= 0x1F1E6 && cp <= 0x1F1FF)
        return true;
    return cp >= 0x203C && u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static enum char_class tokenizer_class_of(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_is_alnum(cp) ? SPACED : SEPARATOR;
    if (tokenizer_is_accent(cp) || tokenizer_is_joiner(cp))
        return IGNORED;
    if (U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK))
        return tokenizer_is_unspaced(cp) ? UNSPACED : SPACED;
    return tokenizer_is_emoji(cp) ? SYMBOL : SEPARATOR;
}

/* ---- Folding ------------------------------------------------------------------------------- */

/* Letters that Unicode does not take apart and people type without. */
static const char *tokenizer_plain_letter(uint32_t cp)
{
    switch (cp) {
    case 0xE6:
        return "ae";
    case 0xF0:
    case 0x111:
        return "d";
    case 0xF8:
        return "o";
    case 0xFE:
        return "th";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x14B:
        return "n";
    case 0x153:
        return "oe";
    case 0x167:
        return "t";
    default:
        return NULL;
    }
}

static void tokenizer_add_codepoint(char *to, size_t *n, uint32_t cp)
{
    const char *plain = tokenizer_plain_letter(cp);
    int digit = cp < 0x80 ? -1 : u_charDigitValue((UChar32)cp);
    UBool error = false;
    if (plain) {
        memcpy(to + *n, plain, strlen(plain));
        *n += strlen(plain);
    } else if (digit >= 0) {
        to[(*n)++] = (char)('0' + digit);
    } else if (!tokenizer_is_accent(cp) && !tokenizer_is_joiner(cp)) {
        U8_APPEND((uint8_t *)to, *n, FOLDED_MAX, (UChar32)cp, error);
    }
    (void)error; /* what does not fit any more is left out */
}

/* What cp becomes, at most FOLDED_MAX bytes. Kana and Hangul are kept whole: taken apart they
 * would lose the marks that tell one syllable from another. */
static size_t tokenizer_fold(const struct tokenizer_walk *w, uint32_t cp, char *to)
{
    UChar parts[32];
    UErrorCode e = U_ZERO_ERROR;
    size_t n = 0;
    bool whole = (cp >= 0x3041 && cp <= 0x30FF) || (cp >= 0xAC00 && cp <= 0xD7A3);
    int32_t len = whole || !w->casefold
                      ? -1
                      : unorm2_getDecomposition(w->casefold, (UChar32)cp, parts, 32, &e);
    if (len < 0 || U_FAILURE(e)) {
        tokenizer_add_codepoint(to, &n, cp);
        return n;
    }
    for (int32_t i = 0; i < len && n + 4 < FOLDED_MAX;) {
        UChar32 part;
        U16_NEXT(parts, i, len, part);
        if (tokenizer_class_of((uint32_t)part) != SEPARATOR) /* "½" is 1⁄2 */
            tokenizer_add_codepoint(to, &n, (uint32_t)part);
    }
    return n;
}

/* ---- Words --------------------------------------------------------------------------------- */

static void tokenizer_give(struct tokenizer_walk *w, struct piece *p, struct word *out)
{
    if (p->n > TOKENIZER_BYTES_MAX)
        p->n = text_cut_length(p->text, p->n, TOKENIZER_BYTES_MAX);
    p->text[p->n] = '\0';
    if (p->n == 0 || !w->going)
        return;
    out->text = out->spelled = p->text;
    out->n = out->n_spelled = p->n;
    out->from = p->from;
    out->to = p->to;
    if (out->spaced && w->spelling.kept && w->spelling.n > 0) {
        out->spelled = w->spelling.text;
        out->n_spelled = w->spelling.n;
    }
    w->going = w->fn(w->ctx, out);
}

static void tokenizer_emit(struct tokenizer_walk *w, struct piece *p, bool beside)
{
    struct word out = {.beside = beside};
    tokenizer_give(w, p, &out);
}

/* Before a word that follows a run without spaces in a query. */
static void tokenizer_release_held(struct tokenizer_walk *w)
{
    if (w->held.n > 0)
        tokenizer_emit(w, &w->held, false);
    w->held.n = 0;
}

/* How many signs after a word make a name of it: 1 in "C#", 2 in "C++". */
static size_t tokenizer_sign_count(const struct tokenizer_walk *w, size_t at)
{
    const char *s = w->s + at;
    size_t left = w->size - at, n = 0;
    if (left == 0 || (*s != '+' && *s != '#'))
        return 0;
    while (n < left && n < 3 && s[n] == '+')
        n++;
    if (n == 0)
        n = 1;
    bool ends = n == left ||
                (!ascii_is_alnum(s[n]) && (unsigned char)s[n] < 0x80 && s[n] != '+' && s[n] != '#');
    return ends ? n : 0;
}

static bool tokenizer_has_letter(const struct piece *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->text[i] < '0' || p->text[i] > '9')
            return true;
    }
    return false;
}

/* Signs within a word that people leave out. */
static bool tokenizer_is_joint(uint32_t cp)
{
    switch (cp) {
    case '\'':
    case '-':
    case '&':
    case '`':
    case 0xB4:   /* ´ */
    case 0xB7:   /* · as in Catalan */
    case 0x55A:  /* ՚ */
    case 0x58A:  /* ֊ */
    case 0x5BE:  /* ־ */
    case 0x5F3:  /* ׳ */
    case 0x5F4:  /* ״ */
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x201B: /* ‛ */
    case 0x2032: /* ′ */
    case 0xFF07: /* ＇ */
    case 0xFF0D: /* － */
        return true;
    default:
        return cp >= 0x2010 && cp <= 0x2013; /* hyphens, en dash */
    }
}

static bool tokenizer_parts_thousands(uint32_t cp)
{
    return cp == ',' || cp == '.' || cp == '\'' || cp == 0x2019 || cp == 0xA0 || cp == 0x2009 ||
           cp == 0x202F || cp == 0x66C;
}

/* Whether the word and the one before it make one. */
static bool tokenizer_is_joined(const struct tokenizer_walk *w, const struct piece *p, bool digits)
{
    uint32_t cp;
    size_t gap = p->from - w->before.to;
    if (gap == 1 && w->s[w->before.to] == ' ') /* as between most words */
        return false;
    if (w->before.to == 0 || gap == 0 || gap > 3 ||
        text_codepoint(w->s + w->before.to, gap, &cp) != gap)
        return false;
    if (digits && w->before.digits)
        return tokenizer_parts_thousands(cp) && p->n == 3 &&
               (w->before.joined ? w->before.n == 3 : w->before.n <= 3);
    return tokenizer_is_joint(cp) || (cp == '.' && !digits && !w->before.digits);
}

static void tokenizer_end_word(struct tokenizer_walk *w)
{
    struct piece *p = &w->word;
    if (p->n == 0) {
        w->spelling.kept = false;
        return;
    }
    tokenizer_release_held(w);
    bool digits = !tokenizer_has_letter(p);
    struct word out = {.spaced = true, .joined = tokenizer_is_joined(w, p, digits)};
    size_t signs = !digits && p->n < TOKENIZER_BYTES_MAX - 3 ? tokenizer_sign_count(w, p->to) : 0;
    w->before.to = p->to;
    w->before.n = p->n;
    w->before.digits = digits;
    w->before.joined = out.joined;
    if (signs == 0 || w->what == TOKENIZER_INDEX)
        tokenizer_give(w, p, &out);
    if (signs > 0) {
        memcpy(p->text + p->n, w->s + p->to, signs);
        p->n += signs;
        p->to += signs;
        w->spelling.kept = false;
        out = (struct word){.spaced = true, .beside = w->what == TOKENIZER_INDEX};
        tokenizer_give(w, p, &out);
    }
    p->n = 0;
    w->spelling.kept = false;
}

static void tokenizer_end_run(struct tokenizer_walk *w)
{
    if (w->unit.n == 0)
        return;
    if (w->run == 1 || w->what == TOKENIZER_INDEX) {
        tokenizer_release_held(w);
        tokenizer_emit(w, &w->unit, false);
    } else {
        w->held = w->unit;
    }
    w->unit.n = 0;
    w->run = 0;
}

/* The spelling so far is the folded word's, for only what is not ASCII is kept apart. */
static void tokenizer_keep_spelling(struct tokenizer_walk *w)
{
    struct spelling *sp = &w->spelling;
    if (sp->kept)
        return;
    sp->kept = true;
    sp->n = w->word.n < TOKENIZER_BYTES_MAX ? w->word.n : TOKENIZER_BYTES_MAX;
    sp->last = sp->n > 0 ? sp->n - 1 : 0;
    memcpy(sp->text, w->word.text, sp->n);
}

static void tokenizer_spell(struct tokenizer_walk *w, uint32_t cp)
{
    struct spelling *sp = &w->spelling;
    UBool error = false;
    tokenizer_keep_spelling(w);
    size_t n = sp->n;
    U8_APPEND((uint8_t *)sp->text, n, TOKENIZER_BYTES_MAX, u_tolower((UChar32)cp), error);
    if (error)
        return;
    sp->last = sp->n;
    sp->n = n;
}

/* An accent that stands by itself goes into the letter before it. */
static void tokenizer_spell_accent(struct tokenizer_walk *w, uint32_t cp)
{
    struct spelling *sp = &w->spelling;
    uint32_t letter;
    UBool error = false;
    if (w->word.n == 0 || tokenizer_is_joiner(cp) || !w->compose)
        return;
    tokenizer_keep_spelling(w);
    if (text_codepoint(sp->text + sp->last, sp->n - sp->last, &letter) == 0)
        return;
    UChar32 whole = unorm2_composePair(w->compose, (UChar32)letter, (UChar32)cp);
    size_t n = sp->last;
    if (whole >= 0)
        U8_APPEND((uint8_t *)sp->text, n, TOKENIZER_BYTES_MAX, whole, error);
    if (whole >= 0 && !error)
        sp->n = n;
}

static void tokenizer_add_to_word(struct tokenizer_walk *w, const char *folded, size_t n,
                                  size_t from, size_t to)
{
    struct piece *p = &w->word;
    tokenizer_end_run(w);
    if (p->n == 0)
        p->from = from;
    p->to = to;
    if (p->n <= TOKENIZER_BYTES_MAX) {
        memcpy(p->text + p->n, folded, n);
        p->n += n;
    }
}

static void tokenizer_add_to_run(struct tokenizer_walk *w, const char *folded, size_t n,
                                 size_t from, size_t to)
{
    struct piece *last = &w->unit;
    tokenizer_end_word(w);
    if (last->n > 0) {
        struct piece pair = *last;
        memcpy(pair.text + pair.n, folded, n);
        pair.n += n;
        pair.to = to;
        tokenizer_emit(w, &pair, false);
        if (w->what == TOKENIZER_INDEX)
            tokenizer_emit(w, last, true);
    } else {
        tokenizer_release_held(w);
    }
    memcpy(last->text, folded, n);
    last->n = n;
    last->from = from;
    last->to = to;
    w->run++;
}

static void tokenizer_add_symbol(struct tokenizer_walk *w, size_t from, size_t to)
{
    struct piece p = {.n = to - from, .from = from, .to = to};
    tokenizer_end_word(w);
    tokenizer_end_run(w);
    tokenizer_release_held(w);
    memcpy(p.text, w->s + from, p.n);
    tokenizer_emit(w, &p, false);
}

/* A kana and the voicing mark after it, as files from some systems have them, are one character. */
static size_t tokenizer_compose_kana(const struct tokenizer_walk *w, size_t at, uint32_t *cp)
{
    uint32_t mark;
    size_t len = text_codepoint(w->s + at, w->size - at, &mark);
    if (len == 0 || (mark != 0x3099 && mark != 0x309A) || !w->compose)
        return 0;
    UChar32 whole = unorm2_composePair(w->compose, (UChar32)*cp, (UChar32)mark);
    if (whole < 0)
        return 0;
    *cp = (uint32_t)whole;
    return len;
}

/* The character at `at`, which is not ASCII. Returns its bytes. */
static size_t tokenizer_take(struct tokenizer_walk *w, size_t at)
{
    uint32_t cp;
    size_t len = text_codepoint(w->s + at, w->size - at, &cp);
    enum char_class class = len == 0 ? SEPARATOR : tokenizer_class_of(cp);
    len = len == 0 ? 1 : len;
    char folded[FOLDED_MAX];
    size_t n;
    switch (class) {
    case IGNORED:
        if (w->word.n > 0)
            w->word.to = at + len;
        tokenizer_spell_accent(w, cp);
        break;
    case SYMBOL:
        tokenizer_add_symbol(w, at, at + len);
        break;
    case UNSPACED:
        if (cp >= 0x3041 && cp <= 0x30FF)
            len += tokenizer_compose_kana(w, at + len, &cp);
        n = tokenizer_fold(w, cp, folded);
        if (n <= TOKENIZER_BYTES_MAX / 2)
            tokenizer_add_to_run(w, folded, n, at, at + len);
        break;
    case SPACED:
        n = tokenizer_fold(w, cp, folded);
        tokenizer_spell(w, cp);
        tokenizer_add_to_word(w, folded, n, at, at + len);
        break;
    case SEPARATOR:
        tokenizer_end_word(w);
        tokenizer_end_run(w);
        break;
    }
    return len;
}

/* The run of ASCII letters and digits at `at`. Returns its bytes. */
static size_t tokenizer_take_ascii(struct tokenizer_walk *w, size_t at)
{
    struct piece *p = &w->word;
    size_t i = at;
    tokenizer_end_run(w);
    if (p->n == 0)
        p->from = at;
    for (; i < w->size && ascii_is_alnum(w->s[i]); i++) {
        char c = w->s[i];
        c = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        if (p->n <= TOKENIZER_BYTES_MAX)
            p->text[p->n++] = c;
        if (w->spelling.kept && w->spelling.n < TOKENIZER_BYTES_MAX) {
            w->spelling.last = w->spelling.n;
            w->spelling.text[w->spelling.n++] = c;
        }
    }
    p->to = i;
    return i - at;
}

/* ʹ … ʿ, ˈ and ꞌ: written for an apostrophe, and letters to Unicode. */
static bool tokenizer_is_apostrophe_letter(uint32_t cp)
{
    return (cp >= 0x2B9 && cp <= 0x2BF) || cp == 0x2C8 || cp == 0xA78C;
}

void tokenizer_fold_word(const char *s, size_t n, char out[TOKENIZER_BYTES_MAX + 1])
{
    UErrorCode e = U_ZERO_ERROR;
    struct tokenizer_walk w = {.casefold = unorm2_getNFKCCasefoldInstance(&e)};
    char folded[FOLDED_MAX];
    size_t to = 0, part, len;
    uint32_t cp;
    for (size_t i = 0; i < n && (len = text_codepoint(s + i, n - i, &cp)) > 0; i += len) {
        if (tokenizer_class_of(cp) == SEPARATOR || tokenizer_is_apostrophe_letter(cp))
            continue;
        folded[0] = ascii_lower((char)cp);
        part = cp < 0x80 ? 1 : tokenizer_fold(&w, cp, folded);
        if (to + part > TOKENIZER_BYTES_MAX)
            break;
        memcpy(out + to, folded, part);
        to += part;
    }
    out[to] = '\0';
}

bool tokenizer_each(const char *s, size_t n, enum tokenizer_purpose what, word_fn *fn, void *ctx)
{
    UErrorCode e = U_ZERO_ERROR;
    struct tokenizer_walk w = {
        .s = s, .size = n, .what = what, .fn = fn, .ctx = ctx, .going = true};
    w.casefold = unorm2_getNFKCCasefoldInstance(&e);
    w.compose = unorm2_getNFCInstance(&e);
    for (size_t i = 0; i < n && w.going;) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x80) {
            i += tokenizer_take(&w, i);
            continue;
        }
        if (ascii_is_alnum(c)) {
            i += tokenizer_take_ascii(&w, i);
            continue;
        }
        tokenizer_end_word(&w);
        tokenizer_end_run(&w);
        i++;
    }
    tokenizer_end_word(&w);
    tokenizer_end_run(&w);
    return w.going;
}

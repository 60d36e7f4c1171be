/* password.c: zxcvbn's estimate, told the names that go with the site and the person. */
#include "password.h"

#include "ascii.h"
#include "language.h"
#include "slug.h"
#include "text.h"

#include <math.h>
#include <string.h>
#include <zxcvbn.h>

#define LOOKED_MAX 100 /* bytes that are estimated: more take zxcvbn long, and are enough */
#define WORDS_MAX 300
#define WORD_MIN 3 /* bytes: shorter ones are in any password */
#define WORD_BYTES_MAX 100

/* Known though no dictionary has them: a drawing's password, and what lies side by side on keyboards
 * that zxcvbn does not know. */
static const char *const known[] = {
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "correct-horse-battery-staple",
    "correct_horse_battery_staple",
    "correct.horse.battery.staple",
    "horsebatterystaple",
    "qwertzuiop",
    "azertyuiop",
    "qsdfghjklm",
    "йцукенгшщзхъ",
    "йцукенгшщз",
    "фывапролджэ",
    "ячсмитьбю",
    "пароль",
    "parol",
};

/* ---- Words ----------------------------------------------------------------------------------- */

/* For zxcvbn: ends with NULL. */
struct words {
    const char *v[WORDS_MAX + 1];
    size_t n;
};

static void words_add(struct words *w, const char *word)
{
    size_t n = strlen(word);
    if (n < WORD_MIN || n > WORD_BYTES_MAX || w->n == WORDS_MAX)
        return;
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->v[i], word) == 0)
            return;
    w->v[w->n++] = word;
}

/* "ines.okafor": "ines", "okafor", and both without what parts them. */
static void words_add_parts(struct words *w, struct arena *a, const char *name)
{
    char *joined = arena_dup(a, name), *end = joined;
    for (const char *s = name; *s;) {
        size_t n = strcspn(s, " \t.,:;_-/'@&+()\"");
        words_add(w, arena_dupn(a, s, n));
        memcpy(end, s, n);
        end += n;
        s += n + (s[n] != '\0');
    }
    *end = '\0';
    words_add(w, joined);
}

static void words_of(struct words *w, struct arena *a, const struct strlist *names)
{
    for (size_t i = 0; i < names->n; i++) {
        words_add(w, names->v[i]);
        words_add_parts(w, a, names->v[i]);
        words_add_parts(w, a, slug_from(a, names->v[i])); /* "Müller" is typed "muller", too */
    }
}

/* ---- The estimate ---------------------------------------------------------------------------- */

/* Each character one after the one before, or one before it, in any script. */
static bool password_is_sequence(const char *s)
{
    uint32_t c, last = 0;
    size_t n = 0, up = 0, down = 0, len;
    for (; (len = text_codepoint(s, strlen(s), &c)) > 0; s += len, n++) {
        up += n > 0 && c == last + 1;
        down += n > 0 && c + 1 == last;
        last = c;
    }
    return n > 1 && (up == n - 1 || down == n - 1);
}

/* The piece that all of it repeats: "kelp" of "kelpkelpkel"; else the whole. */
static const char *password_piece(struct arena *a, const char *s)
{
    size_t n = strlen(s), period = 1;
    while (period * 2 <= n && memcmp(s, s + period, n - period) != 0)
        period++;
    return period * 2 <= n ? arena_dupn(a, s, period) : s;
}

static double bits_of_ascii(const char *s, const struct words *w)
{
    return ZxcvbnMatch(s, (const char **)w->v, NULL);
}

/* zxcvbn takes letters beyond ASCII for eight bits a byte: they are estimated in Latin letters as
 * well, unless those say less. */
static double password_bits(struct arena *a, const char *password, const struct words *w)
{
    const char *whole = text_cut_bytes(a, password, LOOKED_MAX), *s = password_piece(a, whole);
    const char *latin = slug_from(a, s);
    double bits = bits_of_ascii(s, w);
    bool ascii = true;
    for (const char *p = s; *p; p++)
        ascii = ascii && (unsigned char)*p < 0x80;
    if (!ascii && text_length(latin) >= text_length(s))
        bits = fmin(bits, bits_of_ascii(latin, w));
    return s == whole ? bits : bits + log2((double)strlen(whole) / (double)strlen(s));
}

/* Whether names are at least half of it. */
static bool password_is_names(struct arena *a, const char *password, const struct words *names)
{
    const char *s = text_cut_bytes(a, password, LOOKED_MAX);
    ZxcMatch_t *matches;
    int n = 0;
    ZxcvbnMatch(s, (const char **)names->v, &matches);
    for (const ZxcMatch_t *m = matches; m; m = m->Next) {
        int type = m->Type & ~MULTIPLE_MATCH;
        n += type == USER_MATCH || type == USER_LEET_MATCH ? m->Length : 0;
    }
    ZxcvbnFreeInfo(matches);
    return (size_t)n * 2 >= strlen(s);
}

static bool password_is_pattern(struct arena *a, const char *password)
{
    const char *s = text_cut_bytes(a, password, LOOKED_MAX);
    return password_piece(a, s) != s;
}

const char *password_weakness(struct arena *a, const char *password, const struct strlist *names)
{
    struct words own = {.n = 0}, all;
    if (text_length(password) < PASSWORD_MIN)
        return WORD("Choose a longer password: at least 12 characters.");
    words_of(&own, a, names);
    all = own;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        words_add(&all, known[i]);
    bool sequence = password_is_sequence(password);
    if (!sequence && password_bits(a, password, &all) >= PASSWORD_BITS)
        return NULL;
    if (password_is_names(a, password, &own))
        return WORD("Choose another password: this one is made of names that go with this paper or "
                    "with you.");
    if (sequence || password_is_pattern(a, password))
        return WORD("Choose another password: this one is a pattern that is easy to guess.");
    return WORD("Choose another password: programs that guess would soon find this one. Four words "
                "that have nothing to do with each other are good.");
}

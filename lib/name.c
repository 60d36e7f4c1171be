/* name.c: the letters of names, and how far two names lie from each other. */
#include "name.h"

#include "buf.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define LETTERS_MAX 128 /* code points of a name that are compared */

/* ---- Equal ----------------------------------------------------------------------------------- */

static bool key_is_plain(const char *s)
{
    while (*s > 0)
        s++;
    return *s == '\0';
}

static char *key_of_ascii(struct arena *a, const char *name)
{
    char *key = text_line(a, name);
    for (char *s = key; *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    return key;
}

/* One sign for each that keyboards and typographers write differently. */
static UChar32 key_sign(UChar32 c)
{
    switch (c) {
    case '`':
    case 0xB4:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2BC:
    case 0x2032:
    case 0xFF07:
        return '\'';
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xFF02:
        return '"';
    default:
        return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c;
    }
}

/* Maps each character, in place: what is mapped is never longer. */
static int32_t key_map(UChar *s, int32_t n)
{
    int32_t to = 0;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(s, i, n, c);
        if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
            continue;
        c = u_foldCase(key_sign(c), U_FOLD_CASE_DEFAULT);
        U16_APPEND_UNSAFE(s, to, c);
    }
    return to;
}

/* NFKC may make of one character eighteen. */
static UChar *key_normal(struct arena *a, const UChar *s, int32_t *n, UErrorCode *e)
{
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(e);
    int32_t size = *n * 18 + 1;
    UChar *out = arena_array(a, (size_t)size, sizeof *out);
    *n = unorm2_normalize(nfkc, s, *n, out, size, e);
    return out;
}

static char *key_of_letters(struct arena *a, const char *name)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0, size = (int32_t)strlen(name) + 1;
    UChar *wide = arena_array(a, (size_t)size, sizeof *wide);
    u_strFromUTF8WithSub(wide, size, &n, name, -1, 0xFFFD, NULL, &e);
    if (U_FAILURE(e))
        return arena_dup(a, name);
    n = key_map(wide, n); /* signs first: NFKC makes of an acute accent a space and a mark */
    wide = key_normal(a, wide, &n, &e);
    if (U_SUCCESS(e))
        n = key_map(wide, n);
    wide = key_normal(a, wide, &n, &e);
    char *out = arena_alloc(a, (size_t)n * 3 + 1);
    u_strToUTF8WithSub(out, n * 3 + 1, NULL, wide, n, 0xFFFD, NULL, &e);
    return U_SUCCESS(e) ? text_line(a, out) : arena_dup(a, name);
}

char *name_key(struct arena *a, const char *name)
{
    name = text_cut_bytes(a, name, 4096);
    if (key_is_plain(name) && !strchr(name, '`'))
        return key_of_ascii(a, name);
    return key_of_letters(a, name);
}

/* ---- Beginnings of words ------------------------------------------------------------------------ */

static bool key_has(const char *letters, const char *key)
{
    for (const char *at = strstr(letters, key); at; at = strstr(at + 1, key))
        if (at == letters || (unsigned char)at[-1] >= 0x80 || (unsigned char)*at >= 0x80 ||
            strchr(" '\"-.,:;!?/(", at[-1]))
            return true;
    return false;
}

bool name_has(struct arena *a, const char *text, const char *key)
{
    return key_has(name_key(a, text), key);
}

bool name_has_words(struct arena *a, const char *text, const char *key)
{
    const char *letters = name_key(a, text);
    while (*key) {
        size_t n = strcspn(key, " ");
        if (n && !key_has(letters, arena_dupn(a, key, n)))
            return false;
        key += n + (key[n] == ' ');
    }
    return true;
}

/* ---- Near ------------------------------------------------------------------------------------ */

static int words_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "okafor-ines-2" is "ines okafor": the number is that of an address. */
static const char *form_words(struct arena *a, const char *slug)
{
    struct strlist words = text_split(a, slug, '-');
    if (words.n > 1 && words.v[words.n - 1][strspn(words.v[words.n - 1], "0123456789")] == '\0')
        words.n--;
    if (words.n > 1)
        qsort(words.v, words.n, sizeof *words.v, words_order);
    struct buf all;
    const char *s = "";
    buf_init(&all, 4096);
    for (size_t i = 0; i < words.n; i++) {
        if (i > 0)
            buf_addc(&all, ' ');
        buf_adds(&all, words.v[i]);
    }
    if (all.len > 0)
        s = arena_dupn(a, all.p, all.len);
    buf_free(&all);
    return s;
}

struct name_form name_form(struct arena *a, const char *name, const char *slug)
{
    const char *key = name_key(a, name);
    size_t bytes = strlen(key), n = 0;
    uint32_t *letters = arena_array(a, LETTERS_MAX, sizeof *letters);
    for (size_t i = 0, len; i < bytes && n < LETTERS_MAX; i += len) {
        len = text_codepoint(key + i, bytes - i, &letters[n]);
        if (len == 0)
            break;
        n++;
    }
    struct name_form f = {.letters = letters, .n = n, .words = form_words(a, slug)};
    uint32_t *digits = arena_array(a, n + 1, sizeof *digits);
    for (size_t i = 0; i < n; i++) {
        f.bag |= UINT64_C(1) << (letters[i] % 64);
        if (u_isdigit((UChar32)letters[i]))
            digits[f.n_digits++] = letters[i];
    }
    f.digits = digits;
    return f;
}

/* How many other letters are a slip of the hand in a name of so many. */
static int distance_most(size_t n)
{
    return n < 4 ? 0 : n < 8 ? 1 : 2;
}

static bool distance_numbers_differ(const struct name_form *a, const struct name_form *b)
{
    return a->n_digits != b->n_digits ||
           memcmp(a->digits, b->digits, a->n_digits * sizeof *a->digits) != 0;
}

/* Each letter that is another one or is missing changes two bits of the bag at most. */
static bool distance_is_far(const struct name_form *a, const struct name_form *b, int most)
{
    return __builtin_popcountll(a->bag ^ b->bag) > 2 * most;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Letters that are other ones, are missing, or have changed places (optimal string alignment): three
 * rows of the table are enough. */
static int distance_letters(const struct name_form *a, const struct name_form *b)
{
    int rows[3][LETTERS_MAX + 1], *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->n; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= a->n; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= b->n; j++) {
            int other = a->letters[i - 1] != b->letters[j - 1];
            row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + other);
            if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
                a->letters[i - 2] == b->letters[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        int *free = before;
        before = last;
        last = row;
        row = free;
    }
    return last[b->n];
}

int name_distance(const struct name_form *a, const struct name_form *b)
{
    if (a->n == 0 || b->n == 0 || distance_numbers_differ(a, b))
        return NAME_FAR;
    if (a->words[0] != '\0' && strcmp(a->words, b->words) == 0)
        return 0;
    size_t shorter = a->n < b->n ? a->n : b->n, longer = a->n < b->n ? b->n : a->n;
    int most = distance_most(shorter);
    if (longer - shorter > (size_t)most || distance_is_far(a, b, most))
        return NAME_FAR;
    int d = distance_letters(a, b);
    return d <= most ? d : NAME_FAR;
}

/* changed_words.c: a few words of the languages of the catalogues that are no names, or are numbers. */
#include "changed_private.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define WORD_BYTES 24

/* From two on: "one" is a pronoun, too. In the order of strcmp. */
static const char *const numbers[] = {
    "acht",       "billion",   "billiones", "billions", "catorce",   "cent",      "centaines",
    "cien",       "ciento",    "cientos",   "cinco",    "cincuenta", "cinq",      "cinquante",
    "cuarenta",   "cuatro",    "deux",      "diez",     "dix",       "doce",      "docena",
    "dos",        "douze",     "douzaine",  "dozen",    "dozens",    "drei",      "dreißig",
    "dreizehn",   "dutzend",   "eight",     "eighteen", "eighty",    "eleven",    "elf",
    "fifteen",    "fifty",     "five",      "forty",    "four",      "fourteen",  "fünf",
    "fünfzig",    "half",      "huit",      "hundert",  "hundred",   "hundreds",  "mil",
    "mille",      "million",   "millionen", "millions", "millones",  "milliard",  "milliarde",
    "milliarden", "milliards", "millón",    "neun",     "neuf",      "nine",      "nineteen",
    "ninety",     "nueve",     "ocho",      "once",     "onze",      "quatre",    "quince",
    "quinze",     "sechs",     "seis",      "sept",     "seven",     "seventeen", "seventy",
    "sieben",     "siete",     "six",       "sixteen",  "sixty",     "tausend",   "tausende",
    "ten",        "thirteen",  "thirty",    "thousand", "thousands", "three",     "trece",
    "treinta",    "treize",    "trente",    "tres",     "trois",     "twelve",    "twenty",
    "twice",      "two",       "veinte",    "vier",     "vierzig",   "vingt",     "zehn",
    "zwanzig",    "zwei",      "zwölf",     "آلاف",     "أربع",      "أربعة",     "ألف",
    "اثنان",      "تسع",       "تسعة",      "ثلاث",     "ثلاثة",     "ثمانية",    "خمس",
    "خمسة",       "سبع",       "سبعة",      "ست",       "ستة",       "عشر",       "عشرة",
    "عشرون",      "مئة",       "مائة",      "مليار",    "مليون",
};

static const char *const functions[] = {
    "a",       "after",   "all",       "also",   "although", "an",    "and",     "antes",
    "après",   "as",      "at",        "aunque", "avant",    "avec",  "because", "before",
    "both",    "but",     "by",        "ce",     "ces",      "cette", "como",    "comme",
    "con",     "cuando",  "dans",      "de",     "depuis",   "des",   "desde",   "después",
    "during",  "each",    "el",        "elle",   "elles",    "en",    "entre",   "es",
    "esta",    "este",    "et",        "every",  "few",      "for",   "from",    "he",
    "her",     "here",    "his",       "how",    "however",  "i",     "if",      "il",
    "ils",     "in",      "it",        "its",    "la",       "las",   "last",    "later",
    "le",      "les",     "leur",      "los",    "mais",     "many",  "más",     "mientras",
    "more",    "most",    "next",      "no",     "not",      "nous",  "now",     "of",
    "on",      "one",     "only",      "or",     "other",    "ou",    "our",     "par",
    "para",    "pendant", "pero",      "plus",   "por",      "pour",  "quand",   "que",
    "sa",      "selon",   "según",     "ses",    "she",      "si",    "since",   "so",
    "some",    "son",     "su",        "such",   "sur",      "sus",   "that",    "the",
    "their",   "then",    "there",     "these",  "they",     "this",  "those",   "though",
    "through", "to",      "today",     "tras",   "un",       "una",   "under",   "une",
    "until",   "we",      "what",      "when",   "where",    "while", "who",     "why",
    "with",    "without", "yesterday", "you",    "your",
};

/* Case folded, UTF-8. "" when it is longer than any word of the lists. */
static const char *words_folded(const char *s, size_t n, char out[WORD_BYTES])
{
    size_t at = 0;
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t cp;
        len = changed_next(s + i, n - i, &cp);
        cp = (uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT);
        if (at + 5 > WORD_BYTES)
            return "";
        U8_APPEND_UNSAFE(out, at, cp);
    }
    out[at] = '\0';
    return out;
}

static bool words_have(const char *const *list, size_t count, const char *s, size_t n)
{
    char folded[WORD_BYTES];
    const char *word = words_folded(s, n, folded);
    for (size_t i = 0; *word && i < count; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

/* Chinese and Japanese figures; one alone is a word as well. */
static bool words_is_figure(const char *s, size_t n)
{
    static const char figures[] = "二三四五六七八九十百千万萬亿億两兩半";
    return n == 3 && (unsigned char)*s >= 0xE0 && memmem(figures, sizeof figures - 1, s, n);
}

bool changed_is_number_word(const char *s, size_t n)
{
    return words_is_figure(s, n) || words_have(numbers, sizeof numbers / sizeof *numbers, s, n);
}

bool changed_is_function_word(const char *s, size_t n)
{
    return words_have(functions, sizeof functions / sizeof *functions, s, n);
}

/* language.h: a site's language: the interface's words, numbers, plurals, lists.
 *
 * The source has the words in English, where they are used; a catalogue, translations/de.json,
 * gives each its translation: {"Published:": "Veröffentlicht:", …}. What it does not have stays
 * English. A value has its place in a message as %NAME%, and a translation has the same names in
 * its own order.
 *
 * A message that counts gives two forms in English, "one story|%COUNT% stories"; its translation
 * is an object of as many as the language has (CLDR plural rules): {"one": …, "few": …, "other":
 * …}. Only "other" must be there, and only in "other" must all names stand.
 *
 * See docs/translating.md. */
#ifndef DATELINE_LANGUAGE_H
#define DATELINE_LANGUAGE_H

#include "arena.h"
#include "buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks an English text that is translated where it is shown. `make lint` compares the catalogues
 * with these, with the literals given to the functions below, and with the templates. */
#define WORD(english) english

#define LANGUAGE_FILE_MAX (256 * 1024) /* bytes of one catalogue */

/* CLDR's plural categories. */
enum plural {
    PLURAL_ZERO,
    PLURAL_ONE,
    PLURAL_TWO,
    PLURAL_FEW,
    PLURAL_MANY,
    PLURAL_OTHER,
    PLURAL_MAX
};
/* "zero", "one", …: as catalogues name them. */
const char *plural_name(enum plural p);

/* Not thread-safe. */
struct language;

/* The language of a BCP 47 tag, with the words of FOLDER/de.json, FOLDER/de-Latn.json and
 * FOLDER/de-AT.json of each folder in turn: a later word wins over an earlier one. Files that
 * do not exist are left out. NULL: the tag is unknown or a catalogue faulty, and err says which
 * and why. Owned by the caller. */
struct language *language_open(const char *tag, const char *const *folders, size_t n,
                               struct buf *err) __attribute__((warn_unused_result));
void language_close(struct language *l); /* NULL is allowed */

/* The tag it was opened by. */
const char *language_tag(const struct language *l);
/* Whether there is any catalogue; false for English that nobody changed. */
bool language_has_words(const struct language *l);
/* The translation of a message without plurals, owned by l; NULL when there is none. l may be
 * NULL, here and below: English. */
const char *language_find(const struct language *l, const char *english);
/* The translation, or english itself. */
const char *language_word(const struct language *l, const char *english);
/* One form of a message that counts, its names still in it. In the arena. */
const char *language_form(const struct language *l, struct arena *a, const char *english,
                          enum plural form);

/* The translation with its values put in: names and values in turn, ended by NULL:
 * language_say(l, a, "What changed: %HEADLINE%", "HEADLINE", headline, NULL). In the arena. */
const char *language_say(const struct language *l, struct arena *a, const char *english, ...)
    __attribute__((sentinel));
/* A message that counts, of n; %COUNT% is n. In the arena. */
const char *language_count(const struct language *l, struct arena *a, const char *english,
                           int64_t n);
/* Puts values into a text: names and values in turn. In the arena. */
const char *language_put(struct arena *a, const char *text, const struct strlist *values);
/* A name between two signs of percent that begins at s ("%COUNT%…"): its bytes without the signs,
 * else 0. */
size_t language_name(const char *s);

/* ---- Numbers and lists, as ICU has them ------------------------------------------------------ */

/* The category of a whole number. */
enum plural language_plural(const struct language *l, int64_t n);
/* "1,234"; in the digits of the locale. In the arena. */
const char *language_number(const struct language *l, struct arena *a, int64_t n);
/* Tenths: 45 is "4.5", 40 is "4". In the arena. */
const char *language_tenths(const struct language *l, struct arena *a, int tenths);
/* What comes before each name of a list: "", ", ", " and ". joints holds n. In the arena. */
void language_joints(const struct language *l, struct arena *a, const char *const *names, size_t n,
                     const char **joints);
/* The locale's digits by their CSS counter style when they are not 0 to 9 ("arabic-indic"), else
 * NULL. */
const char *language_digits(const struct language *l);

/* A language as files name it ("zh_cn", "pt_BR", "en_US.UTF-8", "English", "Deutsch") as a BCP 47
 * tag. NULL: none that is known. In the arena. */
const char *language_tag_from(struct arena *a, const char *text);

/* What a language is called in this one: "de" is "German" in English, "allemand" in French. The tag
 * itself when it has no name. In the arena. */
const char *language_named(const struct language *l, struct arena *a, const char *tag);

/* Whether a BCP 47 language is written from right to left. */
bool language_is_rtl(const char *tag);

#endif

/* tpl.h: pages from templates. The C face of ctemplate; tpl.cc is the only C++.
 *
 * Every template file begins with {{%AUTOESCAPE context="HTML"}} (or XML, JSON) on its first line
 * and tpl_load refuses a set with one that does not. No C++ exception leaves this shim.
 *
 * For those who write templates:
 * - {{NAME}} is escaped for the place it is in. In an attribute (always quoted) that takes an address
 *   only http, https and site-relative ones pass; others become "#". mailto: must stand in the
 *   template itself: href="mailto:{{EMAIL}}".
 * - The default escape turns line breaks into spaces. A textarea keeps them with {{TEXT:p}}, and
 *   begins with another line break, for browsers drop the first:
 *   <textarea name="body">
 *   {{BODY:p}}</textarea>
 * - Other modifiers: h, u (part of a query), x (XML). `none` only on BODY_HTML and JSON_LD.
 * - An included template ({{>NAME}}) sees its own values and the global ones, not its includer's.
 * - Lines of markers alone, and blank ones, are left out; values are never touched.
 *
 * The interface's words are written in English where they are shown, and loading puts the site's language
 * in their place, escaped (lib/language.h, docs/translating.md):
 * - {{_"Published:"}}, in text or in an attribute's quotes.
 * - {{_"More from %SECTION%"}}: %SECTION% becomes {{SECTION}}, wherever the translation has it.
 * - {{_"From %A% to %B%"}}{{_A}}<b>{{X}}</b>{{_B}}<i>{{Y}}</i>{{_}}: a name may stand for a part
 *   with mark-up, which follows the message; the translation decides the parts' order.
 * - {{_COUNT "one story|%COUNT% stories"}}: the form for COUNT, a number set by tpl_set_count.
 *
 * Values are copied; names are not: they are string constants, or live as long as the values, as those in
 * the request's arena do. What a template names and C never sets is empty; `make lint` compares names. */
#ifndef DATELINE_TPL_H
#define DATELINE_TPL_H

#include "lib/buf.h"
#include "lib/language.h"

#include <stdbool.h>
#include <stdint.h>

struct tpl_set;  /* all templates of a site, loaded and parsed; never changes after */
struct tpl_dict; /* the values of one page, section or partial */

/* Loads every *.tpl under the folders; a file in an earlier folder hides one of the same
 * name in a later. Folders that do not exist are left out. NULL on any fault, and err says which
 * file and why. Owned by the caller. The language is used during the call alone, NULL: English.
 * Words that it does not have are logged, once (LOG_DEBUG). */
struct tpl_set *tpl_load(const char *const *folders, size_t n, const struct language *language,
                         struct buf *err);
void tpl_unload(struct tpl_set *set);

/* Owned by the caller, with all below it. */
struct tpl_dict *tpl_dict_new(void);
void tpl_dict_free(struct tpl_dict *d);

/* {{NAME}}; NULL counts as "". Escaped by the template for the place it is in. */
void tpl_set(struct tpl_dict *d, const char *name, const char *value);
void tpl_set_int(struct tpl_dict *d, const char *name, int64_t value);
/* A number in a language's digits, and the form that {{_NAME "one|several"}} takes for it. */
void tpl_set_count(struct tpl_dict *d, const struct language *language, const char *name,
                   int64_t value);
/* For names that every template below d sees, partials too. */
void tpl_set_global(struct tpl_dict *d, const char *name, const char *value);
/* {{#NAME}}…{{/NAME}} once. */
void tpl_show(struct tpl_dict *d, const char *section);
/* Nothing when the value is NULL or "". tpl_set_if(d, "DEK", dek) shows {{#DEK_IF}} and sets {{DEK}}. */
void tpl_set_if(struct tpl_dict *d, const char *name, const char *value);
/* One more round of {{#NAME}}…{{/NAME}}; its own values, owned by d. */
struct tpl_dict *tpl_add(struct tpl_dict *d, const char *section);
/* {{>NAME}} becomes the template file, whose name stays the caller's; once more on each call. Owned by d. */
struct tpl_dict *tpl_include(struct tpl_dict *d, const char *name, const char *file);

/* Whether template `file` has the marker {{name}}, {{#name}} or {{>name}}: what costs a query need not be
 * asked for where nothing shows it. */
bool tpl_names(const struct tpl_set *set, const char *file, const char *name);

/* Expands template `name` ("reader/front.tpl"). False: no such template, or out was too small. */
bool tpl_render(const struct tpl_set *set, const char *name, const struct tpl_dict *d,
                struct buf *out);

#endif

/* markdown_note.c: footnotes.
 *
 * A reference is a number that leads to its note at the end of the text; the note leads back to
 * each place. A note that is nothing but one of the story's sources is not printed twice: its
 * number leads to the entry in the list of sources, which whoever prints that list makes lead back
 * (markdown_source_notes). Roles as DPUB-ARIA 1.1 has them. */
#include "markdown_private.h"

#include "ascii.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define WAYS_BACK_MAX 20 /* of one note; readers come back from where they left */
#define REF_OPEN "<sup class=\"noteref\"><a href=\"#source-"

/* ---- Which note is a source ------------------------------------------------------------------ */

static bool note_has_words(const char *s)
{
    for (; *s != '\0'; s++)
        if (ascii_is_alnum((unsigned char)*s) || (unsigned char)*s >= 0x80)
            return true;
    return false;
}

static char *note_without(struct arena *a, char *text, const char *part)
{
    char *at = *part != '\0' ? strstr(text, part) : NULL;
    return at ? arena_printf(a, "%.*s %s", (int)(at - text), text, at + strlen(part)) : text;
}

/* The address of the only link, and whether the link's words are all there is. */
static const char *note_link(struct md_render *r, cmark_node *note, char **rest)
{
    const char *url = NULL;
    cmark_iter *it = cmark_iter_new(note);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(it);
        if (e != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_LINK)
            continue;
        url = url ? "" : md_own(r, cmark_node_get_url(node));
        *rest = note_without(r->arena, *rest, md_node_text(r, node));
    }
    cmark_iter_free(it);
    return url && *url != '\0' ? url : NULL;
}

/* Nothing is left of the note when title and address of the source are taken from it. */
static bool note_is_source(struct md_render *r, cmark_node *note, const struct markdown_source *s)
{
    cmark_node *p = cmark_node_first_child(note);
    if (!p || cmark_node_next(p) || cmark_node_get_type(p) != CMARK_NODE_PARAGRAPH)
        return false;
    char *text = arena_dup(r->arena, md_node_text(r, note)), *rest = text;
    const char *url = note_link(r, note, &rest);
    if (url && *s->url != '\0' && strcmp(url, s->url) == 0)
        return !note_has_words(rest) || !note_has_words(note_without(r->arena, rest, s->title));
    if (url || (!strstr(text, s->url) && !strstr(text, s->title)))
        return false;
    rest = note_without(r->arena, text, s->url);
    return !note_has_words(note_without(r->arena, rest, s->title));
}

static int note_compare_names(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* The label of a note's definition in a line of the source, "[^name]:"; NULL: there is none. */
static const char *note_label(const struct md_render *r, size_t line)
{
    const char *s = md_source_at(r, (int)line, 1);
    if (!s)
        return NULL;
    s += strspn(s, " >");
    if (strncmp(s, "[^", 2) != 0)
        return NULL;
    size_t n = strcspn(s + 2, "] \t\r\n");
    return n > 0 && n < 200 && s[2 + n] == ']' && s[3 + n] == ':' ? arena_dupn(r->arena, s + 2, n)
                                                                  : NULL;
}

/* Which lines are code, from 1. */
static bool *notes_find_code(struct md_render *r, cmark_node *doc)
{
    bool *code = arena_array(r->arena, r->n_lines + 2, sizeof *code);
    cmark_iter *it = cmark_iter_new(doc);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(it);
        if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK)
            continue;
        for (int i = cmark_node_get_start_line(node); i <= cmark_node_get_end_line(node); i++)
            if (i > 0 && (size_t)i <= r->n_lines)
                code[i] = true;
    }
    cmark_iter_free(it);
    return code;
}

/* The parser leaves out notes that nothing refers to. */
static void notes_find_unused(struct md_render *r, cmark_node *doc)
{
    size_t n = r->n_notes;
    const char **names = arena_array(r->arena, n + 1, sizeof *names);
    for (size_t i = 0; i < n; i++) {
        const char *label = note_label(r, (size_t)cmark_node_get_start_line(r->notes[i + 1].node));
        names[i] = label ? label : "";
    }
    if (n > 0)
        qsort(names, n, sizeof *names, note_compare_names);
    const bool *code = notes_find_code(r, doc);
    for (size_t line = 1; line <= r->n_lines; line++) {
        const char *label = code[line] ? NULL : note_label(r, line);
        if (label && !bsearch(&label, names, n, sizeof *names, note_compare_names))
            md_leads_nowhere(r, arena_printf(r->arena, "[^%s]:", label));
    }
}

void md_find_notes(struct md_render *r, cmark_node *doc)
{
    size_t capacity = 0;
    r->notes = arena_grow(r->arena, NULL, 0, &capacity, sizeof *r->notes);
    for (cmark_node *n = cmark_node_first_child(doc); n; n = cmark_node_next(n)) {
        if (cmark_node_get_type(n) != CMARK_NODE_FOOTNOTE_DEFINITION)
            continue;
        struct md_note note = {.node = n};
        for (size_t i = 0; i < r->opt->n_sources && note.source == 0; i++)
            if (note_is_source(r, n, &r->opt->sources[i]))
                note.source = (int)i + 1;
        r->notes = arena_grow(r->arena, r->notes, r->n_notes + 1, &capacity, sizeof *r->notes);
        r->notes[++r->n_notes] = note;
        cmark_node_set_user_data(n, (void *)r->n_notes);
    }
    if (strstr(r->source.p, "[^"))
        notes_find_unused(r, doc);
}

/* ---- References ------------------------------------------------------------------------------ */

void md_add_note_reference(struct md_render *r, cmark_node *ref)
{
    const char *number = cmark_node_get_literal(ref);
    size_t k = number ? strtoul(number, NULL, 10) : 0;
    if (k == 0 || k > r->n_notes || r->pictures_open > 0)
        return;
    struct md_note *note = &r->notes[k];
    struct buf *out = md_out(r);
    r->other_content = true;
    if (r->links_open > 0) {
        buf_printf(out, "<sup class=\"noteref\">%zu</sup>", k);
        return;
    }
    if (note->source != 0)
        buf_printf(out, REF_OPEN "%d\" id=\"%sfnref-%zu", note->source, md_ids(r), k);
    else
        buf_printf(out, "<sup class=\"noteref\"><a href=\"#%sfn-%zu\" id=\"%sfnref-%zu", md_ids(r),
                   k, md_ids(r), k);
    if (++note->refs > 1)
        buf_printf(out, "-%zu", note->refs);
    buf_printf(out, "\" role=\"doc-noteref\">%zu</a></sup>", k);
}

size_t markdown_source_notes(const char *html, size_t source, struct markdown_place *out,
                             size_t max)
{
    size_t n = 0;
    for (const char *s = html; n < max && (s = strstr(s, REF_OPEN)) != NULL;) {
        char *end;
        s += strlen(REF_OPEN);
        if (strtoul(s, &end, 10) != source || strncmp(end, "\" id=\"", 6) != 0)
            continue;
        const char *id = end + 6, *number = id + strlen("fnref-");
        out[n++] = (struct markdown_place){
            .id = id, .id_length = strcspn(id, "\""), .number = strtoul(number, NULL, 10)};
    }
    return n;
}

/* ---- Notes ----------------------------------------------------------------------------------- */

bool md_enter_note(struct md_render *r, cmark_node *note)
{
    size_t k = (size_t)cmark_node_get_user_data(note);
    if (k == 0 || r->notes[k].source != 0 || r->notes[k].refs == 0)
        return false;
    if (!r->notes_begun)
        buf_adds(r->html, MARKDOWN_NOTES MARKDOWN_NOTES_LABEL "\">\n<ol>\n");
    r->notes_begun = true;
    r->note = k;
    buf_printf(r->html, "<li id=\"%sfn-%zu\"", md_ids(r), k);
    if (k > 1 && (r->notes[k - 1].source != 0 || r->notes[k - 1].refs == 0))
        buf_printf(r->html, " value=\"%zu\"", k);
    buf_adds(r->html, ">");
    return true;
}

void md_add_ways_back(struct md_render *r)
{
    size_t refs = r->notes[r->note].refs;
    for (size_t i = 1; i <= refs && i <= WAYS_BACK_MAX; i++) {
        buf_adds(md_out(r), r->in_leaf || i > 1 ? " " : "");
        buf_printf(md_out(r), "<a href=\"#%sfnref-%zu", md_ids(r), r->note);
        if (i > 1)
            buf_printf(md_out(r), "-%zu", i);
        buf_adds(md_out(r), MARKDOWN_BACK MARKDOWN_BACK_LABEL);
        if (refs > 1)
            buf_printf(md_out(r), " %zu", i);
        buf_adds(md_out(r), "\">\u2191</a>");
    }
    r->note = 0;
}

void md_leave_note(struct md_render *r)
{
    if (r->note != 0) { /* its last block was no paragraph */
        buf_adds(r->html, "<p>");
        md_add_ways_back(r);
        buf_adds(r->html, "</p>\n");
    }
    buf_adds(r->html, "</li>\n");
}

void md_end_notes(struct md_render *r)
{
    if (r->notes_begun)
        buf_adds(r->html, "</ol>\n</section>\n");
}

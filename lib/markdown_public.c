/* markdown_public.c: what the page of a source says, as Markdown.
 *
 * The tree that becomes the page is cleared of what the page does not show, and cmark writes it. Definitions of links and
 * notes that nothing refers to are not in the tree: they go where they are parsed. */
#include "markdown_private.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

#define ITEMS_MAX 1000 /* of an ordered list that is written */

struct public_text {
    struct md_render *r;
    cmark_node **notes; /* by number, from 1; NULL: not met, or written */
    bool *used;         /* by number: something that is shown refers to it */
    size_t n_notes;
};

static void public_put(cmark_node *old, cmark_node *new)
{
    if (new &&cmark_node_replace(old, new))
        cmark_node_free(old);
    else
        cmark_node_free(new);
}

static cmark_node *public_words(const char *words)
{
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(text, words);
    return text;
}

static const char *public_url(const struct public_text *p, const char *url)
{
    const char *before = url[0] == '#'   ? p->r->public->page
                         : url[0] == '/' ? p->r->public->site
                                         : "";
    return arena_printf(p->r->arena, "%s%s", before, url);
}

/* ---- What the page has otherwise, or not ----------------------------------------------------------- */

static void public_clear_link(struct public_text *p, cmark_node *link)
{
    const char *url = md_own(p->r, cmark_node_get_url(link));
    if (md_url_is_allowed(url)) {
        cmark_node_set_url(link, public_url(p, url));
        cmark_node_set_title(link, md_own(p->r, cmark_node_get_title(link)));
        return;
    }
    for (cmark_node *child; (child = cmark_node_first_child(link)) != NULL;)
        cmark_node_insert_before(link, child);
    cmark_node_free(link);
}

static void public_add_alt(struct public_text *p, cmark_node *around, struct buf *out)
{
    for (cmark_node *n = cmark_node_first_child(around); n; n = cmark_node_next(n)) {
        cmark_node_type type = cmark_node_get_type(n);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            buf_adds(out, md_own(p->r, cmark_node_get_literal(n)));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_addc(out, ' ');
        else
            public_add_alt(p, n, out);
    }
}

/* Its alternative text, as the page has it: one line. */
static const char *public_alt(struct public_text *p, cmark_node *image)
{
    struct buf alt;
    buf_init(&alt, 2 * MARKDOWN_MAX);
    public_add_alt(p, image, &alt);
    const char *line = text_line(p->r->arena, alt.p);
    buf_free(&alt);
    return line;
}

/* A picture within a line has no caption on the page. */
static bool public_is_figure(cmark_node *image)
{
    cmark_node *around = cmark_node_parent(image), *item = cmark_node_parent(around);
    return cmark_node_get_type(around) == CMARK_NODE_PARAGRAPH && !cmark_node_next(image) &&
           !cmark_node_previous(image) && cmark_node_get_type(item) != CMARK_NODE_ITEM;
}

/* Its words are one text, and the credit stands behind the caption, as whoever writes has it. */
static void public_clear_picture(struct public_text *p, cmark_node *image)
{
    struct arena *a = p->r->arena;
    struct md_picture shown =
        md_settle_picture(p->r, md_own(p->r, cmark_node_get_url(image)),
                          md_own(p->r, cmark_node_get_title(image)), public_alt(p, image));
    cmark_node *words = public_words(shown.alt);
    if (!shown.known) {
        public_put(image, words);
        return;
    }
    for (cmark_node *child; (child = cmark_node_first_child(image)) != NULL;)
        cmark_node_free(child);
    cmark_node_append_child(image, words);
    cmark_node_set_url(image, public_url(p, shown.image.src));
    const char *credit = text_blank(shown.image.credit)
                             ? ""
                             : arena_printf(a, MARKDOWN_CREDIT_LABEL "%s", shown.image.credit);
    const char *title = text_line(a, arena_printf(a, "%s %s", shown.title, credit));
    cmark_node_set_title(image, public_is_figure(image) ? title : "");
}

static void public_clear_html(struct public_text *p, cmark_node *html)
{
    const char *text = md_html_words(p->r, html);
    if (*text == '\0') {
        cmark_node_free(html);
        return;
    }
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, public_words(text));
    public_put(html, paragraph);
}

static void public_clear_tag(cmark_node *tag)
{
    if (md_tag_breaks(tag))
        public_put(tag, cmark_node_new(CMARK_NODE_LINEBREAK));
    else
        cmark_node_free(tag);
}

static void public_clear_code(struct public_text *p, cmark_node *code)
{
    cmark_node_set_literal(code, md_own(p->r, cmark_node_get_literal(code)));
    cmark_node_set_fence_info(code, md_code_language(p->r, code));
}

/* The page has a number there that leads nowhere. */
static bool public_is_in_link(cmark_node *node)
{
    while (node && cmark_node_get_type(node) != CMARK_NODE_LINK)
        node = cmark_node_parent(node);
    return node != NULL;
}

/* cmark writes a reference only where it has made it. */
static void public_clear_reference(struct public_text *p, cmark_node *ref)
{
    const char *number = cmark_node_get_literal(ref);
    size_t k = number ? strtoul(number, NULL, 10) : 0;
    cmark_node *mark = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
    if (k > 0 && k <= p->n_notes && !public_is_in_link(ref))
        p->used[k] = true;
    cmark_node_set_on_enter(mark, arena_printf(p->r->arena, "[^%s%zu]", p->r->public->notes, k));
    public_put(ref, mark);
}

/* cmark counts the items before each: short lists that go on where the one before ended keep that in bounds. */
static void public_clear_list(cmark_node *list)
{
    int start = cmark_node_get_list_start(list);
    if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
        return;
    for (cmark_node *item = cmark_node_first_child(list); item; start += ITEMS_MAX) {
        for (int n = 0; n < ITEMS_MAX && item; n++)
            item = cmark_node_next(item);
        if (item)
            list = md_split_list(list, item, start + ITEMS_MAX);
    }
}

static void public_clear_node(struct public_text *p, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        cmark_node_set_literal(node, md_own(p->r, cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_CODE_BLOCK:
        public_clear_code(p, node);
        break;
    case CMARK_NODE_LIST:
        public_clear_list(node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        public_clear_html(p, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        public_clear_tag(node);
        break;
    case CMARK_NODE_LINK:
        public_clear_link(p, node);
        break;
    case CMARK_NODE_IMAGE:
        public_clear_picture(p, node);
        break;
    default:
        break;
    }
}

/* Outer nodes first, references before the links around them; what is in a picture goes with it. */
static void public_clear(struct public_text *p, cmark_node *root)
{
    cmark_node **all = NULL;
    size_t n = 0, capacity = 0, pictures = 0;
    cmark_iter *it = cmark_iter_new(root);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(it);
        bool picture = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
        if (e == CMARK_EVENT_ENTER && pictures == 0) {
            all = arena_grow(p->r->arena, all, n, &capacity, sizeof(cmark_node *));
            all[n++] = node;
        }
        if (picture)
            pictures += e == CMARK_EVENT_ENTER ? 1 : (size_t)-1;
    }
    cmark_iter_free(it);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (cmark_node_get_type(all[i]) == CMARK_NODE_FOOTNOTE_REFERENCE)
            public_clear_reference(p, all[i]);
        else
            all[kept++] = all[i];
    }
    for (size_t i = 0; i < kept; i++)
        public_clear_node(p, all[i]);
}

/* ---- Notes ----------------------------------------------------------------------------------------- */

/* Out of the text, where cmark has put them behind it. */
static void public_take_notes(struct public_text *p, cmark_node *doc)
{
    for (cmark_node *n = cmark_node_first_child(doc), *next; n; n = next) {
        next = cmark_node_next(n);
        if (cmark_node_get_type(n) != CMARK_NODE_FOOTNOTE_DEFINITION)
            continue;
        size_t k = (size_t)cmark_node_get_user_data(n);
        cmark_node *alone = cmark_node_new(CMARK_NODE_DOCUMENT);
        for (cmark_node *child; (child = cmark_node_first_child(n)) != NULL;)
            cmark_node_append_child(alone, child);
        cmark_node_free(n);
        p->notes[k] = alone;
    }
}

static void public_write(cmark_node *doc, const char *indent, struct buf *out)
{
    char *text = cmark_render_commonmark(doc, CMARK_OPT_DEFAULT, 0);
    for (const char *s = text; *s != '\0';) {
        size_t n = strcspn(s, "\n");
        buf_adds(out, n > 0 ? indent : "");
        buf_add(out, s, n);
        buf_adds(out, s[n] != '\0' ? "\n" : "");
        s += n + (s[n] != '\0');
    }
    free(text);
}

static void public_write_notes(struct public_text *p, struct buf *out)
{
    for (size_t k = 1; k <= p->n_notes; k++) {
        if (p->notes[k] && p->used[k]) {
            public_clear(p, p->notes[k]);
            buf_printf(out, "\n[^%s%zu]:\n", p->r->public->notes, k);
            public_write(p->notes[k], "    ", out);
        }
        if (p->notes[k])
            cmark_node_free(p->notes[k]);
    }
}

void md_write_public(struct md_render *r, cmark_node *doc)
{
    struct public_text p = {.r = r,
                            .notes = arena_array(r->arena, r->n_notes + 1, sizeof *p.notes),
                            .used = arena_array(r->arena, r->n_notes + 1, sizeof *p.used),
                            .n_notes = r->n_notes};
    public_take_notes(&p, doc);
    public_clear(&p, doc);
    public_write(doc, "", r->html);
    public_write_notes(&p, r->html);
}

enum markdown_status markdown_public(const char *md, size_t n, const struct markdown_options *opt,
                                     const struct markdown_public *public, struct buf *out)
{
    struct markdown_stats stats = {0};
    struct buf plain;
    buf_init(&plain, MARKDOWN_MAX);
    struct md_render r = {
        .opt = opt, .public = public, .stats = &stats, .html = out, .plain = &plain};
    enum markdown_status status = md_make(md, n, &r);
    buf_free(&plain);
    return status;
}

void markdown_add_line(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#&|~", *text))
            buf_addc(out, '\\');
        buf_addc(out, *text);
    }
}

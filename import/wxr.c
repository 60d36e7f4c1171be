/* wxr.c: libxml2's push parser feeds a machine that knows where it is: in the channel, in an author
 * or a term, in an item, in a field of it. Elements are known by their namespace, whatever its
 * prefix is; only where a file forgot to declare one, the prefix counts. */
#include "wxr.h"

#include "lib/buf.h"
#include "lib/text.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum {
    DEPTH_MAX = 256,
    TOKEN_MAX = 32 * 1024 * 1024, /* bytes that the parser may hold of one section or tag */
    CHUNK = 16 * 1024,
    CHUNK_LARGE = 512 * 1024, /* while the parser waits for the end of something long: it looks
                                 through all of that at each chunk */
    FIELD_MAX = WXR_TEXT_MAX / 64,
    QUEUE_MAX = 4096,
    TERMS_MAX =
        1000, /* of an item, which WXR 1.0 names twice; far fewer are kept, and the report says so */
    DEPTH_CHANNEL = 3
};

enum wxr_space { SPACE_RSS, SPACE_WP, SPACE_CONTENT, SPACE_EXCERPT, SPACE_DC, SPACE_OTHER };
enum wxr_place { IN_CHANNEL, IN_AUTHOR, IN_TERM, IN_ITEM, IN_META, IN_COMMENT };

struct wxr {
    int fd;
    char *bytes; /* CHUNK_LARGE */
    xmlParserCtxtPtr parser;
    struct arena *kept; /* what the channel says, and the reason */
    struct wxr_channel channel;
    int depth;
    enum wxr_place place;
    bool capturing;
    int captured_at;      /* depth of the element whose text is taken */
    const char **target;  /* where it goes; NULL: the category of an item */
    struct arena *holder; /* and what holds it */
    struct buf text;
    struct wxr_author author;
    struct wxr_term term;
    struct wxr_meta meta;
    struct wxr_item *item; /* being read */
    struct wxr_item *queue[QUEUE_MAX];
    size_t first, n; /* those that are ready */
    struct wxr_item *given;
    bool of_wordpress, begun, ended;
    int lines_given;  /* line ends in what the parser was given */
    int lines_before; /* blank lines that some plugin put before the XML */
    const char *why;
};

/* ---- What is wrong ---------------------------------------------------------------------------- */

static void wxr_fail(struct wxr *r, int line, const char *what)
{
    if (r->why)
        return;
    const char *said = text_line(r->kept, what);
    r->why = line > 0 ? arena_printf(r->kept, "line %d: %s", line + r->lines_before, said) : said;
}

static int wxr_line(const struct wxr *r)
{
    return r->parser && r->parser->input ? r->parser->input->line : 0;
}

static void wxr_refuse(struct wxr *r, const char *what)
{
    wxr_fail(r, wxr_line(r), what);
    xmlStopParser(r->parser);
}

/* The parser does not count lines within a section of CDATA before it has taken them: what it has not
 * taken yet is counted back from all that it was given. */
static int wxr_line_of_bytes(const struct wxr *r, int line)
{
    const xmlParserInputPtr in = r->parser->input;
    int left = 0;
    if (!in || !in->buf || in->buf->encoder)
        return line;
    for (const xmlChar *s = in->cur; s < in->end; s++)
        left += *s == '\n';
    return r->lines_given + 1 - left;
}

/* The parser's own words, for somebody who looks at that line. */
static void wxr_on_error(void *ctx, xmlErrorPtr error)
{
    struct wxr *r = ctx;
    const xmlParserInputPtr in = r->parser ? r->parser->input : NULL;
    bool byte =
        in && (error->code == XML_ERR_INVALID_ENCODING || error->code == XML_ERR_INVALID_CHAR);
    int line = byte ? wxr_line_of_bytes(r, error->line) : error->line;
    if (error->level != XML_ERR_FATAL || error->code == XML_ERR_USER_STOP)
        return;
    if (byte && in->cur < in->end && *in->cur < ' ')
        wxr_fail(r, line,
                 arena_printf(r->kept,
                              "it has a control character (0x%02x), which XML does not allow",
                              *in->cur));
    else
        wxr_fail(r, line,
                 arena_printf(r->kept, "it is not well-formed XML: %s",
                              error->message ? error->message : "?"));
}

/* ---- Names ------------------------------------------------------------------------------------ */

static enum wxr_space wxr_space_of(const char *uri, const char *prefix)
{
    static const struct {
        const char *prefix;
        enum wxr_space space;
    } usual[] = {
        {"wp", SPACE_WP}, {"content", SPACE_CONTENT}, {"excerpt", SPACE_EXCERPT}, {"dc", SPACE_DC}};
    if (uri && strstr(uri, "://wordpress.org/export/"))
        return strstr(uri, "/excerpt") ? SPACE_EXCERPT : SPACE_WP;
    if (uri && strstr(uri, "://purl.org/rss/1.0/modules/content"))
        return SPACE_CONTENT;
    if (uri && strstr(uri, "://purl.org/dc/"))
        return SPACE_DC;
    if (uri || !prefix)
        return uri ? SPACE_OTHER : SPACE_RSS;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (strcmp(prefix, usual[i].prefix) == 0)
            return usual[i].space;
    return SPACE_OTHER;
}

/* A field: where its text goes, as an offset into the struct of its place. */
struct wxr_field {
    enum wxr_place place;
    enum wxr_space space;
    const char *name;
    size_t offset;
};

#define OF_ITEM(field) offsetof(struct wxr_item, field)
#define OF_CHANNEL(field) offsetof(struct wxr_channel, field)
#define OF_AUTHOR(field) offsetof(struct wxr_author, field)
#define OF_TERM(field) offsetof(struct wxr_term, field)
#define OF_META(field) offsetof(struct wxr_meta, field)

static const struct wxr_field fields[] = {
    {IN_CHANNEL, SPACE_RSS, "link", OF_CHANNEL(link)},
    {IN_CHANNEL, SPACE_WP, "wxr_version", OF_CHANNEL(version)},
    {IN_CHANNEL, SPACE_WP, "base_site_url", OF_CHANNEL(site_url)},
    {IN_CHANNEL, SPACE_WP, "base_blog_url", OF_CHANNEL(blog_url)},
    {IN_AUTHOR, SPACE_WP, "author_login", OF_AUTHOR(login)},
    {IN_AUTHOR, SPACE_WP, "author_display_name", OF_AUTHOR(name)},
    {IN_AUTHOR, SPACE_WP, "author_first_name", OF_AUTHOR(first)},
    {IN_AUTHOR, SPACE_WP, "author_last_name", OF_AUTHOR(last)},
    {IN_TERM, SPACE_WP, "term_id", OF_TERM(id)},
    {IN_TERM, SPACE_WP, "term_taxonomy", OF_TERM(taxonomy)},
    {IN_TERM, SPACE_WP, "category_nicename", OF_TERM(slug)},
    {IN_TERM, SPACE_WP, "cat_name", OF_TERM(name)},
    {IN_TERM, SPACE_WP, "tag_slug", OF_TERM(slug)},
    {IN_TERM, SPACE_WP, "tag_name", OF_TERM(name)},
    {IN_TERM, SPACE_WP, "term_slug", OF_TERM(slug)},
    {IN_TERM, SPACE_WP, "term_name", OF_TERM(name)},
    {IN_ITEM, SPACE_RSS, "title", OF_ITEM(title)},
    {IN_ITEM, SPACE_RSS, "link", OF_ITEM(link)},
    {IN_ITEM, SPACE_RSS, "pubDate", OF_ITEM(pub_date)},
    {IN_ITEM, SPACE_DC, "creator", OF_ITEM(creator)},
    {IN_ITEM, SPACE_CONTENT, "encoded", OF_ITEM(content)},
    {IN_ITEM, SPACE_EXCERPT, "encoded", OF_ITEM(excerpt)},
    {IN_ITEM, SPACE_WP, "post_id", OF_ITEM(id)},
    {IN_ITEM, SPACE_WP, "post_date", OF_ITEM(date)},
    {IN_ITEM, SPACE_WP, "post_date_gmt", OF_ITEM(date_gmt)},
    {IN_ITEM, SPACE_WP, "post_modified", OF_ITEM(modified)},
    {IN_ITEM, SPACE_WP, "post_modified_gmt", OF_ITEM(modified_gmt)},
    {IN_ITEM, SPACE_WP, "post_name", OF_ITEM(slug)},
    {IN_ITEM, SPACE_WP, "status", OF_ITEM(status)},
    {IN_ITEM, SPACE_WP, "post_parent", OF_ITEM(parent)},
    {IN_ITEM, SPACE_WP, "menu_order", OF_ITEM(order)},
    {IN_ITEM, SPACE_WP, "post_type", OF_ITEM(type)},
    {IN_ITEM, SPACE_WP, "post_password", OF_ITEM(password)},
    {IN_ITEM, SPACE_WP, "is_sticky", OF_ITEM(sticky)},
    {IN_ITEM, SPACE_WP, "attachment_url", OF_ITEM(attachment_url)},
    {IN_META, SPACE_WP, "meta_key", OF_META(key)},
    {IN_META, SPACE_WP, "meta_value", OF_META(value)},
};

static const struct wxr_field *wxr_find_field(enum wxr_place place, enum wxr_space space,
                                              const char *name)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (fields[i].place == place && fields[i].space == space &&
            strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

/* ---- Elements begin --------------------------------------------------------------------------- */

static struct wxr_item *wxr_item_new(void)
{
    struct arena *a = arena_new();
    struct wxr_item *item = arena_alloc(a, sizeof *item);
    *item = (struct wxr_item){.arena = a};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (fields[i].place == IN_ITEM)
            *(const char **)((char *)item + fields[i].offset) = "";
    return item;
}

static void wxr_capture(struct wxr *r, const char **target, struct arena *holder)
{
    buf_clear(&r->text);
    r->capturing = true;
    r->captured_at = r->depth;
    r->target = target;
    r->holder = holder;
}

static void wxr_capture_field(struct wxr *r, enum wxr_space space, const char *name)
{
    const struct wxr_field *f = wxr_find_field(r->place, space, name);
    char *of[] = {[IN_CHANNEL] = (char *)&r->channel, [IN_AUTHOR] = (char *)&r->author,
                  [IN_TERM] = (char *)&r->term,       [IN_ITEM] = (char *)r->item,
                  [IN_META] = (char *)&r->meta,       [IN_COMMENT] = NULL};
    if (f)
        wxr_capture(r, (const char **)(of[r->place] + f->offset),
                    r->place == IN_ITEM || r->place == IN_META ? r->item->arena : r->kept);
}

/* The value of an attribute, which libxml2 gives as five pointers; "" when it is not there. */
static const char *wxr_attribute(struct arena *a, const xmlChar **v, int n, const char *name)
{
    for (int i = 0; i < n; i++) {
        const xmlChar **one = v + 5 * (size_t)i;
        if (strcmp((const char *)one[0], name) == 0 && one[4] - one[3] < FIELD_MAX)
            return text_decode_entities(
                a, arena_dupn(a, (const char *)one[3], (size_t)(one[4] - one[3])));
    }
    return "";
}

static void wxr_begin_category(struct wxr *r, const xmlChar **attributes, int n)
{
    struct arena *a = r->item->arena;
    const char *domain = wxr_attribute(a, attributes, n, "domain");
    r->term = (struct wxr_term){.id = "",
                                .taxonomy = *domain ? domain : "category",
                                .slug = wxr_attribute(a, attributes, n, "nicename"),
                                .name = ""};
    wxr_capture(r, NULL, a);
}

static void wxr_begin_in_channel(struct wxr *r, enum wxr_space space, const char *name)
{
    if (space == SPACE_RSS && strcmp(name, "item") == 0) {
        r->place = IN_ITEM;
        r->item = wxr_item_new();
    } else if (space == SPACE_WP && strcmp(name, "author") == 0) {
        r->place = IN_AUTHOR;
        r->author = (struct wxr_author){"", "", "", ""};
    } else if (space == SPACE_WP && (strcmp(name, "category") == 0 || strcmp(name, "tag") == 0 ||
                                     strcmp(name, "term") == 0)) {
        r->place = IN_TERM;
        r->term = (struct wxr_term){"", strcmp(name, "tag") == 0 ? "post_tag" : "category", "", ""};
    } else {
        wxr_capture_field(r, space, name);
    }
}

static void wxr_on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                         int n_spaces, const xmlChar **spaces, int n, int n_defaulted,
                         const xmlChar **attributes)
{
    struct wxr *r = ctx;
    const char *name = (const char *)local;
    enum wxr_space space = wxr_space_of((const char *)uri, (const char *)prefix);
    (void)n_spaces, (void)spaces, (void)n_defaulted;
    r->depth++;
    r->of_wordpress |= space == SPACE_WP;
    if (r->depth == 1 && strcmp(name, "rss") != 0)
        wxr_refuse(r, "it is no RSS, as WordPress exports are");
    if (r->depth > DEPTH_MAX)
        wxr_refuse(r, "its elements are nested too deep");
    if (r->why || r->capturing)
        return;
    if (r->place == IN_CHANNEL && r->depth == DEPTH_CHANNEL) {
        wxr_begin_in_channel(r, space, name);
    } else if (r->depth == DEPTH_CHANNEL + 2 && r->place == IN_META) {
        wxr_capture_field(r, space, name);
    } else if (r->depth == DEPTH_CHANNEL + 1 && r->place == IN_ITEM && space == SPACE_WP &&
               strcmp(name, "postmeta") == 0) {
        r->place = IN_META;
        r->meta = (struct wxr_meta){"", ""};
    } else if (r->depth == DEPTH_CHANNEL + 1 && r->place == IN_ITEM && space == SPACE_WP &&
               strcmp(name, "comment") == 0) {
        r->place = IN_COMMENT;
        r->item->comments++;
    } else if (r->depth == DEPTH_CHANNEL + 1 && r->place == IN_ITEM && space == SPACE_RSS &&
               strcmp(name, "category") == 0) {
        wxr_begin_category(r, attributes, n);
    } else if (r->depth == DEPTH_CHANNEL + 1) {
        wxr_capture_field(r, space, name);
    }
}

/* ---- Text ------------------------------------------------------------------------------------- */

static void wxr_on_text(void *ctx, const xmlChar *s, int n)
{
    struct wxr *r = ctx;
    bool body = r->item && r->target == &r->item->content;
    if (!r->capturing || r->text.failed)
        return;
    r->text.max = body ? WXR_TEXT_MAX : FIELD_MAX;
    buf_add(&r->text, s, (size_t)n);
    if (r->text.failed && body)
        r->item->too_long = true;
}

/* ---- Elements end ----------------------------------------------------------------------------- */

static const char *wxr_taken(struct wxr *r)
{
    bool body = r->item && r->target == &r->item->content;
    if (r->text.failed) /* what is cut could end within a character */
        return body ? ""
                    : arena_dupn(r->holder, r->text.p,
                                 text_cut_length(r->text.p, r->text.len, FIELD_MAX - 4));
    return arena_dupn(r->holder, r->text.p, r->text.len);
}

static void wxr_end_capture(struct wxr *r)
{
    r->capturing = false;
    if (r->target) {
        *r->target = wxr_taken(r);
        return;
    }
    struct wxr_item *item = r->item;
    if (item->n_terms == TERMS_MAX)
        return;
    r->term.name = text_line(item->arena, wxr_taken(r));
    item->terms =
        arena_grow(item->arena, item->terms, item->n_terms, &item->room_terms, sizeof *item->terms);
    item->terms[item->n_terms++] = r->term;
}

static void wxr_end_item(struct wxr *r)
{
    if (r->n < QUEUE_MAX)
        r->queue[(r->first + r->n++) % QUEUE_MAX] = r->item;
    else
        arena_free(r->item->arena), wxr_refuse(r, "it has too many items that say nothing");
    r->item = NULL;
}

static void wxr_end_in_channel(struct wxr *r)
{
    struct wxr_channel *c = &r->channel;
    if (r->place == IN_AUTHOR) {
        c->authors =
            arena_grow(r->kept, c->authors, c->n_authors, &c->room_authors, sizeof *c->authors);
        c->authors[c->n_authors++] = r->author;
    } else if (r->place == IN_TERM) {
        c->terms = arena_grow(r->kept, c->terms, c->n_terms, &c->room_terms, sizeof *c->terms);
        c->terms[c->n_terms++] = r->term;
    } else if (r->place == IN_ITEM) {
        wxr_end_item(r);
    }
    r->place = IN_CHANNEL;
}

static void wxr_on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct wxr *r = ctx;
    (void)local, (void)prefix, (void)uri;
    if (r->capturing && r->depth == r->captured_at)
        wxr_end_capture(r);
    if (r->depth == DEPTH_CHANNEL) {
        wxr_end_in_channel(r);
    } else if (r->depth == DEPTH_CHANNEL + 1 && r->place == IN_META) {
        struct wxr_item *item = r->item;
        item->meta =
            arena_grow(item->arena, item->meta, item->n_meta, &item->room_meta, sizeof *item->meta);
        item->meta[item->n_meta++] = r->meta;
        r->place = IN_ITEM;
    } else if (r->depth == DEPTH_CHANNEL + 1 && r->place == IN_COMMENT) {
        r->place = IN_ITEM;
    }
    r->depth--;
}

/* ---- What no export has ----------------------------------------------------------------------- */

static void wxr_on_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public_id,
                          const xmlChar *system_id, xmlChar *content)
{
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    wxr_refuse(ctx, "it declares an entity, which no export of WordPress does");
}

static void wxr_on_reference(void *ctx, const xmlChar *name)
{
    struct wxr *r = ctx;
    wxr_refuse(r, arena_printf(r->kept, "nothing is called &%s;", (const char *)name));
}

/* ---- Reading ---------------------------------------------------------------------------------- */

struct wxr *wxr_open(int fd)
{
    struct arena *a = arena_new();
    struct wxr *r = arena_alloc(a, sizeof *r);
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = wxr_on_start,
                         .endElementNs = wxr_on_end,
                         .characters = wxr_on_text,
                         .ignorableWhitespace = wxr_on_text,
                         .cdataBlock = wxr_on_text,
                         .entityDecl = wxr_on_entity,
                         .reference = wxr_on_reference,
                         .serror = (xmlStructuredErrorFunc)wxr_on_error};
    *r = (struct wxr){.fd = fd,
                      .bytes = arena_alloc(a, CHUNK_LARGE),
                      .kept = a,
                      .channel = {.link = "", .version = "", .site_url = "", .blog_url = ""}};
    buf_init(&r->text, WXR_TEXT_MAX);
    r->parser = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
    if (r->parser && xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_HUGE) == 0)
        return r;
    wxr_close(r);
    return NULL;
}

void wxr_item_free(struct wxr_item *item)
{
    if (item)
        arena_free(item->arena);
}

void wxr_close(struct wxr *r)
{
    if (!r)
        return;
    while (r->n > 0) {
        wxr_item_free(r->queue[r->first]);
        r->first = (r->first + 1) % QUEUE_MAX;
        r->n--;
    }
    wxr_item_free(r->given);
    wxr_item_free(r->item);
    if (r->parser) {
        xmlFreeDoc(r->parser->myDoc);
        xmlFreeParserCtxt(r->parser);
    }
    buf_free(&r->text);
    arena_free(r->kept);
}

/* Some plugins leave blank lines before the XML, where none may be. */
static size_t wxr_skip_blank(struct wxr *r, const char *bytes, size_t n)
{
    size_t at = 0;
    while (!r->begun && at < n && strchr(" \t\r\n", bytes[at]) && bytes[at] != '\0')
        r->lines_before += bytes[at++] == '\n';
    r->begun = r->begun || at < n;
    return at;
}

static void wxr_feed(struct wxr *r)
{
    const xmlParserInputPtr in = r->parser->input;
    char *bytes = r->bytes;
    bool waits = in && in->end - in->cur > CHUNK_LARGE / 2;
    ssize_t n = read(r->fd, bytes, waits ? CHUNK_LARGE : CHUNK);
    if (n < 0) {
        wxr_fail(r, 0, strerror(errno));
        return;
    }
    size_t skip = wxr_skip_blank(r, bytes, (size_t)n);
    r->ended = n == 0;
    for (size_t i = skip; i < (size_t)n; i++)
        r->lines_given += bytes[i] == '\n';
    xmlParseChunk(r->parser, bytes + skip, (int)((size_t)n - skip), r->ended);
    if (in && r->parser->input == in && in->end - in->base > TOKEN_MAX)
        wxr_refuse(r, "it has a text or a tag of more than 32 MB");
    if (!r->parser->wellFormed)
        wxr_fail(r, wxr_line(r), "it is not well-formed XML");
    if (r->ended && !r->of_wordpress)
        wxr_fail(r, 0, "it is a feed, but no export of WordPress");
}

const struct wxr_item *wxr_next(struct wxr *r, const char **why)
{
    wxr_item_free(r->given);
    r->given = NULL;
    *why = NULL;
    while (r->n == 0 && !r->ended && !r->why)
        wxr_feed(r);
    if (r->n == 0 || r->why) {
        *why = r->why;
        return NULL;
    }
    r->given = r->queue[r->first];
    r->first = (r->first + 1) % QUEUE_MAX;
    r->n--;
    return r->given;
}

struct wxr_item *wxr_keep(struct wxr *r)
{
    struct wxr_item *item = r->given;
    r->given = NULL;
    return item;
}

const struct wxr_channel *wxr_channel(const struct wxr *r)
{
    return &r->channel;
}

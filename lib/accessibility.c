/* accessibility.c: see accessibility.h.
 *
 * Levels of headings are read from the Markdown, for the page repairs them. All else is read from the page's
 * own HTML: so links by reference, tables of any shape and the addresses that become links by themselves are
 * what readers get. That HTML is ours (markdown.c): each tag is whole, and each text is escaped. */
#include "accessibility.h"

#include "ascii.h"
#include "buf.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

#define PARAGRAPH_MAX 1000 /* some 160 words; signs of CJK count twice */
#define CAPITALS_WORD 9    /* letters of one word, so that UNESCO is none */
#define CAPITALS_RUN 12    /* and of several */
#define BOLD_LINE_MAX 100
#define WHERE_MAX 80

/* The words of static/js/desk/scan.js, in the languages of the catalogues. */
static const char say_nothing[] =
    "|here|click here|click|this|this link|link|the link|this page|this article|this story|read "
    "here|"
    "see here|more|read more|find out more|learn more|see more|more here|more information|details|"
    "continue|continue reading|"
    "hier|klick hier|klicken sie hier|klicke hier|hier klicken|dieser link|diesem link|diesen link|"
    "link hier|mehr|mehr dazu|mehr lesen|mehr erfahren|mehr hier|weiterlesen|weiter|lesen sie mehr|"
    "lesen sie hier|mehr informationen|"
    "aquí|aqui|acá|haz clic aquí|haga clic aquí|clic aquí|pincha aquí|pinche aquí|pulsa aquí|pulse "
    "aquí|este enlace|enlace|más|leer más|lee más|ver más|saber más|más información|seguir leyendo|"
    "continuar leyendo|leer aquí|"
    "ici|cliquez ici|clique ici|cliquer ici|ce lien|lien|lire ici|plus|en savoir plus|lire "
    "plus|lire "
    "la suite|voir plus|plus d’informations|plus d'informations|la suite|suite|"
    "هنا|اضغط هنا|انقر هنا|إضغط هنا|أنقر هنا|من هنا|هذا الرابط|الرابط|رابط|المزيد|اقرأ المزيد|اقرأ "
    "أكثر|لمزيد من المعلومات|للمزيد|تابع القراءة|"
    "这里|点击这里|点这里|点击此处|此处|点此|点击|单击此处|链接|此链接|更多|查看更多|阅读更多|"
    "了解更多|详情|"
    "查看详情|继续阅读|"
    "這裡|點擊這裡|點此|按此|點擊此處|連結|閱讀更多|了解更多|查看更多|繼續閱讀|";

struct look {
    struct arena *a;
    struct access_places out;
    struct buf block;  /* text of the paragraph, cell or item that is open */
    struct buf link;   /* text of the link that is open */
    const char *href;  /* NULL: none is open */
    int lists, quotes; /* that are open */
    bool code, notes, strong_first, strong_only, head_cell, table_head;
};

static void look_add(struct look *l, enum access_kind kind, const char *where)
{
    if (l->out.n == ACCESS_PLACES_MAX)
        return;
    if (!l->out.v)
        l->out.v = arena_array(l->a, ACCESS_PLACES_MAX, sizeof *l->out.v);
    l->out.v[l->out.n++] = (struct access_place){kind, text_excerpt(l->a, where, WHERE_MAX)};
}

static const char *buffered(struct look *l, const struct buf *b)
{
    return text_decode_entities(l->a, arena_dupn(l->a, b->p ? b->p : "", b->len));
}

/* ---- Headings ---------------------------------------------------------------------------------- */

static bool is_fence(const char *line)
{
    line += strspn(line, " ") <= 3 ? strspn(line, " ") : 0;
    return strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0;
}

/* 0: the line is none. */
static int heading_level(const char *line)
{
    size_t spaces = strspn(line, " "), n = strspn(line + spaces, "#");
    const char *after = line + spaces + n;
    if (spaces > 3 || n == 0 || n > 6 || (*after != ' ' && *after != '\t'))
        return 0;
    return text_blank(after) ? 0 : (int)n;
}

static void look_at_headings(struct look *l, const char *body)
{
    bool code = false;
    int level = 1;
    while (*body) {
        size_t n = strcspn(body, "\n");
        const char *line = n < 4000 ? arena_dupn(l->a, body, n) : "";
        int found = code ? 0 : heading_level(line);
        if (is_fence(line))
            code = !code;
        if (found > level + 1)
            look_add(l, ACCESS_LEVEL, line + strspn(line, " #"));
        level = found ? found : level;
        body += n + (body[n] == '\n');
    }
}

/* ---- Links -------------------------------------------------------------------------------------- */

/* Small letters, with punctuation and spaces at the ends away. */
static const char *plain_words(struct arena *a, const char *words)
{
    const char *line = text_line(a, words);
    size_t n = strlen(line), at = 0;
    struct buf out;
    buf_init(&out, 4 * n + 1);
    while (at < n) {
        uint32_t cp;
        size_t bytes = text_codepoint(line + at, n - at, &cp);
        if (bytes == 0)
            break;
        bool edge =
            u_ispunct((UChar32)cp) || u_isUWhiteSpace((UChar32)cp) ||
            (u_charType((UChar32)cp) >= U_MATH_SYMBOL && u_charType((UChar32)cp) <= U_OTHER_SYMBOL);
        if (!(edge && out.len == 0))
            buf_add_codepoint(&out, (uint32_t)u_tolower((UChar32)cp));
        at += bytes;
    }
    while (out.len > 0) { /* from the end */
        size_t last = out.len - 1;
        while (last > 0 && ((unsigned char)out.p[last] & 0xc0) == 0x80)
            last--;
        uint32_t cp = 0;
        text_codepoint(out.p + last, out.len - last, &cp);
        if (!u_ispunct((UChar32)cp) && !u_isUWhiteSpace((UChar32)cp))
            break;
        out.len = last;
    }
    const char *plain = arena_dupn(a, out.p ? out.p : "", out.len);
    buf_free(&out);
    return plain;
}

static bool says_nothing(struct arena *a, const char *words)
{
    const char *plain = plain_words(a, words);
    return *plain && strlen(plain) < 100 &&
           strstr(say_nothing, arena_printf(a, "|%s|", plain)) != NULL;
}

static void end_link(struct look *l)
{
    const char *words = buffered(l, &l->link);
    if (text_blank(words))
        look_add(l, ACCESS_WORDLESS, l->href);
    else if (says_nothing(l->a, words))
        look_add(l, ACCESS_VAGUE, words);
    l->href = NULL;
}

/* ---- Paragraphs --------------------------------------------------------------------------------- */

static bool is_wide(uint32_t cp)
{
    return (cp >= 0x3040 && cp <= 0x30ff) || (cp >= 0x3400 && cp <= 0x9fff) ||
           (cp >= 0xac00 && cp <= 0xd7af) || (cp >= 0xf900 && cp <= 0xfaff);
}

/* A run of words in capitals that is being read. */
struct run {
    size_t at, end; /* bytes */
    int letters, words;
    bool word_open, spoilt; /* in a word; which has other letters, or digits */
    int word_letters;
    size_t word_at;
};

static void run_end_word(struct run *r, size_t at)
{
    if (!r->word_open)
        return;
    if (!r->spoilt && r->word_letters > 0) {
        r->at = r->words == 0 ? r->word_at : r->at;
        r->letters += r->word_letters;
        r->words++;
        r->end = at;
    }
    r->word_open = false;
}

static void run_close(struct look *l, struct run *r, const char *text)
{
    if (r->words > 0 && r->letters >= (r->words > 1 ? CAPITALS_RUN : CAPITALS_WORD))
        look_add(l, ACCESS_CAPITALS, arena_dupn(l->a, text + r->at, r->end - r->at));
    *r = (struct run){0};
}

static bool is_word_part(uint32_t cp)
{
    int8_t t = u_charType((UChar32)cp);
    return u_isalnum((UChar32)cp) || t == U_NON_SPACING_MARK || t == U_COMBINING_SPACING_MARK ||
           cp == '\'' || cp == 0x2019;
}

static void look_at_capitals(struct look *l, const char *text)
{
    size_t n = strlen(text), bytes;
    struct run r = {0};
    uint32_t cp;
    for (size_t at = 0; at < n && (bytes = text_codepoint(text + at, n - at, &cp)) > 0;
         at += bytes) {
        if (is_word_part(cp)) {
            if (!r.word_open)
                r.word_open = true, r.spoilt = false, r.word_letters = 0, r.word_at = at;
            r.spoilt |= u_isalnum((UChar32)cp) && !u_isupper((UChar32)cp);
            r.word_letters += u_isupper((UChar32)cp) != 0;
            continue;
        }
        bool spoilt = r.word_open && r.spoilt;
        run_end_word(&r, at);
        if (spoilt || (cp != ' ' && cp != '\t' && cp != '-' && cp != 0x2013))
            run_close(l, &r, text);
    }
    if (r.word_open && r.spoilt)
        r.word_open = false;
    run_end_word(&r, n);
    run_close(l, &r, text);
}

static size_t width_of(const char *text)
{
    size_t n = strlen(text), width = 0, bytes;
    uint32_t cp;
    for (size_t at = 0; at < n && (bytes = text_codepoint(text + at, n - at, &cp)) > 0; at += bytes)
        width += is_wide(cp) ? 2 : 1;
    return width;
}

static void end_block(struct look *l, bool paragraph)
{
    const char *text = buffered(l, &l->block);
    bool free_line = paragraph && l->lists == 0 && l->quotes == 0 && !l->notes;
    if (free_line && l->strong_only && text_length(text) <= BOLD_LINE_MAX && !text_blank(text))
        look_add(l, ACCESS_BOLD, text);
    if (paragraph && text[0] == '|' && strstr(text, "\n|"))
        look_add(l, ACCESS_TABLE, text);
    if (paragraph && width_of(text) > PARAGRAPH_MAX)
        look_add(l, ACCESS_LONG, text);
    look_at_capitals(l, text);
    l->block.len = 0;
}

/* ---- Tags --------------------------------------------------------------------------------------- */

static bool tag_is(const char *tag, const char *name)
{
    size_t n = strlen(name);
    return strncmp(tag, name, n) == 0 && (tag[n] == ' ' || tag[n] == '>' || tag[n] == '/');
}

/* Of a tag that begins at `tag`. "": it has none. */
static const char *attribute(struct look *l, const char *tag, const char *name)
{
    const char *end = strchr(tag, '>'), *at = strstr(tag, name);
    if (!at || !end || at > end)
        return "";
    at += strlen(name);
    return text_decode_entities(l->a, arena_dupn(l->a, at, strcspn(at, "\"")));
}

static void open_tag(struct look *l, const char *tag)
{
    if (tag_is(tag, "a") && !strstr(arena_dupn(l->a, tag, strcspn(tag, ">")), "role=\"doc-")) {
        l->href = attribute(l, tag, " href=\"");
        l->link.len = 0;
    } else if (tag_is(tag, "img") && l->href) {
        buf_adds(&l->link, attribute(l, tag, " alt=\""));
    } else if (tag_is(tag, "p")) {
        l->strong_only = strncmp(strchr(tag, '>') + 1, "<strong>", strlen("<strong>")) == 0;
        l->strong_first = l->strong_only;
        l->block.len = 0;
    } else if (tag_is(tag, "strong")) {
        l->strong_only &= l->strong_first;
        l->strong_first = false;
    } else if (tag_is(tag, "pre") || tag_is(tag, "code")) {
        l->code = true;
    } else if (tag_is(tag, "th")) {
        l->head_cell = true;
    } else if (tag_is(tag, "table")) {
        l->table_head = false;
        l->block.len = 0;
    } else if (tag_is(tag, "section")) {
        l->notes = true;
    }
    l->lists += tag_is(tag, "ul") || tag_is(tag, "ol");
    l->quotes += tag_is(tag, "blockquote");
}

static void close_tag(struct look *l, const char *tag, const char *after)
{
    if (tag_is(tag, "a") && l->href)
        end_link(l);
    else if (tag_is(tag, "strong"))
        l->strong_only &= strncmp(after, "</p>", 4) == 0 || strncmp(after, ":</p>", 5) == 0;
    else if (tag_is(tag, "p"))
        end_block(l, true);
    else if (tag_is(tag, "li") || tag_is(tag, "td") ||
             (tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'))
        end_block(l, false);
    else if (tag_is(tag, "th")) {
        l->table_head |= !text_blank(buffered(l, &l->block));
        l->head_cell = false;
        end_block(l, false);
    } else if (tag_is(tag, "table") && !l->table_head)
        look_add(l, ACCESS_TABLE, "");
    else if (tag_is(tag, "pre") || tag_is(tag, "code"))
        l->code = false;
    l->lists -= tag_is(tag, "ul") || tag_is(tag, "ol");
    l->quotes -= tag_is(tag, "blockquote");
}

static void add_text(struct look *l, const char *text, size_t n)
{
    if (l->href)
        buf_add(&l->link, text, n);
    bool address =
        l->href && (strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0);
    if (!l->code && !address)
        buf_add(&l->block, text, n);
}

struct access_places access_find(struct arena *a, const char *body, const char *html)
{
    struct look l = {.a = a};
    buf_init(&l.block, strlen(html) + 1);
    buf_init(&l.link, 2 * strlen(html) + 1);
    look_at_headings(&l, body);
    while (*html && l.out.n < ACCESS_PLACES_MAX) {
        size_t n = strcspn(html, "<");
        const char *end = html[n] == '<' ? strchr(html + n, '>') : NULL;
        add_text(&l, html, n);
        if (!end)
            break;
        if (html[n + 1] == '/')
            close_tag(&l, html + n + 2, end + 1);
        else
            open_tag(&l, html + n + 1);
        html = end + 1;
    }
    buf_free(&l.block);
    buf_free(&l.link);
    return l.out;
}

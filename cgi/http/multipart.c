/* multipart.c: forms with files (RFC 7578).
 *
 * Contract. The body is in memory already, within the route's limit. Parts are found by their
 * boundary; text values are copied, files point into the body. A form is taken as a whole or not at
 * all. What multipart_strip writes parses as the same form, but for the content of its files.
 *
 * Diagnostics. FORM_MALFORMED: no such form, or it ends too soon. FORM_TOO_MANY: more than
 * MULTIPART_PARTS_MAX parts. FORM_NOT_UTF8: a name or a text value is no text. Nothing is logged.
 *
 * What each check stops:
 * - BOUNDARY_MAX and its alphabet: a boundary that does not fit our buffer, or that could match
 *   inside a header;
 * - PART_HEADERS_MAX: a part whose headers never end makes each search run through the whole body;
 * - MULTIPART_PARTS_MAX, counted as parts begin: a body of empty parts would cost far more memory
 *   than it has bytes;
 * - a file name loses its folders, of either slash: "../../etc/passwd" names a file and no way;
 * - names and values are UTF-8 without NUL: what the store and the templates trust;
 * - faulty headers refuse the form rather than skip the part: a field that a proxy in front reads
 *   otherwise than we do must not disappear. */
#include "multipart.h"

#include "lib/text.h"

#include <string.h>
#include <strings.h>

#define BOUNDARY_MAX 70        /* RFC 2046 5.1.1 */
#define PART_HEADERS_MAX 8192u /* bytes */

/* What is left of the body, and the line that ends each part. */
struct scan {
    struct arena *arena;
    const char *p, *end;
    char delimiter[BOUNDARY_MAX + 5]; /* CR LF "--boundary" */
    size_t delimiter_n;
    size_t n_parts; /* that have begun */
};

struct part {
    const char *name, *filename; /* filename NULL: a plain value */
};

static bool boundary_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("'()+_,-./:=? ", c));
}

/* Finds ";name=value" or ;name="value" among n bytes of parameters. False: not there. */
static bool multipart_parameter(const char *s, size_t n, const char *name, const char **value,
                                size_t *len)
{
    size_t name_n = strlen(name), i = 0;
    while (i < n) {
        while (i < n && (s[i] == ';' || s[i] == ' ' || s[i] == '\t'))
            i++;
        bool found =
            n - i > name_n && strncasecmp(s + i, name, name_n) == 0 && s[i + name_n] == '=';
        while (i < n && s[i] != '=' && s[i] != ';')
            i++;
        if (i == n || s[i] == ';')
            continue;
        i++;
        bool quoted = i < n && s[i] == '"';
        size_t start = quoted ? i + 1 : i;
        i = start;
        while (i < n && (quoted ? s[i] != '"' : s[i] != ';' && s[i] != ' '))
            i += quoted && s[i] == '\\' && i + 1 < n && s[i + 1] == '"' ? 2 : 1;
        if (quoted && i >= n)
            return false;
        if (found) {
            *value = s + start;
            *len = i - start;
            return true;
        }
        i += quoted;
    }
    return false;
}

static bool find_boundary(struct scan *sc, const char *content_type)
{
    const char *parameters = strchr(content_type, ';');
    const char *b;
    size_t n;
    if (!parameters || !multipart_parameter(parameters, strlen(parameters), "boundary", &b, &n) ||
        n == 0 || n > BOUNDARY_MAX || b[n - 1] == ' ')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!boundary_char(b[i]))
            return false;
    }
    memcpy(sc->delimiter, "\r\n--", 4);
    memcpy(sc->delimiter + 4, b, n);
    sc->delimiter_n = n + 4;
    return true;
}

/* After a delimiter: past its line's end, or *last when it is the closing one. False: it was no
 * delimiter, only text that begins like one. */
static bool delimiter_end(const char *p, const char *end, const char **next, bool *last)
{
    *last = end - p >= 2 && p[0] == '-' && p[1] == '-';
    if (*last) {
        *next = end;
        return true;
    }
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    if (end - p < 2 || p[0] != '\r' || p[1] != '\n')
        return false;
    *next = p + 2;
    return true;
}

/* Moves behind the next delimiter. The content before it is [*from, *to). */
static bool scan_to_delimiter(struct scan *sc, const char **from, const char **to, bool *last)
{
    *from = sc->p;
    const char *p = sc->p;
    for (;;) {
        const char *hit = memmem(p, (size_t)(sc->end - p), sc->delimiter, sc->delimiter_n);
        if (!hit)
            return false;
        if (delimiter_end(hit + sc->delimiter_n, sc->end, &sc->p, last)) {
            *to = hit;
            return true;
        }
        p = hit + 1;
    }
}

/* The first delimiter is at the very start, without the CR LF that the others have. */
static bool scan_to_first(struct scan *sc, bool *last)
{
    size_t n = sc->delimiter_n - 2;
    if ((size_t)(sc->end - sc->p) >= n && memcmp(sc->p, sc->delimiter + 2, n) == 0 &&
        delimiter_end(sc->p + n, sc->end, &sc->p, last))
        return true;
    const char *from, *to;
    return scan_to_delimiter(sc, &from, &to, last);
}

/* A name as browsers write it: '"', CR and LF are percent-encoded (WHATWG HTML 4.10.21.8). NULL
 * when it is not text. */
static const char *disposition_name(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        if (n - i >= 3 && memcmp(s + i, "%22", 3) == 0) {
            out[len++] = '"';
            i += 2;
        } else if (s[i] == '\\' && i + 1 < n && s[i + 1] == '"') {
            continue;
        } else {
            out[len++] = s[i];
        }
    }
    return text_utf8_valid(out, len) ? out : NULL;
}

static const char *filename_without_folder(const char *filename)
{
    const char *base = filename;
    for (const char *s = filename; *s; s++) {
        if (*s == '/' || *s == '\\')
            base = s + 1;
    }
    return base;
}

static enum form_status part_read_disposition(struct scan *sc, const char *s, size_t n,
                                              struct part *out)
{
    const char *value;
    size_t len;
    const char *kind = "form-data";
    if (n < strlen(kind) || strncasecmp(s, kind, strlen(kind)) != 0)
        return FORM_MALFORMED;
    if (!multipart_parameter(s, n, "name", &value, &len))
        return FORM_MALFORMED;
    out->name = disposition_name(sc->arena, value, len);
    if (!out->name)
        return FORM_NOT_UTF8;
    if (multipart_parameter(s, n, "filename", &value, &len)) {
        const char *whole = disposition_name(sc->arena, value, len);
        if (!whole)
            return FORM_NOT_UTF8;
        out->filename = filename_without_folder(whole);
    }
    return FORM_OK;
}

/* Reads the part's header lines; sc->p is then at its content. */
static enum form_status part_read_headers(struct scan *sc, struct part *out)
{
    static const char wanted[] = "content-disposition:";
    const char *limit = sc->end;
    if ((size_t)(limit - sc->p) > PART_HEADERS_MAX)
        limit = sc->p + PART_HEADERS_MAX;
    for (;;) {
        const char *stop = memmem(sc->p, (size_t)(limit - sc->p), "\r\n", 2);
        if (!stop)
            return FORM_MALFORMED;
        const char *line = sc->p;
        size_t n = (size_t)(stop - line);
        sc->p = stop + 2;
        if (n == 0)
            break;
        if (n >= sizeof wanted - 1 && strncasecmp(line, wanted, sizeof wanted - 1) == 0) {
            line += sizeof wanted - 1;
            while (line < stop && (*line == ' ' || *line == '\t'))
                line++;
            enum form_status st = part_read_disposition(sc, line, (size_t)(stop - line), out);
            if (st != FORM_OK)
                return st;
        }
    }
    /* The delimiter's CR LF may be the one that ended the headers: an empty content. */
    sc->p -= 2;
    return out->name ? FORM_OK : FORM_MALFORMED;
}

static void multipart_add_upload(struct scan *sc, struct uploads *files, const struct part *part,
                                 const char *from, size_t n)
{
    /* A file field that was left empty is sent with neither name nor content. */
    if (!*part->filename && n == 0)
        return;
    if (!files->v)
        files->v = arena_array(sc->arena, MULTIPART_PARTS_MAX, sizeof *files->v);
    files->v[files->n++] =
        (struct upload){.name = part->name, .filename = part->filename, .bytes = from, .n = n};
}

static enum form_status multipart_read_part(struct scan *sc, struct fields *form,
                                            struct uploads *files, bool *last)
{
    struct part part = {0};
    const char *from, *to;
    if (++sc->n_parts > MULTIPART_PARTS_MAX)
        return FORM_TOO_MANY;
    enum form_status st = part_read_headers(sc, &part);
    if (st != FORM_OK)
        return st;
    if (!scan_to_delimiter(sc, &from, &to, last))
        return FORM_MALFORMED;
    /* read_headers left the empty line's CR LF before the content, if there is any content. */
    if (to > from)
        from += 2;
    size_t n = (size_t)(to - from);
    if (part.filename) {
        multipart_add_upload(sc, files, &part, from, n);
        return FORM_OK;
    }
    if (!text_utf8_valid(from, n))
        return FORM_NOT_UTF8;
    fields_add(sc->arena, form, part.name, arena_dupn(sc->arena, from, n));
    return FORM_OK;
}

enum form_status multipart_parse(struct arena *a, const char *content_type, const char *body,
                                 size_t n, struct fields *form, struct uploads *files)
{
    *form = (struct fields){0};
    *files = (struct uploads){0};
    struct scan sc = {.arena = a, .p = body, .end = body + n};
    bool last = false;
    if (!find_boundary(&sc, content_type) || !scan_to_first(&sc, &last))
        return FORM_MALFORMED;
    while (!last) {
        enum form_status st = multipart_read_part(&sc, form, files, &last);
        if (st != FORM_OK)
            return st;
    }
    return FORM_OK;
}

/* ---- A form without its files --------------------------------------------------------------- */

enum strip_state { STRIP_KEEP, STRIP_DROP, STRIP_HEADERS, STRIP_BROKEN };

/* The window holds what cannot be judged yet: the beginning of a delimiter, or of a part's
 * headers. */
#define STRIP_WINDOW (PART_HEADERS_MAX + 4096u)

struct multipart_strip {
    struct scan scan; /* for its delimiter */
    struct buf *out;
    enum strip_state state;
    char window[STRIP_WINDOW];
    size_t n;
};

struct multipart_strip *multipart_strip_new(struct arena *a, const char *content_type,
                                            struct buf *out)
{
    struct multipart_strip *t = arena_alloc(a, sizeof *t);
    t->scan.arena = a;
    t->out = out;
    if (!find_boundary(&t->scan, content_type))
        return NULL;
    /* The first delimiter is at the very start: give it the line's end that the others have. */
    memcpy(t->window, "\r\n", 2);
    t->n = 2;
    return t;
}

/* Takes n bytes from the front of the window, with or without keeping them. */
static void strip_files_take(struct multipart_strip *t, size_t n, bool keep)
{
    if (keep)
        buf_add(t->out, t->window, n);
    memmove(t->window, t->window + n, t->n - n);
    t->n -= n;
}

/* Content up to a delimiter. False: more bytes are needed. */
static bool strip_files_content(struct multipart_strip *t)
{
    const struct scan *sc = &t->scan;
    bool keep = t->state == STRIP_KEEP;
    const char *hit = memmem(t->window, t->n, sc->delimiter, sc->delimiter_n);
    if (!hit) {
        /* All but what may be the beginning of one. */
        if (t->n >= sc->delimiter_n)
            strip_files_take(t, t->n - (sc->delimiter_n - 1), keep);
        return false;
    }
    strip_files_take(t, (size_t)(hit - t->window), keep);
    strip_files_take(t, sc->delimiter_n, true);
    t->state = STRIP_HEADERS;
    return true;
}

/* A part's headers, which say whether it is a file. False: more bytes are needed. */
static bool strip_files_headers(struct multipart_strip *t)
{
    struct part part = {0};
    struct scan sc = {.arena = t->scan.arena};
    const char *stop = memmem(t->window, t->n, "\r\n\r\n", 4);
    if (t->n >= 2 && memcmp(t->window, "--", 2) == 0) { /* the closing delimiter */
        t->state = STRIP_KEEP;
        return true;
    }
    if (!stop) {
        if (t->n > PART_HEADERS_MAX)
            t->state = STRIP_BROKEN;
        return false;
    }
    bool last;
    if (!delimiter_end(t->window, stop + 4, &sc.p, &last)) {
        t->state = STRIP_BROKEN;
        return false;
    }
    sc.end = stop + 4;
    if (part_read_headers(&sc, &part) != FORM_OK) {
        t->state = STRIP_BROKEN;
        return false;
    }
    t->state = part.filename ? STRIP_DROP : STRIP_KEEP;
    /* The empty line's end may be a delimiter's beginning. */
    strip_files_take(t, (size_t)(stop + 2 - t->window), true);
    return true;
}

static void strip_files_run(struct multipart_strip *t)
{
    bool went_on = true;
    while (went_on && t->state != STRIP_BROKEN)
        went_on = t->state == STRIP_HEADERS ? strip_files_headers(t) : strip_files_content(t);
}

void multipart_strip_add(struct multipart_strip *t, const char *bytes, size_t n)
{
    while (n > 0 && t->state != STRIP_BROKEN && !t->out->failed) {
        size_t now = STRIP_WINDOW - t->n < n ? STRIP_WINDOW - t->n : n;
        memcpy(t->window + t->n, bytes, now);
        t->n += now;
        bytes += now;
        n -= now;
        strip_files_run(t);
    }
}

bool multipart_strip_end(struct multipart_strip *t)
{
    if (t->state == STRIP_KEEP)
        strip_files_take(t, t->n, true);
    return t->state == STRIP_KEEP && !t->out->failed;
}

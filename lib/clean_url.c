/* clean_url.c: redirects that say where they lead, and fields that only count. */
#include "clean_url.h"

#include "ascii.h"
#include "buf.h"
#include "text.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { REDIRECTS_MAX = 4 };

/* A page that leads on to the address in one of its fields. */
struct redirect {
    const char *host; /* ".x" is any host below x; "google." any of that name */
    const char *path; /* as it begins */
    const char *fields;
};

static const struct redirect redirects[] = {
    {"google.", "/url", " q url "},
    {".safelinks.protection.outlook.com", "/", " url "},
    {"statics.teams.cdn.office.net", "/evergreen-assets/safelinks/", " url "},
    {"l.facebook.com", "/l.php", " u "},
    {"lm.facebook.com", "/l.php", " u "},
    {"l.instagram.com", "/", " u "},
    {"l.messenger.com", "/l.php", " u "},
    {"www.youtube.com", "/redirect", " q "},
    {"www.linkedin.com", "/redir/", " url "},
    {"www.linkedin.com", "/safety/go", " url "},
    {"out.reddit.com", "/", " url "},
    {"slack-redir.net", "/link", " url "},
    {"duckduckgo.com", "/l/", " uddg "},
    {"t.umblr.com", "/redirect", " z "},
    {"vk.com", "/away.php", " to "},
    {"linkprotect.cudasvc.com", "/url", " a "},
    {"urldefense.proofpoint.com", "/v1/url", " u "},
    {"r.search.yahoo.com", "/", " url "},
};

/* Who sent it, by which letter; pages are the same without. */
static const char counting[] =
    " fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id mc_cid mc_eid "
    "igshid igsh mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking vero_id vero_conv "
    "oly_enc_id "
    "oly_anon_id wickedid s_kwcid ml_subscriber ml_subscriber_hash xtor at_medium at_campaign "
    "ref_src "
    "_openstat cmpid ";

static bool is_one_of(const char *s, size_t n, const char *words)
{
    for (const char *at = words; *at == ' ' && at[1];) {
        size_t len = strcspn(at + 1, " ");
        if (len == n && strncasecmp(at + 1, s, n) == 0)
            return true;
        at += 1 + len;
    }
    return false;
}

/* Decodes "%3A"; an escape that is none stays. NULL: no UTF-8. */
static const char *percent_decode(struct arena *a, const char *s, size_t n)
{
    char *out = arena_dupn(a, s, n), *to = out;
    for (const char *at = out; *at; at++) {
        int high = *at == '%' ? ascii_hex_value(at[1]) : -1;
        int low = high >= 0 ? ascii_hex_value(at[2]) : -1;
        if (low >= 0)
            at += 2;
        *to++ = low >= 0 ? (char)(high * 16 + low) : *at;
    }
    *to = '\0';
    size_t len = (size_t)(to - out);
    return strlen(out) == len && text_utf8_valid(out, len) ? out : NULL;
}

/* The host of an http address, its path behind it; NULL: it is none. */
static const char *url_path(const char *url, const char **host, size_t *host_n)
{
    const char *at = strstr(url, "://");
    if (!at || (strncasecmp(url, "http:", 5) != 0 && strncasecmp(url, "https:", 6) != 0))
        return NULL;
    *host = at + 3;
    *host_n = strcspn(*host, "/?#");
    return *host + *host_n;
}

static bool host_is(const char *host, size_t n, const char *wanted)
{
    size_t len = strlen(wanted);
    if (wanted[0] == '.')
        return n > len && strncasecmp(host + n - len, wanted, len) == 0;
    if (wanted[len - 1] == '.') { /* "www.google.co.uk" */
        const char *from = n > 4 && strncasecmp(host, "www.", 4) == 0 ? host + 4 : host;
        size_t left = (size_t)(host + n - from);
        return left > len && left <= len + 6 && strncasecmp(from, wanted, len) == 0;
    }
    return n == len && strncasecmp(host, wanted, n) == 0;
}

/* What stands in the first of these fields of a query. */
static const char *query_field(struct arena *a, const char *path, const char *names)
{
    const char *at = strchr(path, '?');
    while (at && *at && *at != '#') {
        const char *name = at + 1;
        size_t n = strcspn(name, "&#"), name_n = strcspn(name, "=&#");
        if (name_n < n && is_one_of(name, name_n, names))
            return percent_decode(a, name + name_n + 1, n - name_n - 1);
        at = name + n;
    }
    return NULL;
}

/* Proofpoint's second way of writing an address: "https-3A__example.org_a", its third:
 * "https://urldefense.com/v3/__https://example.org/a__;!!…". */
static const char *behind_proofpoint(struct arena *a, const char *host, size_t n, const char *path)
{
    const char *end;
    if (host_is(host, n, "urldefense.com") && strncmp(path, "/v3/__", 6) == 0 &&
        (end = strstr(path + 6, "__;")) && !memchr(path + 6, '*', (size_t)(end - path - 6)))
        return arena_dupn(a, path + 6, (size_t)(end - path - 6));
    if (!host_is(host, n, "urldefense.proofpoint.com") || strncmp(path, "/v2/url", 7) != 0)
        return NULL;
    const char *said = query_field(a, path, " u ");
    if (!said)
        return NULL;
    char *plain = arena_dup(a, said);
    for (char *s = plain; *s; s++)
        *s = *s == '-' ? '%' : *s == '_' ? '/' : *s;
    return percent_decode(a, plain, strlen(plain));
}

static const char *behind_redirect(struct arena *a, const char *url)
{
    const char *host;
    size_t n;
    const char *path = url_path(url, &host, &n);
    if (!path)
        return NULL;
    const char *found = behind_proofpoint(a, host, n, path);
    for (size_t i = 0; i < sizeof redirects / sizeof redirects[0] && !found; i++)
        if (host_is(host, n, redirects[i].host) &&
            strncmp(path, redirects[i].path, strlen(redirects[i].path)) == 0)
            found = query_field(a, path, redirects[i].fields);
    return found && (text_is_http_url(found) || strncasecmp(found, "mailto:", 7) == 0) ? found
                                                                                       : NULL;
}

static bool only_counts(const char *field, size_t n)
{
    size_t name = strcspn(field, "=&#");
    return (name > 4 && strncasecmp(field, "utm_", 4) == 0) ||
           is_one_of(field, name < n ? name : n, counting);
}

static const char *without_counting(struct arena *a, const char *url)
{
    const char *query = strchr(url, '?'), *part = strchr(url, '#');
    if (part && strncasecmp(part, "#utm_", 5) == 0)
        url = arena_dupn(a, url, (size_t)(part - url)), query = strchr(url, '?');
    if (!query || (part && query > part))
        return url;
    struct buf out;
    buf_init(&out, SIZE_MAX - 1);
    buf_add(&out, url, (size_t)(query - url));
    char sign = '?';
    const char *at = query;
    while (*at && *at != '#') {
        size_t n = strcspn(at + 1, "&#");
        if (!only_counts(at + 1, n)) {
            buf_addc(&out, sign);
            buf_add(&out, at + 1, n);
            sign = '&';
        }
        at += 1 + n;
    }
    buf_adds(&out, at);
    const char *clean = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return clean;
}

const char *clean_url(struct arena *a, const char *url)
{
    const char *host, *next;
    size_t n;
    for (int i = 0; i < REDIRECTS_MAX && (next = behind_redirect(a, url)); i++)
        url = next;
    return url_path(url, &host, &n) ? without_counting(a, url) : url;
}

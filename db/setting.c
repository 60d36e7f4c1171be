/* setting.c: what can be set, its defaults and rules; reading and writing it. */
#include "setting.h"
#include "audit_private.h"
#include "driver.h"
#include "lib/colour.h"
#include "lib/data_url.h"
#include "lib/dateline.h"
#include "lib/host.h"
#include "lib/language.h"
#include "lib/proxy.h"
#include "lib/text.h"
#include "user.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static bool check_required(const char *v)
{
    return !text_blank(v) && text_length(v) <= 200;
}

static bool check_line(const char *v)
{
    return text_length(v) <= 500;
}

/* Scheme and host alone: paths are ours. */
static bool check_base_url(const char *v)
{
    if (!text_is_http_url(v))
        return false;
    const char *host = strstr(v, "://") + 3;
    return host[0] != '\0' && !strpbrk(host, "/?#@\\");
}

static bool check_locale(const char *v)
{
    if (v[0] == '\0' || strlen(v) > 35)
        return false;
    struct calendar *calendar = calendar_open("UTC", v);
    calendar_close(calendar);
    return calendar;
}

static bool check_zone(const char *v)
{
    return strlen(v) < 64 && dateline_zone_known(v);
}

static bool check_clock(const char *v)
{
    return strcmp(v, "today") == 0 || strcmp(v, "always") == 0 || strcmp(v, "never") == 0;
}

static bool check_email(const char *v)
{
    return v[0] == '\0' || text_is_email(v);
}

static bool check_flag(const char *v)
{
    return strcmp(v, "0") == 0 || strcmp(v, "1") == 0;
}

static bool check_crawlers(const char *v)
{
    return strcmp(v, "allow") == 0 || strcmp(v, "deny") == 0;
}

static bool check_label(const char *v)
{
    return strcmp(v, "line") == 0 || strcmp(v, "mark") == 0 || strcmp(v, "band") == 0;
}

static bool check_megabytes(const char *v)
{
    int64_t n;
    return text_to_int(v, 0, 1000000000, &n);
}

/* A century at most. */
static bool check_days(const char *v)
{
    int64_t n;
    return text_to_int(v, 0, 36500, &n);
}

static bool check_hub(const char *v)
{
    return v[0] == '\0' || text_is_http_url(v);
}

/* Paper and ink are asked for one by one, so each must leave room for the other: 12:1 to black and
 * to white make at least 6.8:1 between them. */
static bool check_contrast(const char *v, struct colour from)
{
    struct colour c;
    return colour_parse(v, &c) && colour_contrast(c, from) >= 12;
}

static bool check_paper(const char *v)
{
    return check_contrast(v, (struct colour){0, 0, 0});
}

static bool check_ink(const char *v)
{
    return check_contrast(v, (struct colour){1, 1, 1});
}

static bool check_colour(const char *v)
{
    struct colour c;
    return colour_parse(v, &c);
}

static bool check_picture_name(const char *s)
{
    static const char *const extensions[] = {".svg", ".png", ".webp", ".avif", ".jpg", ".gif"};
    size_t n = strlen(s);
    if (s[0] == '/' || s[0] == '.' || strstr(s, "/.") || strstr(s, "//") ||
        s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")])
        return false;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        size_t e = strlen(extensions[i]);
        if (n > e && strcmp(s + n - e, extensions[i]) == 0)
            return true;
    }
    return false;
}

bool setting_logo(struct arena *a, const char *value, const char **file, int64_t *width,
                  int64_t *height)
{
    const char *space = strchr(value, ' '), *cross = space ? strchr(space, 'x') : NULL;
    int64_t w, h;
    if (!cross ||
        !text_to_int(arena_dupn(a, space + 1, (size_t)(cross - space - 1)), 1, 4096, &w) ||
        !text_to_int(cross + 1, 1, 4096, &h))
        return false;
    const char *name = arena_dupn(a, value, (size_t)(space - value));
    if (!check_picture_name(name) && !data_url_is(name))
        return false;
    *file = name;
    *width = w;
    *height = h;
    return true;
}

static bool check_logo(const char *v)
{
    struct arena *a = arena_new();
    const char *file;
    int64_t width, height;
    const unsigned char *bytes;
    size_t n;
    bool good = v[0] == '\0' ||
                (strlen(v) <= SETTING_LOGO_MAX && setting_logo(a, v, &file, &width, &height) &&
                 (!data_url_is(file) || data_url_read(a, file, &bytes, &n)));
    arena_free(a);
    return good;
}

static bool check_proxies(const char *v)
{
    return check_line(v) && proxy_list_valid(v);
}

/* Each a role that signs in, with commas between. */
static bool check_roles(const char *v)
{
    struct arena *a = arena_new();
    struct strlist roles = text_split(a, v, ',');
    bool good = true;
    for (size_t i = 0; i < roles.n; i++) {
        enum role role = role_find(roles.v[i]);
        good = good && role != ROLE_NONE && role != ROLE_MAX;
    }
    arena_free(a);
    return good;
}

static const struct {
    const char *name, *default_value, *help;
    bool (*check)(const char *v);
    const char *warning;
} settings[SETTING_MAX] = {
    [SETTING_TITLE] = {"title", "Dateline", "The paper's name, at most 200 characters.",
                       check_required, WORD("Give the paper a name of at most 200 characters.")},
    [SETTING_TAGLINE] = {"tagline", "", "The line below the name; may be empty.", check_line,
                         WORD("Shorten the tagline to at most 500 characters.")},
    [SETTING_BASE_URL] = {"base_url", "http://127.0.0.1:8080",
                          "The site's address: scheme and host, as in https://news.example.org.",
                          check_base_url,
                          "Write the address as https://news.example.org, without a slash at the "
                          "end."},
    [SETTING_ZONE] = {"zone", "UTC", "The site's time zone by its IANA name: Europe/Berlin.",
                      check_zone, WORD("Choose a zone by its IANA name, such as Europe/Berlin.")},
    [SETTING_LOCALE] = {"locale", "en-US", "Language of dates and pages, as BCP 47: en-GB, de.",
                        check_locale, WORD("Choose a locale such as en-US, en-GB or de.")},
    [SETTING_CLOCK] = {"clock", "today",
                       "When dates carry the time of day: today, always or never.", check_clock,
                       WORD("Choose today, always or never.")},
    [SETTING_STATEMENT] = {"statement",
                           WORD("Every story says when it was published, when it was updated, "
                                "and what was corrected."),
                           "The paper's promise, at the foot of each page; may be empty.",
                           check_line, WORD("Shorten the statement to at most 500 characters.")},
    [SETTING_CORRECTIONS_EMAIL] = {"corrections_email", "",
                                   "Where readers report errors by mail; may be empty.",
                                   check_email,
                                   WORD("Write an e-mail address, or leave it empty.")},
    [SETTING_SHOW_DIFFS] = {"show_diffs", "0",
                            "1 shows on each story's changes page what differs, word by word; 0 "
                            "does not.",
                            check_flag, WORD("Choose 0 or 1.")},
    [SETTING_TYPOGRAPHY] =
        {"typography", "1",
         "1 sets straight quotation marks, apostrophes and double hyphens as the "
         "language of each story does; 0 prints them as they were typed.",
         check_flag, WORD("Choose 0 or 1.")},
    [SETTING_FOUNDED] = {"copyright", "", "The line after ©; may be empty.", check_line,
                         WORD("Shorten the line to at most 500 characters.")},
    [SETTING_AI_CRAWLERS] = {"ai_crawlers", "allow",
                             "Whether robots.txt lets in crawlers that gather text for AI models: "
                             "allow or deny.",
                             check_crawlers, WORD("Choose allow or deny.")},
    [SETTING_AI_LINE] = {"ai_line", "",
                         "What the paper says of its use of AI, below each story for which it was "
                         "used; may be empty.",
                         check_line, WORD("Shorten the line to at most 500 characters.")},
    [SETTING_AI_LABEL] = {"ai_label", "line",
                          "How the label looks of a story that a model wrote and nobody reviewed: "
                          "line, mark or band.",
                          check_label, WORD("Choose line, mark or band.")},
    [SETTING_WEBSUB_HUB] = {"websub_hub", "",
                            "The WebSub hub that feeds name to their subscribers; may be empty.",
                            check_hub,
                            "Write the hub's whole address, as https://hub.example.org/, or leave "
                            "it empty."},
    [SETTING_PAPER] = {"colour_paper", "#f8f3e9",
                       "What readers' pages are printed on by day: a light colour, as #f8f3e9.",
                       check_paper,
                       WORD(
                           "Write a light colour as #f8f3e9: at least 12:1 in contrast to black.")},
    [SETTING_INK] = {"colour_ink", "#16213a",
                     "What they are printed with, and by night printed on: a dark colour.",
                     check_ink,
                     WORD("Write a dark colour as #16213a: at least 12:1 in contrast to white.")},
    [SETTING_ACCENT] = {"colour_accent", "#b62d15",
                        "The one loud colour; made lighter or darker where it could not be read.",
                        check_colour, WORD("Write a colour as #b62d15.")},
    [SETTING_LOGO] =
        {"logo", "",
         "Takes the place of the name: a picture in SITE/static and its size in "
         "CSS pixels, as \"img/logo.svg 420x96\"; may be empty.",
         check_logo,
         "Write a picture below static/ and its size, as img/logo.svg 420x96, or leave "
         "it empty."},
    [SETTING_LOGO_NIGHT] =
        {"logo_night", "", "The same on dark pages; may be empty.", check_logo,
         "Write a picture below static/ and its size, as img/logo.svg 420x96, or leave "
         "it empty."},
    [SETTING_UPLOADS_DAY] =
        {"uploads_day_mb", "2000",
         "How many megabytes of pictures one person may add within a day; 0: any "
         "number.",
         check_megabytes, "Write a number of megabytes; 0 is no limit."},
    [SETTING_UPLOADS_ALL] = {"uploads_mb", "100000",
                             "How many megabytes all pictures may take; 0: any number.",
                             check_megabytes, "Write a number of megabytes; 0 is no limit."},
    [SETTING_TRUSTED_PROXIES] =
        {"trusted_proxies", "",
         "Proxies in front of the web server, as 192.0.2.7, 10.0.0.0/8: whom they name in "
         "X-Forwarded-For is the visitor; may be empty.",
         check_proxies,
         "Write addresses and networks with commas between, as 192.0.2.7, 10.0.0.0/8, or leave it "
         "empty."},
    [SETTING_CHECK_SOURCES] = {"check_sources", "0",
                               "1: a story goes out only when it names a source.", check_flag,
                               WORD("Choose 0 or 1.")},
    [SETTING_CHECK_CREDIT] = {"check_credit", "0",
                              "1: a picture's credit has to name somebody; “Internet” is none.",
                              check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_ALT] = {"check_alt", "0",
                           "1: alternative text must not only repeat a caption or the headline.",
                           check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_SECOND_READER] =
        {"check_second_reader", "0",
         "1: somebody else than who saved a text has to have read it before it goes out.",
         check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_AI] = {"check_ai", "0", "1: a story goes out only when it says how AI was used.",
                          check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_LEGAL] =
        {"check_legal", "0",
         "1: where a lawyer was asked for, each text goes out only after the lawyer saw it.",
         check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_STYLE] = {"check_style", "0",
                             "1: nothing goes out that says something against the house style.",
                             check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_ACCESSIBILITY] =
        {"check_accessibility", "0",
         "1: nothing goes out that some readers would stumble over, such as a link that says "
         "“here”.",
         check_flag, WORD("Choose 0 or 1.")},
    [SETTING_CHECK_RIGHTS] = {"check_rights", "1",
                              "1: nothing goes out with a picture that may not be shown then.",
                              check_flag, WORD("Choose 0 or 1.")},
    [SETTING_PRICE_CHECK_DAYS] = {"price_check_days", "90",
                                  "After how many days a review's price is to be checked again; 0: "
                                  "never.",
                                  check_days,
                                  WORD("Write a number of days, at most 36500; 0 is never.")},
    [SETTING_AUDIT_DAYS] =
        {"audit_days", "0",
         "After how many days housekeeping takes lines from the audit log; 0: never. Export "
         "them before.",
         check_days, WORD("Write a number of days, at most 36500; 0 is never.")},
    [SETTING_TOTP_REQUIRED] =
        {"totp_required", "",
         "Roles that sign in with a code or a passkey besides the password, as admin, editor; may "
         "be "
         "empty.",
         check_roles,
         WORD("Write roles with commas between, as admin, editor, or leave it empty.")},
    [SETTING_METRICS_FROM] =
        {"metrics_from", "",
         "Who may see /metrics besides this machine, as 192.0.2.7, 10.0.0.0/8; may be empty.",
         check_proxies,
         "Write addresses and networks with commas between, as 192.0.2.7, 10.0.0.0/8, or leave it "
         "empty."},
};

static bool host_ends_in(const char *host, size_t n, const char *name)
{
    size_t e = strlen(name);
    return n >= e && strncasecmp(host + n - e, name, e) == 0 && (n == e || host[n - e - 1] == '.');
}

bool setting_is_loopback(const char *base_url)
{
    const char *host = strstr(base_url, "://");
    if (!host)
        return false;
    host += strlen("://");
    if (*host == '[')
        return strncmp(host, "[::1]", 5) == 0 && strcspn(host + 5, ":/") == 0;
    size_t n = strcspn(host, ":/");
    bool address = strspn(host, "0123456789.") == n && strncmp(host, "127.", 4) == 0;
    return address || host_ends_in(host, n, "localhost");
}

const char *setting_name(enum setting k)
{
    return settings[k].name;
}

enum setting setting_find(const char *name)
{
    for (size_t k = 0; name && k < SETTING_MAX; k++) {
        if (strcmp(settings[k].name, name) == 0)
            return (enum setting)k;
    }
    return SETTING_MAX;
}

const char *setting_help(enum setting k)
{
    return settings[k].help;
}

const char *setting_default(enum setting k)
{
    return settings[k].default_value;
}

const char *setting_warning(enum setting k, const char *value)
{
    return settings[k].check(value) ? NULL : settings[k].warning;
}

enum { ALL, GET, SET, SETTING_SQL_MAX };

static const char *const sql[SETTING_SQL_MAX] = {
    [ALL] = "SELECT key, value FROM setting",
    [GET] = "SELECT value FROM setting WHERE key = ?1",
    [SET] = "INSERT INTO setting (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
};
const struct statements setting_statements = {SET_SETTING, sql, SETTING_SQL_MAX};

/* Addresses go out to machines, which compare them byte by byte: in ASCII, whatever was typed. NULL:
 * its host cannot be one. */
static const char *setting_spell(struct arena *a, enum setting k, const char *value)
{
    bool address = k == SETTING_BASE_URL || k == SETTING_WEBSUB_HUB;
    return address && text_is_http_url(value) ? host_url_ascii(a, value) : value;
}

enum store_status setting_all(struct store *s, struct arena *a, struct settings *out)
{
    for (size_t k = 0; k < SETTING_MAX; k++)
        out->v[k] = setting_default((enum setting)k);
    struct statement *q = db_stmt(s, &setting_statements, ALL);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        enum setting k = setting_find(db_text(a, q, 0));
        if (k < SETTING_MAX)
            out->v[k] = db_text(a, q, 1);
    }
    for (size_t k = 0; k < SETTING_MAX; k++) { /* set before addresses were spelt so */
        const char *spelt = setting_spell(a, (enum setting)k, out->v[k]);
        out->v[k] = spelt ? spelt : out->v[k];
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status setting_get(struct store *s, struct arena *a, enum setting k,
                                     const char **out)
{
    *out = setting_default(k);
    struct statement *q = db_stmt(s, &setting_statements, GET);
    db_bind_text(q, 1, setting_name(k));
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = db_text(a, q, 0);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

const char *setting_told(struct arena *a, const char *value)
{
    const char *size = data_url_is(value) ? strrchr(value, ' ') : NULL;
    return size ? arena_printf(a, "picture%s", size) : value;
}

static enum store_status setting_write(struct store *s, struct arena *a, enum setting k,
                                       const char *value, int64_t user, int64_t now)
{
    const char *before;
    enum store_status st = setting_get(s, a, k, &before);
    if (st != STORE_OK || strcmp(before, value) == 0)
        return st;
    struct statement *q = db_stmt(s, &setting_statements, SET);
    db_bind_text(q, 1, setting_name(k));
    db_bind_text(q, 2, value);
    st = db_run(s, q);
    s->calendar_checked = false;
    if (st == STORE_OK)
        st = audit_write(s, user, 0, "setting.set",
                         arena_printf(a, "%s: %s → %s", setting_name(k), setting_told(a, before),
                                      setting_told(a, value)),
                         now);
    return st;
}

enum store_status setting_number(struct store *s, enum setting k, int64_t *out)
{
    struct arena *a = arena_new();
    const char *value;
    enum store_status st = setting_get(s, a, k, &value);
    if (st == STORE_OK && !text_to_int(value, 0, INT64_MAX, out))
        *out = 0;
    arena_free(a);
    return st;
}

enum store_status setting_set(struct store *s, enum setting k, const char *value, int64_t user,
                              int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    const char *typed = text_line(a, value ? value : ""), *warning = setting_warning(k, typed);
    enum store_status st = STORE_REFUSED;
    value = setting_spell(a, k, typed);
    if (warning)
        problem_say(why, setting_name(k), warning, NULL);
    else if (!value)
        problem_say(
            why, setting_name(k),
            "%ADDRESS% holds no host name that can be registered; look at its letters, dots "
            "and hyphens.",
            "ADDRESS", typed, NULL);
    else if ((st = db_begin(s, SCOPE_SITE)) == STORE_OK)
        st = db_end(s, setting_write(s, a, k, value, user, now));
    arena_free(a);
    return st;
}

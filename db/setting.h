/* setting.h: a site's settings, a known list of keys.
 *
 * One more is a line of enum setting, a row of the table in setting.c (name, default, help, check) and, unless it
 * depends on the machine, a field in cgi/admin/settings.c. The command line has it by that. */
#ifndef DATELINE_SETTING_H
#define DATELINE_SETTING_H

#include "lib/problem.h"
#include "store.h"

#include <stdbool.h>

/* The table of settings in setting.c gives each its name ("base_url"), default and check. */
enum setting {
    SETTING_TITLE,             /* "title": the paper's name */
    SETTING_TAGLINE,           /* "tagline": below the name */
    SETTING_BASE_URL,          /* "base_url": scheme and host, no slash at the end */
    SETTING_ZONE,              /* "zone": IANA name */
    SETTING_LOCALE,            /* "locale": BCP 47, for dates and interface */
    SETTING_CLOCK,             /* "clock": today | always | never (lib/dateline.h) */
    SETTING_STATEMENT,         /* "statement": the paper's promise, at the foot of each page */
    SETTING_CORRECTIONS_EMAIL, /* "corrections_email" */
    SETTING_SHOW_DIFFS,        /* "show_diffs": 0 | 1, word differences on …/changes */
    SETTING_TYPOGRAPHY,        /* "typography": 0 | 1, straight marks are set for readers */
    SETTING_FOUNDED,           /* "copyright": the line after ©, or "" */
    SETTING_AI_CRAWLERS,       /* "ai_crawlers": allow | deny, in robots.txt */
    SETTING_AI_LINE,           /* "ai_line": below each story for which AI was used, or "" */
    SETTING_AI_LABEL,          /* "ai_label": line | mark | band, how the label of AI looks */
    SETTING_WEBSUB_HUB,        /* "websub_hub": address of the hub that feeds name, or "" */
    SETTING_PAPER,             /* "colour_paper": a light colour, "#f8f3e9" */
    SETTING_INK,               /* "colour_ink": a dark one */
    SETTING_ACCENT,            /* "colour_accent": any */
    SETTING_LOGO,              /* "logo": see setting_logo, or "" */
    SETTING_LOGO_NIGHT,        /* "logo_night": the same for dark pages, or "" */
    SETTING_TRUSTED_PROXIES,   /* "trusted_proxies": see lib/proxy.h, or "" */
    SETTING_METRICS_FROM,  /* "metrics_from": whom /metrics is shown to, see lib/proxy.h, or "" */
    SETTING_UPLOADS_DAY,   /* "uploads_day_mb": pictures of one person in a day; 0: any */
    SETTING_UPLOADS_ALL,   /* "uploads_mb": all pictures; 0: any */
    SETTING_CHECK_SOURCES, /* "check_sources" … "check_rights": 0 | 1, see checklist.h */
    SETTING_CHECK_CREDIT,
    SETTING_CHECK_ALT,
    SETTING_CHECK_SECOND_READER,
    SETTING_CHECK_AI,
    SETTING_CHECK_LEGAL,
    SETTING_CHECK_STYLE,
    SETTING_CHECK_ACCESSIBILITY,
    SETTING_CHECK_RIGHTS,
    SETTING_PRICE_CHECK_DAYS, /* "price_check_days": see price_check.h; 0: never */
    SETTING_AUDIT_DAYS,       /* "audit_days": lines of the audit log go after them; 0: never */
    SETTING_TOTP_REQUIRED,    /* "totp_required": roles with commas between, see totp_is_required */
    SETTING_MAX
};

struct settings {
    const char *v[SETTING_MAX]; /* never NULL; the default when not set */
};

/* "title", "base_url", … */
const char *setting_name(enum setting k);
/* SETTING_MAX when unknown. */
enum setting setting_find(const char *name);
/* One line saying what it is and what it may be. */
const char *setting_help(enum setting k);
/* The value when none was set. */
const char *setting_default(enum setting k);
/* NULL when k may be set to value, else a sentence that says what it may be. */
const char *setting_warning(enum setting k, const char *value);

/* Whether a base_url leads to this machine alone, as http://127.0.0.1:8080 and http://localhost do
 * (RFC 6761 6.3, RFC 5735 3, RFC 4291 2.5.3). */
bool setting_is_loopback(const char *base_url);

#define SETTING_LOGO_MAX ((size_t)400 * 1024) /* bytes of its value */
/* A logo's setting, "img/logo.svg 420x96": a picture below static/, or one that was sent (lib/data_url.h) in its place, and
 * its width and height in CSS pixels. False, and nothing set: value is not of this form. file: in the arena. */
bool setting_logo(struct arena *a, const char *value, const char **file, int64_t *width,
                  int64_t *height);

/* A value as lists and the log have it: a picture that was sent is its size. Borrowed, or in the arena. */
const char *setting_told(struct arena *a, const char *value);

/* A setting that is a number. */
enum store_status setting_number(struct store *s, enum setting k, int64_t *out)
    __attribute__((warn_unused_result));
enum store_status setting_all(struct store *s, struct arena *a, struct settings *out)
    __attribute__((warn_unused_result));
/* Checks, writes, audits. user 0: the command line. */
enum store_status setting_set(struct store *s, enum setting k, const char *value, int64_t user,
                              int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif

/* redirect_rule.c: see redirect_rule.h. */
#include "redirect_rule_private.h"

#include "audit_private.h"
#include "driver.h"
#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/host.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "story_private.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#define HOPS_MAX 10
#define PATH_MAX_BYTES 1000

enum {
    FIND,
    LIST,
    ADD,
    REMOVE,
    COUNT_ONE,
    LIST_MISSED,
    FORGET_ONE,
    FORGET,
    FORGET_SOME,
    FORGET_ALL,
    TRIM,
    REDIRECT_SQL_MAX
};

static const char *const sql[REDIRECT_SQL_MAX] = {
    [FIND] = "SELECT target FROM redirect_rule WHERE path = ?1",
    [LIST] = "SELECT d.path, d.target, d.created_at, u.name FROM redirect_rule d"
             " LEFT JOIN user u ON u.id = d.created_by ORDER BY d.path LIMIT ?1",
    [ADD] = "INSERT INTO redirect_rule (path, target, created_at, created_by)"
            " VALUES (?1, ?2, ?3, ?4)",
    [REMOVE] = "DELETE FROM redirect_rule WHERE path = ?1",
    [COUNT_ONE] =
        "INSERT INTO missed_path (path, n, last_day) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (path) DO UPDATE SET n = n + excluded.n, last_day = excluded.last_day",
    [LIST_MISSED] = "SELECT path, n, last_day FROM missed_path ORDER BY n DESC, path LIMIT ?1",
    [FORGET_ONE] = "DELETE FROM missed_path WHERE path = ?1",
    [FORGET] = "DELETE FROM missed_path WHERE path = ?1 AND n <= ?2",
    [FORGET_SOME] = "UPDATE missed_path SET n = n - ?2 WHERE path = ?1",
    [FORGET_ALL] = "DELETE FROM missed_path",
    [TRIM] = "DELETE FROM missed_path WHERE path IN (SELECT path FROM missed_path"
             " ORDER BY n DESC, last_day DESC, path LIMIT -1 OFFSET ?1)",
};
const struct statements redirect_rule_statements = {SET_REDIRECT_RULE, sql, REDIRECT_SQL_MAX};

/* ---- Addresses ------------------------------------------------------------------------------- */

/* Without query, fragment and slashes at its end. */
static const char *path_bare(struct arena *a, const char *path)
{
    size_t n = strcspn(path, "?#");
    while (n > 1 && path[n - 1] == '/')
        n--;
    return arena_dupn(a, path, n);
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

/* "%C3%A9" as "é": requests are looked up so. */
static const char *path_decoded(struct arena *a, const char *path)
{
    char *out = arena_dup(a, path), *to = out;
    for (const char *c = path; *c; c++) {
        int high = *c == '%' ? hex_value(c[1]) : -1, low = high >= 0 ? hex_value(c[2]) : -1;
        *to++ = low >= 0 ? (char)(high * 16 + low) : *c;
        c += low >= 0 ? 2 : 0;
    }
    *to = '\0';
    return out;
}

/* What is typed as a whole address is asked for here by its path. */
static const char *rule_path(struct arena *a, const char *typed)
{
    const char *path = text_line(a, typed ? typed : "");
    if (text_is_http_url(path)) {
        path = strchr(strstr(path, "://") + 3, '/');
        path = path ? path : "/";
    }
    path = path_bare(a, path);
    const char *plain = path_decoded(a, path);
    bool good = text_utf8_valid(plain, strlen(plain)) && strcmp(plain, text_line(a, plain)) == 0;
    return good ? plain : path;
}

/* As it stands in a header: ASCII alone. */
static const char *rule_target(struct arena *a, const char *typed)
{
    struct buf b;
    const char *target = text_line(a, typed ? typed : "");
    if (text_is_http_url(target))
        target = host_url_ascii(a, target);
    buf_init(&b, 64u * 1024);
    for (const char *c = target; *c; c++) {
        if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7F)
            buf_printf(&b, "%%%02X", (unsigned char)*c);
        else
            buf_addc(&b, *c);
    }
    const char *out = arena_dup(a, b.failed || !b.p ? "" : b.p);
    buf_free(&b);
    return out;
}

static bool path_is_local(const char *path)
{
    return path[0] == '/' && path[1] != '/' && path[1] != '\\';
}

static bool path_is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncasecmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static bool path_is_ours(const char *path)
{
    static const char *const folders[] = {"/admin", "/static", "/healthz", "/metrics"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (path_is_below(path, folders[i]))
            return true;
    return path[1] == '\0';
}

/* ---- Rules ----------------------------------------------------------------------------------- */

enum store_status redirect_rule_list(struct store *s, struct arena *a, struct redirect_rules *out)
{
    struct statement *q = db_stmt(s, &redirect_rule_statements, LIST);
    size_t capacity = 0;
    enum store_status st;
    *out = (struct redirect_rules){0};
    db_bind_int(q, 1, REDIRECT_RULES_MAX);
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct redirect_rule){db_text(a, q, 0), db_text(a, q, 1), db_int(q, 2),
                                                  db_text(a, q, 3)};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status rule_target_of(struct store *s, struct arena *a, const char *path,
                                        const char **target)
{
    struct statement *q = db_stmt(s, &redirect_rule_statements, FIND);
    db_bind_text(q, 1, path);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *target = db_text(a, q, 0);
    db_reset(q);
    return st;
}

/* From a target on, to where no rule leads further. loop: whether `path` is met on the way. */
static enum store_status rule_follow(struct store *s, struct arena *a, const char *path,
                                     const char **target, bool *loop)
{
    enum store_status st = STORE_OK;
    *loop = false;
    for (int hops = 0; st == STORE_OK && path_is_local(*target); hops++) {
        const char *next = rule_path(a, *target);
        *loop = hops == HOPS_MAX || strcasecmp(next, path) == 0;
        if (*loop)
            return STORE_OK;
        st = rule_target_of(s, a, next, target);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status redirect_rule_find(struct store *s, struct arena *a, const char *path,
                                     const char **target)
{
    return rule_target_of(s, a, path_bare(a, path), target);
}

static enum store_status rule_check(struct store *s, struct arena *a, const char *path,
                                    const char *target, struct problems *why)
{
    bool loop = false;
    size_t before = why->n;
    if (!path_is_local(path) || strlen(path) > PATH_MAX_BYTES)
        problem_say(why, "path", WORD("Write an address of this site: it begins with a slash."),
                    NULL);
    else if (path_is_ours(path))
        problem_say(why, "path", WORD("This address is the site’s own; choose another."), NULL);
    else if (path_leads(s, path))
        problem_say(why, "path",
                    WORD("A story lies at this address, or lay there: it leads to that story."),
                    NULL);
    if (!path_is_local(target) && !text_is_http_url(target))
        problem_say(
            why, "target",
            WORD("Write where it leads: an address that begins with a slash or with https://."),
            NULL);
    if (why->n > before)
        return STORE_REFUSED;
    enum store_status st = rule_follow(s, a, path, &target, &loop);
    if (st == STORE_OK && loop)
        problem_say(why, "target", WORD("That leads round in a circle: choose another."), NULL);
    return st == STORE_OK && loop ? STORE_REFUSED : st;
}

static enum store_status rule_write(const struct operation *op, const char *path,
                                    const char *target)
{
    const char *there;
    enum store_status st = rule_check(op->s, op->a, path, target, op->why);
    if (st != STORE_OK)
        return st;
    st = rule_target_of(op->s, op->a, path, &there);
    if (st != STORE_MISSING)
        return st == STORE_OK ? STORE_EXISTS : st;
    struct statement *q = db_stmt(op->s, &redirect_rule_statements, ADD);
    db_bind_text(q, 1, path);
    db_bind_text(q, 2, target);
    db_bind_int(q, 3, op->now);
    db_bind_id(q, 4, operation_user(op));
    st = db_run(op->s, q);
    q = db_stmt(op->s, &redirect_rule_statements, FORGET_ONE);
    db_bind_text(q, 1, path);
    if (st == STORE_OK)
        st = db_run(op->s, q);
    return st == STORE_OK
               ? operation_audit(op, "redirect.add", arena_printf(op->a, "%s: %s", path, target))
               : st;
}

enum store_status redirect_rule_put(struct store *s, struct arena *a, const char *path,
                                    const char *target, int64_t now, struct problems *why)
{
    const struct operation op = {.s = s, .a = a, .now = now, .why = why};
    if (strcmp(path, path_bare(a, text_line(a, path))) == 0 &&
        strcmp(target, rule_target(a, target)) == 0)
        return rule_write(&op, path, target);
    problem_say(why, "path", WORD("Write an address of this site: it begins with a slash."), NULL);
    return STORE_REFUSED;
}

enum store_status redirect_rule_add(struct store *s, struct arena *a, const char *path,
                                    const char *target, const struct actor *by, int64_t now,
                                    struct problems *why)
{
    path = rule_path(a, path);
    target = rule_target(a, target);
    struct operation op = {.s = s, .a = a, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = rule_write(&op, path, target);
    return operation_end(&op);
}

static enum store_status rule_take_away(struct store *s, struct arena *a, const char *path,
                                        const char *target, const struct actor *by, int64_t now,
                                        struct problems *why)
{
    const char *there;
    enum store_status st = rule_target_of(s, a, path, &there);
    if (st == STORE_OK && target && strcmp(target, there) != 0) {
        problem_say(why, "",
                    WORD("“%PATH%” leads to “%TARGET%” by now. Nothing was removed; press again to "
                         "remove that."),
                    "PATH", path, "TARGET", there, NULL);
        return STORE_CONFLICT;
    }
    struct statement *q = db_stmt(s, &redirect_rule_statements, REMOVE);
    db_bind_text(q, 1, path);
    if (st == STORE_OK)
        st = db_run(s, q);
    return st == STORE_OK ? audit_write(s, by ? by->user : 0, 0, "redirect.remove",
                                        arena_printf(a, "%s: %s", path, there), now)
                          : st;
}

enum store_status redirect_rule_remove(struct store *s, struct arena *a, const char *path,
                                       const char *target, const struct actor *by, int64_t now,
                                       struct problems *why)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    return st == STORE_OK ? db_end(s, rule_take_away(s, a, path, target, by, now, why)) : st;
}

/* ---- What is missed -------------------------------------------------------------------------- */

/* A run of letters and digits that is a token, or of digits that is somebody's number. */
static bool path_has_secret(const char *path)
{
    size_t run = 0, digits = 0, letters = 0;
    for (const char *c = path;; c++) {
        bool digit = *c >= '0' && *c <= '9';
        if (digit || (ascii_is_alnum((unsigned char)*c))) {
            run++;
            digits += digit;
            letters += !digit;
            if (digits > 8 && letters == 0)
                return true;
            if (run >= 16 && digits >= 2 && letters > 0)
                return true;
            continue;
        }
        if (*c == '\0')
            return false;
        run = digits = letters = 0;
    }
}

bool missed_may_count(const char *path)
{
    size_t n = strlen(path);
    if (!path_is_local(path) || n < 2 || n > MISSED_LENGTH || path_is_ours(path) ||
        !text_utf8_valid(path, n))
        return false;
    if (strpbrk(path, "@<>\"\\?#=&;") || strstr(path, "/.") || strstr(path, "/wp-"))
        return false;
    for (const char *c = path; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            return false;
    return !path_has_secret(path);
}

static enum store_status missed_write(struct store *s, const struct missed_path *v, size_t n,
                                      const char *day)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < n && st == STORE_OK; i++) {
        struct statement *q = db_stmt(s, &redirect_rule_statements, COUNT_ONE);
        db_bind_text(q, 1, v[i].path);
        db_bind_int(q, 2, v[i].n);
        db_bind_text(q, 3, day);
        st = db_run(s, q);
    }
    struct statement *q = db_stmt(s, &redirect_rule_statements, TRIM);
    db_bind_int(q, 1, MISSED_KEPT);
    return st == STORE_OK ? db_run(s, q) : st;
}

enum store_status missed_add(struct store *s, const struct missed_path *v, size_t n, int64_t now)
{
    time_t seconds = (time_t)(now / 1000);
    struct tm day;
    char text[16];
    if (!gmtime_r(&seconds, &day) || strftime(text, sizeof text, "%Y-%m-%d", &day) == 0)
        return STORE_REFUSED;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, missed_write(s, v, n, text)) : st;
}

enum store_status missed_list(struct store *s, struct arena *a, size_t limit,
                              struct missed_paths *out)
{
    struct statement *q = db_stmt(s, &redirect_rule_statements, LIST_MISSED);
    enum store_status st;
    *out = (struct missed_paths){.v = arena_array(a, limit, sizeof *out->v)};
    db_bind_int(q, 1, (int64_t)limit);
    while ((st = db_row(s, q)) == STORE_OK)
        out->v[out->n++] = (struct missed_path){db_text(a, q, 0), db_int(q, 1), db_text(a, q, 2)};
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status missed_forget_rows(struct store *s, const struct missed_paths *shown)
{
    enum store_status st = STORE_OK;
    if (!shown)
        return db_run(s, db_stmt(s, &redirect_rule_statements, FORGET_ALL));
    for (size_t i = 0; i < shown->n && st == STORE_OK; i++)
        for (int which = FORGET; which <= FORGET_SOME && st == STORE_OK; which++) {
            struct statement *q = db_stmt(s, &redirect_rule_statements, which);
            db_bind_text(q, 1, shown->v[i].path);
            db_bind_int(q, 2, shown->v[i].n);
            st = db_run(s, q);
        }
    return st;
}

enum store_status missed_forget(struct store *s, const struct missed_paths *shown,
                                const struct actor *by, int64_t now)
{
    struct operation op = {.s = s, .by = by, .now = now};
    if (operation_begin(&op, SCOPE_QUIET))
        op.st = missed_forget_rows(s, shown);
    return operation_end(&op);
}

/* house_style.c: the paper's own words: its rules, one more, and what a rule would find. /admin/style */
#include "names.h"

#include "db/style_rule.h"
#include "lib/text.h"

#include <string.h>

enum {
    LOOKED_MAX = 5000, /* stories at one press: some tenths of a second */
    SLOW_MAX = 10,     /* stories in which the rule took too long: it will in the next, too */
    SHOWN_MAX = 100,
};

/* What a rule found, as far as it was tried. */
struct style_trial {
    struct page *p;
    struct tpl_dict *d; /* NULL: nothing was tried */
    int64_t from;
    int64_t looked, stories, hits;
    int slow, shown;
};

struct style_page {
    struct style_rule rule; /* as typed */
    struct problems why;
    bool try; /* it is to be tried */
    int64_t from;
};

static void style_show_rules(struct page *p, const struct style_rules *rules)
{
    for (size_t i = 0; i < rules->n; i++) {
        const struct style_rule *r = &rules->v[i];
        struct tpl_dict *d = tpl_add(p->main, "RULE");
        tpl_set(d, "PATTERN", r->pattern);
        tpl_set_if(d, "INSTEAD", r->replacement);
        tpl_set_if(d, "WHY", r->advice);
        tpl_set_int(d, "RULE_ID", r->id);
        tpl_show(d, r->is_regex ? "REGEX" : "LITERAL");
    }
    tpl_show(p->main, rules->n ? "RULES" : "NONE");
}

static void style_show_hits(struct style_trial *t, const struct style_try *one)
{
    for (size_t i = 0; i < one->hits.n && t->shown < SHOWN_MAX; i++, t->shown++) {
        struct tpl_dict *d = tpl_add(t->d, "HIT");
        tpl_set(d, "HREF", one->path);
        tpl_set(d, "HEADLINE", one->headline);
        tpl_set(d, "FOUND", one->hits.v[i].found);
        tpl_set_if(d, "PUT", one->hits.v[i].put);
    }
    if (one->hits.n > 0)
        tpl_show(t->d, "HITS");
}

static bool style_tried(void *ctx, const struct style_try *one)
{
    struct style_trial *t = ctx;

    t->looked++;
    t->stories += one->hits.n > 0;
    t->hits += (int64_t)one->hits.n;
    t->slow += one->hits.slow;
    style_show_hits(t, one);
    return t->looked < LOOKED_MAX && t->slow < SLOW_MAX;
}

static void style_show_sums(struct style_trial *t)
{
    struct language *l = t->p->app->language;

    tpl_set_count(t->d, l, "LOOKED", t->looked);
    tpl_set_count(t->d, l, "STORIES", t->stories);
    tpl_set_count(t->d, l, "HITS_N", t->hits);
    if (t->hits > t->shown)
        tpl_show(t->d, "NOT_ALL");
    if (t->slow > 0)
        tpl_show(t->d, "SLOW");
    if (t->from != 0)
        tpl_set_int(tpl_add(t->d, "MORE"), "FROM", t->from);
}

/* The page keeps what it is given: strings of a hit live until the next story, and its own are copied. */
static enum store_status style_show_trial(struct page *p, struct style_page *s)
{
    struct style_trial t = {.p = p, .from = s->from};
    const struct style_rules one = {&s->rule, 1};

    if (!s->try || s->why.n > 0)
        return STORE_OK;
    t.d = tpl_add(p->main, "TRIAL");
    enum store_status st =
        style_rule_try(p->app->store, &one, p->req->now, &t.from, style_tried, &t);
    if (st == STORE_OK)
        style_show_sums(&t);
    return st;
}

static void style_show_form(struct page *p, struct style_page *s)
{
    tpl_set(p->main, "TYPED_PATTERN", s->rule.pattern);
    tpl_set(p->main, "TYPED_INSTEAD", s->rule.replacement);
    tpl_set(p->main, "TYPED_WHY", s->rule.advice);
    if (s->rule.is_regex)
        tpl_show(p->main, "TYPED_REGEX");
    tpl_set_if(p->main, "PATTERN_PROBLEM", problem_of(&s->why, "pattern"));
    tpl_set_if(p->main, "WHY_PROBLEM", problem_of(&s->why, "advice"));
}

static bool style_is_field(const char *name)
{
    return strcmp(name, "pattern") == 0 || strcmp(name, "advice") == 0;
}

static void style_show(struct app *app, struct req *req, struct res *res, struct style_page *s)
{
    struct style_rules rules;
    enum store_status st = style_rule_list(app->store, req->arena, &rules);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p = page_start_admin(app, req, res, "admin/house_style.tpl",
                                     app_word(app, WORD("House style")));
    names_show_kinds(&p, "/admin/style");
    style_show_rules(&p, &rules);
    st = style_show_trial(&p, s);
    if (st != STORE_OK)
        admin_store_problem(&s->why, st, app->store);
    page_translate(app, &s->why);
    style_show_form(&p, s);
    admin_show_message(&p);
    admin_problems(p.main, &s->why, style_is_field);
    page_finish(&p);
}

void house_style_get(struct app *app, struct req *req, struct res *res)
{
    struct style_page s = {.rule = {.pattern = "", .replacement = "", .advice = ""},
                           .why = {.arena = req->arena}};

    style_show(app, req, res, &s);
}

static struct style_rule style_typed(const struct req *req)
{
    struct arena *a = req->arena;

    return (struct style_rule){
        .pattern = text_line(a, req_form(req, "pattern")),
        .is_regex = *req_form(req, "regex") != '\0',
        .replacement = text_line(a, req_form(req, "replacement")),
        .advice = text_line(a, req_form(req, "advice")),
    };
}

/* Only shows. Whether there is a proposal is nothing to a trial. */
static void style_try_out(struct app *app, struct req *req, struct res *res, struct style_page *s)
{
    s->try = true;
    if (!text_to_int(req_form(req, "from"), 1, INT64_MAX, &s->from) ||
        strcmp(req_form(req, "do"), "older") != 0)
        s->from = 0;
    if (text_blank(s->rule.pattern))
        problem_say(&s->why, "pattern", WORD("Say which words the rule is about."), NULL);
    else if (!house_style_usable(s->rule.pattern, s->rule.is_regex))
        problem_say(&s->why, "pattern",
                    WORD("This expression is faulty, or finds the empty text: see ICU’s regular "
                         "expressions."),
                    NULL);
    if (s->why.n > 0)
        res->status = 422;
    style_show(app, req, res, s);
}

static enum store_status style_change(struct app *app, struct req *req, struct style_page *s,
                                      const char **saved)
{
    struct actor by = admin_actor(req);
    enum store_status st;
    int64_t id;

    if (strcmp(req_form(req, "do"), "remove") == 0) {
        *saved = "style-removed";
        if (!text_to_int(req_form(req, "rule"), 1, INT64_MAX, &id))
            return STORE_OK;
        st =
            style_rule_remove(app->store, &by, id, fields_get(&req->form, "was_pattern"), req->now);
        return st == STORE_MISSING ? STORE_OK : st; /* somebody else did */
    }
    *saved = "style-added";
    st = style_rule_add(app->store, &by, &s->rule, req->now, &id, &s->why);
    if (st != STORE_EXISTS)
        return st;
    problem_say(&s->why, "pattern", WORD("There is a rule for these words already."), NULL);
    return STORE_REFUSED;
}

void house_style_post(struct app *app, struct req *req, struct res *res)
{
    struct style_page s = {.rule = style_typed(req), .why = {.arena = req->arena}};
    const char *what = req_form(req, "do"), *saved;

    if (strcmp(what, "try") == 0 || strcmp(what, "older") == 0) {
        style_try_out(app, req, res, &s);
        return;
    }
    enum store_status st = style_change(app, req, &s, &saved);
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "/admin/style?saved=%s", saved));
        return;
    }
    if (s.why.n == 0)
        admin_store_problem(&s.why, st, app->store);
    res->status = admin_status(st);
    style_show(app, req, res, &s);
}

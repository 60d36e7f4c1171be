/* suggestions.c: what others would change in a story's text: taken or refused one by one, and a form for
 * one's own. /admin/story/{id}/suggestions */
#include "story_form.h"

#include "cgi/http/form_token.h"
#include "db/suggestion.h"
#include "lib/text.h"

struct suggesting {
    struct story_form f;
    struct revision newest;
    struct fields typed; /* of the form for one's own */
    bool wrong;          /* it was refused: it is open */
    const char *message; /* in English; NULL: what was just done, if anything */
};

/* ---- Showing --------------------------------------------------------------------------------- */

static const char *field_label(const char *name)
{
    for (size_t i = 0; i < story_fields_n; i++)
        if (strcmp(story_fields[i].name, name) == 0)
            return story_fields[i].label;
    return name;
}

/* Without the line ends that part it from its neighbours. */
static const char *trimmed(struct arena *a, const char *s)
{
    s += strspn(s, "\n");
    size_t n = strlen(s);
    while (n && s[n - 1] == '\n')
        n--;
    return arena_dupn(a, s, n);
}

static void show_change(struct page *p, struct tpl_dict *d, const struct suggested_change *c,
                        bool decides)
{
    static const char *const states[CHANGE_STATE_MAX] = {
        [CHANGE_OPEN] = "IS_OPEN", [CHANGE_TAKEN] = "IS_TAKEN", [CHANGE_REFUSED] = "IS_REFUSED"};
    struct tpl_dict *one = tpl_add(d, "CHANGE");
    tpl_set_int(one, "CHANGE_NUMBER", c->number);
    tpl_set(one, "FIELD_LABEL", app_word(p->app, field_label(c->field)));
    compare_words(p->req->arena, one, trimmed(p->req->arena, c->before),
                  trimmed(p->req->arena, c->after));
    struct tpl_dict *state = tpl_add(one, states[c->state]);
    tpl_set(state, "DECIDED_BY", c->decided_by_name);
    if (c->state != CHANGE_OPEN)
        return;
    if (c->now)
        tpl_set(tpl_add(one, "MOVED_ON"), "NOW_TEXT", c->now);
    if (decides)
        tpl_show(one, "DECIDES");
}

static void show_suggestion(struct page *p, const struct suggestion *g, bool decides)
{
    struct tpl_dict *d = tpl_add(p->main, g->open ? "SUGGESTION" : "OLD_SUGGESTION");
    tpl_set_int(d, "SUGGESTION_ID", g->id);
    tpl_set(d, "AUTHOR", g->author);
    tpl_set_if(d, "REASON", g->reason);
    if (g->link_id)
        tpl_show(d, "GUEST");
    admin_time(p, d, "SUGGESTED_AT", g->created_at);
    for (size_t i = 0; i < g->n; i++)
        show_change(p, d, &g->v[i], decides);
    if (decides && g->open)
        tpl_show(d, "DECIDE");
}

static bool shows_field(const struct suggesting *s, const struct story_field *field)
{
    static const char *const always[] = {"headline", "dek", "body", "takeaways"};
    if (!suggestion_has_field(field->name))
        return false;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(always[i], field->name) == 0)
            return true;
    return *admin_field(&s->typed, field->name) != '\0';
}

/* What is typed is kept under the form's own token, on the server and in the browser. */
static void show_copies(struct page *p, struct tpl_dict *d, const struct suggesting *s)
{
    struct arena *a = p->req->arena;
    const char *token = admin_field(&s->typed, "copy");
    int64_t id = s->f.story.id;
    tpl_set(d, "COPY_OF_FORM", *token ? token : form_number_make(a));
    tpl_set_int(d, "STORY_ID", id);
    tpl_set(d, "KEEP_KEY",
            arena_printf(a, "%" PRId64 ".%" PRId64 ".suggest", p->req->session->user.id, id));
    if (!s->wrong)
        story_copy_show_suggested(p, id, token);
}

/* What is there to suggest other words for. */
static void show_own(struct page *p, const struct suggesting *s)
{
    struct tpl_dict *d = tpl_add(p->main, "OWN");
    tpl_set_int(d, "BASE", s->newest.number);
    tpl_set(d, "SUGGEST_REASON", admin_field(&s->typed, "suggest_reason"));
    tpl_set_if(d, "REASON_PROBLEM", problem_of(&s->f.why, "suggest_reason"));
    if (s->wrong) {
        tpl_show(d, "OWN_OPEN");
        tpl_show(d, "UNSAVED");
    }
    show_copies(p, d, s);
    for (size_t i = 0; i < story_fields_n; i++) {
        const struct story_field *field = &story_fields[i];
        struct tpl_dict *one;
        if (!shows_field(s, field))
            continue;
        one = tpl_add(d, "WORDS_FIELD");
        tpl_set(one, "FIELD_NAME", field->name);
        tpl_set(one, "FIELD_LABEL", app_word(p->app, field->label));
        tpl_set(one, "FIELD_VALUE", admin_field(&s->typed, field->name));
        tpl_set_int(one, "FIELD_ROWS",
                    strcmp(field->name, "body") == 0 ? 20
                    : field->shape == FIELD_LINES    ? 4
                                                     : 2);
        tpl_set_if(one, "FIELD_PROBLEM", problem_of(&s->f.why, field->name));
    }
}

static void suggestions_show(struct app *app, struct req *req, struct res *res,
                             struct suggesting *s)
{
    struct suggestions all = {0};
    const char *headline = s->newest.text.headline;
    struct page p =
        page_start_admin(app, req, res, "admin/suggestions.tpl",
                         language_say(app->language, req->arena, WORD("Suggestions: %HEADLINE%"),
                                      "HEADLINE", headline, NULL));
    page_sheet(&p, "css/history.css");
    bool binned = s->f.story.state == STORY_BINNED;
    bool decides = !binned && admin_may(req, ACT_WRITE, &s->f.story);
    page_translate(app, &s->f.why);
    admin_problems(p.main, &s->f.why, NULL);
    admin_show_message(&p);
    if (s->message)
        tpl_set_if(p.main, "MESSAGE", app_word(app, s->message));
    if (strcmp(req_query(req, "saved"), "suggested") == 0)
        tpl_show(p.main, "WAS_SUGGESTED");
    tpl_set(p.main, "HEADLINE", headline);
    tpl_set(p.main, "STORY", arena_printf(req->arena, "/admin/story/%" PRId64, s->f.story.id));
    tpl_set_int(p.main, "NEWEST", s->newest.number);
    if (admin_may(req, ACT_WRITE, &s->f.story))
        tpl_show(p.main, "MAY_EDIT");
    if (suggestion_list(app->store, req->arena, s->f.story.id, req->now, &all) != STORE_OK)
        all.n = 0;
    for (size_t i = 0; i < all.n; i++)
        show_suggestion(&p, &all.v[i], decides);
    if (all.n == 0)
        tpl_show(p.main, "NONE");
    s->f.shown =
        (struct story_shown){.on = NAMED_DRAFT, .base = s->newest.number, .hash = s->newest.hash};
    story_review_show(&p, p.main, &s->f);
    if (!binned)
        show_own(&p, s);
    page_finish(&p);
}

/* False: res is an answer. */
static bool suggestions_open(struct app *app, struct req *req, struct res *res,
                             struct suggesting *s)
{
    struct story_view view;
    *s = (struct suggesting){0};
    if (!story_form_open(app, req, res, story_form_id(req), ACT_NOTE, &s->f))
        return false;
    enum store_status st = story_get(app->store, req->arena, s->f.story.id,
                                     story_newest(&s->f.story), req->now, &view);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return false;
    }
    s->newest = view.revision;
    s->typed = story_form_fields(req->arena, &view.revision.text, s->f.story.slug);
    return true;
}

/* ---- Deciding -------------------------------------------------------------------------------- */

static enum change_state wish_of(struct req *req, const char *all, int number)
{
    const char *wish = req_form(req, arena_printf(req->arena, "change_%d", number));
    wish = *all ? all : wish;
    return strcmp(wish, "take") == 0     ? CHANGE_TAKEN
           : strcmp(wish, "refuse") == 0 ? CHANGE_REFUSED
                                         : CHANGE_OPEN;
}

static const char *decided_code(const struct suggestion_decided *out)
{
    if (out->left)
        return "suggestion-left";
    if (out->taken)
        return "suggestion-taken";
    return out->refused ? "suggestion-refused" : "suggestion-none";
}

static enum store_status decide(struct app *app, struct req *req, struct suggesting *s,
                                const char **code)
{
    struct actor by = admin_actor(req);
    enum change_state wished[SUGGESTION_CHANGES_MAX];
    struct suggestion_decision d = {
        .story_id = s->f.story.id, .wished = wished, .n = SUGGESTION_CHANGES_MAX, .by = &by};
    struct suggestion_decided out;
    int64_t newest = 0;
    const char *does = req_form(req, "do");
    const char *all = strcmp(does, "take-all") == 0     ? "take"
                      : strcmp(does, "refuse-all") == 0 ? "refuse"
                                                        : "";
    text_to_int(req_form(req, "suggestion"), 1, INT64_MAX, &d.id);
    text_to_int(req_form(req, "newest"), 1, INT32_MAX, &newest);
    d.newest = (int)newest;
    for (int i = 0; i < SUGGESTION_CHANGES_MAX; i++)
        wished[i] = wish_of(req, all, i + 1);
    enum store_status st = suggestion_decide(app->store, req->arena, &d, req->now, &out, &s->f.why);
    *code = st == STORE_OK ? decided_code(&out) : "";
    return st;
}

/* The story's other fields are those of the text that was opened: words alone are asked for. */
static void take_typed(struct req *req, struct suggesting *s)
{
    for (size_t i = 0; i < story_fields_n; i++) {
        const char *name = story_fields[i].name;
        if (suggestion_has_field(name) && fields_get(&req->form, name))
            admin_field_put(req->arena, &s->typed, name, req_form(req, name));
    }
    static const char *const beside[] = {"suggest_reason", "copy"};
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        admin_field_put(req->arena, &s->typed, beside[i], req_form(req, beside[i]));
}

static enum store_status load_typed(struct app *app, struct req *req, struct suggesting *s)
{
    int64_t base = s->newest.number;
    struct story_view view;
    text_to_int(req_form(req, "base"), 1, INT32_MAX, &base);
    enum store_status st =
        story_get(app->store, req->arena, s->f.story.id, (int)base, req->now, &view);
    if (st != STORE_OK)
        return st;
    s->newest.number = (int)base;
    s->typed = story_form_fields(req->arena, &view.revision.text, s->f.story.slug);
    take_typed(req, s);
    return STORE_OK;
}

static enum store_status suggestions_own(struct app *app, struct req *req, struct suggesting *s)
{
    enum store_status st = load_typed(app, req, s);
    return st == STORE_OK
               ? story_suggest_typed(app, req, &s->f.story, s->newest.number, &s->typed, &s->f.why)
               : st;
}

void suggestions_get(struct app *app, struct req *req, struct res *res)
{
    struct suggesting s;
    if (!suggestions_open(app, req, res, &s))
        return;
    if (*req_query(req, "copy") && story_copy_take(app, req, true) == STORE_OK &&
        load_typed(app, req, &s) == STORE_OK) {
        s.wrong = true;
        s.message = WORD("This is what you typed and had not saved. Readers see nothing of it.");
    }
    suggestions_show(app, req, res, &s);
}

void suggestions_resume(struct app *app, struct req *req, struct res *res, const char *message)
{
    struct suggesting s;
    if (!suggestions_open(app, req, res, &s))
        return;
    s.wrong = strcmp(req_form(req, "do"), "suggest") == 0 && load_typed(app, req, &s) == STORE_OK;
    problem_say(&s.f.why, "", message, NULL);
    suggestions_show(app, req, res, &s);
}

void suggestions_post(struct app *app, struct req *req, struct res *res)
{
    struct suggesting s;
    const char *code = "suggested";
    if (!suggestions_open(app, req, res, &s))
        return;
    bool own = strcmp(req_form(req, "do"), "suggest") == 0;
    enum store_status st = own ? suggestions_own(app, req, &s) : decide(app, req, &s, &code);
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "%s?saved=%s", req->path, code));
        return;
    }
    if (s.f.why.n == 0)
        admin_store_problem(&s.f.why, st, app->store);
    s.wrong = own;
    res->status = admin_status(st);
    suggestions_show(app, req, res, &s);
}

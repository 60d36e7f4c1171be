/* settings.c: what a paper is called, promises and looks like. /admin/settings
 *
 * What depends on the machine (addresses of proxies, limits, the site's own address) stays with the command
 * line: who signs in at the desk need not have a hand on it. */
#include "admin_private.h"

#include "cgi/theme.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

enum field_kind { FIELD_LINE, FIELD_TEXT, FIELD_COLOUR, FIELD_CHOICE, FIELD_LABEL };

struct settings_choice {
    const char *value, *label;
};

struct settings_field {
    enum setting setting;
    enum field_kind kind;
    const char *label, *help;
    const struct settings_choice *choices; /* to one without a value */
};

static const struct settings_choice clocks[] = {
    {"today", WORD("Of today’s stories alone")},
    {"always", WORD("Always")},
    {"never", WORD("Never")},
    {NULL, NULL},
};
static const struct settings_choice yes_or_no[] = {
    {"1", WORD("Yes")},
    {"0", WORD("No")},
    {NULL, NULL},
};
static const struct settings_choice crawlers[] = {
    {"allow", WORD("They may come")},
    {"deny", WORD("They are asked to stay away")},
    {NULL, NULL},
};

static const struct settings_choice labels[] = {
    {"line", WORD("A line as wide as its text")},
    {"mark", WORD("A mark, and the line beside it")},
    {"band", WORD("A dark band")},
    {NULL, NULL},
};

static const struct settings_choice roles[] = {
    {"", WORD("Nobody")},
    {"admin", WORD("Administrators")},
    {"admin, editor", WORD("Administrators and editors")},
    {"admin, editor, author", WORD("Administrators, editors and authors")},
    {"admin, editor, author, contributor", WORD("Everybody")},
    {NULL, NULL},
};

static const struct settings_field fields[] = {
    {SETTING_TITLE, FIELD_LINE, WORD("Name of the paper"), "", NULL},
    {SETTING_TAGLINE, FIELD_LINE, WORD("Line below the name"), "", NULL},
    {SETTING_STATEMENT, FIELD_TEXT, WORD("The paper’s promise"),
     WORD("It stands at the foot of each page."), NULL},
    {SETTING_FOUNDED, FIELD_LINE, WORD("Line after ©"), "", NULL},
    {SETTING_CORRECTIONS_EMAIL, FIELD_LINE, WORD("E-mail address for corrections"),
     WORD("Readers see it beside the form for reports."), NULL},
    {SETTING_PAPER, FIELD_COLOUR, WORD("Colour of the paper"),
     WORD("A light one; by night the ink’s is behind the text."), NULL},
    {SETTING_INK, FIELD_COLOUR, WORD("Colour of the ink"), WORD("A dark one."), NULL},
    {SETTING_ACCENT, FIELD_COLOUR, WORD("The one loud colour"),
     WORD("It is made lighter or darker where it could not be read."), NULL},
    {SETTING_LOCALE, FIELD_LINE, WORD("Language"),
     WORD("Of dates, of readers’ pages and of the desk: en-GB, de, fr, es, ar or zh."), NULL},
    {SETTING_ZONE, FIELD_LINE, WORD("Time zone"), WORD("Such as Europe/Berlin."), NULL},
    {SETTING_CLOCK, FIELD_CHOICE, WORD("Dates say the time of day"), "", clocks},
    {SETTING_TYPOGRAPHY, FIELD_CHOICE, WORD("Quotation marks are set as the language sets them"),
     WORD("What was typed stays as it is."), yes_or_no},
    {SETTING_SHOW_DIFFS, FIELD_CHOICE, WORD("Readers can see what changed, word by word"), "",
     yes_or_no},
    {SETTING_AI_LINE, FIELD_LINE, WORD("The paper’s line on its use of AI"),
     WORD("It stands below each story for which AI was used. It may be empty."), NULL},
    {SETTING_AI_LABEL, FIELD_LABEL, WORD("How the label of AI looks"),
     WORD("At the top of a story that a model wrote and nobody reviewed."), labels},
    {SETTING_AI_CRAWLERS, FIELD_CHOICE, WORD("Crawlers that gather text for AI models"),
     WORD("Said in each way that they read: robots.txt, Content-Usage, RSL and TDMRep."), crawlers},
    {SETTING_PRICE_CHECK_DAYS, FIELD_LINE, WORD("Reviews’ shelf life, in days"),
     WORD("Prices that were checked longer ago wait under “Prices”. 0: none ever does."), NULL},
    {SETTING_AUDIT_DAYS, FIELD_LINE, WORD("Who did what is kept for so many days"),
     WORD("Older lines go with the daily housekeeping: export the list before. 0: all are kept."),
     NULL},
    {SETTING_TOTP_REQUIRED, FIELD_CHOICE, WORD("Who has to sign in with a code or a passkey, too"),
     WORD("Whoever has none yet sets it up after the next sign-in, before anything else."), roles},
    {SETTING_CHECK_SOURCES, FIELD_CHOICE, WORD("A story names a source"), "", yes_or_no},
    {SETTING_CHECK_CREDIT, FIELD_CHOICE, WORD("Each picture’s credit names somebody"),
     WORD("A credit is always asked for. With this, “Internet” is none."), yes_or_no},
    {SETTING_CHECK_ALT, FIELD_CHOICE,
     WORD("Alternative text does not only repeat the caption or headline"),
     WORD("Alternative text is always asked for."), yes_or_no},
    {SETTING_CHECK_SECOND_READER, FIELD_CHOICE, WORD("Somebody else has read the text"),
     WORD("Who publishes what somebody else saved, unchanged, is that reader."), yes_or_no},
    {SETTING_CHECK_AI, FIELD_CHOICE, WORD("A story says how AI was used"), "", yes_or_no},
    {SETTING_CHECK_LEGAL, FIELD_CHOICE, WORD("A lawyer has seen the text, where one was asked for"),
     "", yes_or_no},
    {SETTING_CHECK_STYLE, FIELD_CHOICE, WORD("Nothing in it is against the house style"), "",
     yes_or_no},
    {SETTING_CHECK_ACCESSIBILITY, FIELD_CHOICE,
     WORD("Nothing in it that some readers would stumble over"),
     WORD("The list of accessibility below the text says what that is."), yes_or_no},
    {SETTING_CHECK_RIGHTS, FIELD_CHOICE, WORD("Each picture may be shown on that day"),
     WORD("As its page in the library says."), yes_or_no},
};
#define FIELDS_N (sizeof fields / sizeof *fields)

/* A group of them goes from its first to where the next begins. */
static const struct settings_group {
    enum setting first;
    const char *name, *help;
} groups[] = {
    {SETTING_TITLE, WORD("The paper"), ""},
    {SETTING_PAPER, WORD("Colours"), ""},
    {SETTING_LOCALE, WORD("Language and dates"), ""},
    {SETTING_SHOW_DIFFS, WORD("Readers and machines"), ""},
    {SETTING_PRICE_CHECK_DAYS, WORD("The desk"), ""},
    {SETTING_CHECK_SOURCES, WORD("Before it goes out"),
     WORD("Each of these points can be broken by an editor who gives a reason. The log keeps it.")},
};
#define GROUPS_N (sizeof groups / sizeof *groups)

/* The group that the i-th field is in. */
static const struct settings_group *settings_group_of(size_t i)
{
    for (;; i--)
        for (size_t g = 0; g < GROUPS_N; g++)
            if (groups[g].first == fields[i].setting)
                return &groups[g];
}

static bool settings_is_field(const char *name)
{
    for (size_t i = 0; i < FIELDS_N; i++)
        if (strcmp(setting_name(fields[i].setting), name) == 0)
            return true;
    return false;
}

bool admin_setting(size_t i, struct admin_setting *out)
{
    if (i >= FIELDS_N)
        return false;
    *out = (struct admin_setting){setting_name(fields[i].setting), fields[i].label, fields[i].help,
                                  settings_group_of(i)->name};
    return true;
}

/* What a colour of the form is: typed, or the setting's. */
static const char *settings_colour(struct page *p, const struct settings *now, enum setting k)
{
    return admin_typed(p->req, setting_name(k), now->v[k]);
}

static void settings_fill_sample(struct page *p, struct tpl_dict *d, const struct settings *now,
                                 bool night)
{
    struct theme_sample s =
        theme_sample(settings_colour(p, now, SETTING_PAPER), settings_colour(p, now, SETTING_INK),
                     settings_colour(p, now, SETTING_ACCENT), night);

    tpl_set(d, "SAMPLE_NAME", app_word(p->app, night ? WORD("By night") : WORD("By day")));
    tpl_set(d, "SAMPLE_PAPER", s.paper);
    tpl_set(d, "SAMPLE_PANEL", s.panel);
    tpl_set(d, "SAMPLE_INK", s.ink);
    tpl_set(d, "SAMPLE_SOFT", s.soft);
    tpl_set(d, "SAMPLE_HAIR", s.hair);
    tpl_set(d, "SAMPLE_SIGNAL", s.signal);
    tpl_set(d, "SAMPLE_BAND", s.band);
    tpl_set(d, "SAMPLE_ON_BAND", s.on_band);
}

static void settings_show_sample(struct page *p, struct tpl_dict *group, const struct settings *now,
                                 bool night)
{
    struct tpl_dict *d = tpl_add(group, "SAMPLE");

    settings_fill_sample(p, d, now, night);
    tpl_set(d, "SAMPLE_TITLE", admin_typed(p->req, "title", now->v[SETTING_TITLE]));
}

/* A label of AI as readers would see it, from either side. */
static void settings_show_look(struct page *p, struct tpl_dict *choice, const struct settings *now,
                               const char *look, bool night)
{
    bool rtl = page_is_rtl(app_setting(p->app, SETTING_LOCALE));
    struct tpl_dict *d = tpl_add(choice, "LOOK"), *drawn;

    settings_fill_sample(p, d, now, night);
    drawn = tpl_add(d, strcmp(look, "mark") == 0   ? "LOOK_MARK"
                       : strcmp(look, "band") == 0 ? "LOOK_BAND"
                                                   : "LOOK_LINE");
    tpl_set_int(drawn, "LOOK_EDGE", rtl ? 456 : 20);
    tpl_set_int(drawn, "LOOK_TEXT", rtl ? 444 : 36);
    tpl_set_int(drawn, "LOOK_BOX", rtl ? 412 : 20);
    tpl_set_int(drawn, "LOOK_LETTERS", rtl ? 436 : 44);
    tpl_set_int(drawn, "LOOK_BESIDE", rtl ? 398 : 82);
}

static struct tpl_dict *settings_show_choice(struct tpl_dict *d, const char *value,
                                             const char *label, bool chosen)
{
    struct tpl_dict *one = tpl_add(d, "CHOICE");

    tpl_set(one, "OPTION_VALUE", value);
    tpl_set(one, "OPTION_LABEL", label);
    if (chosen)
        tpl_show(one, "OPTION_CHOSEN");
    return one;
}

static void settings_show_choices(struct page *p, struct tpl_dict *d,
                                  const struct settings_field *f, const struct settings *now,
                                  const char *value)
{
    bool chosen = false;

    for (const struct settings_choice *c = f->choices; c && c->value; c++) {
        bool this = strcmp(c->value, value) == 0;
        struct tpl_dict *one = settings_show_choice(d, c->value, app_word(p->app, c->label), this);
        for (int night = 0; f->kind == FIELD_LABEL && night < 2; night++)
            settings_show_look(p, one, now, c->value, night);
        chosen = chosen || this;
    }
    if (f->choices && !chosen &&
        f->kind == FIELD_CHOICE) /* one that only the command line can make */
        settings_show_choice(d, value, value, true);
}

static void settings_show_field(struct page *p, struct tpl_dict *group,
                                const struct settings_field *f, const struct settings *all,
                                const struct problems *why)
{
    static const char *const kinds[] = {"LINE", "TEXT", "COLOUR", "SELECT", "LABELS"};
    struct tpl_dict *d = tpl_add(group, "FIELD");
    const char *name = setting_name(f->setting), *problem = problem_of(why, name);
    const char *now = all->v[f->setting], *value = admin_typed(p->req, name, now);
    struct tpl_dict *one = tpl_add(d, f->kind == FIELD_LABEL ? "PICTURED" : "PLAIN");
    struct tpl_dict *control = tpl_add(one, kinds[f->kind]);

    tpl_set(d, "FIELD_ID", name);
    tpl_set(d, "FIELD_LABEL", app_word(p->app, f->label));
    tpl_set(control, "FIELD_VALUE", value);
    tpl_set(d, "FIELD_WAS", admin_was(p, name, now, why));
    tpl_set_if(d, "FIELD_HELP", *f->help ? app_word(p->app, f->help) : NULL);
    tpl_set_if(d, "FIELD_PROBLEM", problem);
    if (*f->help || problem)
        tpl_set_if(control, "DESCRIBED_BY",
                   arena_printf(p->req->arena, "%s-%s", name, problem ? "problem" : "help"));
    if (problem)
        tpl_show(control, "INVALID");
    settings_show_choices(p, control, f, all, value);
}

static struct tpl_dict *settings_show_group(struct page *p, const struct settings_group *g,
                                            const struct settings *now)
{
    struct tpl_dict *d = tpl_add(p->main, "GROUP");

    tpl_set(d, "GROUP_ID", arena_printf(p->req->arena, "group-%s", setting_name(g->first)));
    tpl_set(d, "GROUP_NAME", app_word(p->app, g->name));
    tpl_set_if(d, "GROUP_HELP", *g->help ? app_word(p->app, g->help) : NULL);
    if (g->first == SETTING_PAPER) {
        tpl_show(d, "COLOURS");
        settings_show_sample(p, d, now, false);
        settings_show_sample(p, d, now, true);
    }
    return d;
}

static void settings_show(struct app *app, struct req *req, struct res *res,
                          const struct settings *now, struct problems *why)
{
    struct page p =
        page_start_admin(app, req, res, "admin/settings.tpl", app_word(app, "Settings"));
    struct tpl_dict *group = NULL;

    page_sheet(&p, "css/settings.css");
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, settings_is_field);
    for (size_t i = 0; i < FIELDS_N; i++) {
        const struct settings_group *g = settings_group_of(i);
        if (g->first == fields[i].setting)
            group = settings_show_group(&p, g, now);
        settings_show_field(&p, group, &fields[i], now, why);
    }
    page_finish(&p);
}

/* False: the answer is made. */
static bool settings_load(struct app *app, struct req *req, struct res *res, struct settings *now)
{
    enum store_status st = setting_all(app->store, req->arena, now);

    if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    return st == STORE_OK;
}

void settings_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct settings now;

    if (settings_load(app, req, res, &now))
        settings_show(app, req, res, &now, &why);
}

/* What was typed for it; NULL: the form says nothing of it, or what it is already. */
static const char *settings_changed(struct req *req, const struct settings_field *f,
                                    const char *now)
{
    const char *typed =
        text_line(req->arena, admin_typed(req, setting_name(f->setting), now)); /* as it is kept */

    /* Browsers write a colour in small letters. */
    int differ = f->kind == FIELD_COLOUR ? strcasecmp(typed, now) : strcmp(typed, now);
    return differ ? typed : NULL;
}

static enum store_status settings_check(struct req *req, const struct settings *now,
                                        struct problems *why)
{
    enum store_status st = STORE_OK;

    for (size_t i = 0; i < FIELDS_N; i++) {
        enum setting k = fields[i].setting;
        const char *typed = settings_changed(req, &fields[i], now->v[k]);
        const char *warning = typed ? setting_warning(k, typed) : NULL;
        if (warning)
            problem_say(why, setting_name(k), warning, NULL);
        else if (typed && admin_typed_over(req, setting_name(k), now->v[k], why))
            st = STORE_CONFLICT;
    }
    return why->n && st == STORE_OK ? STORE_REFUSED : st;
}

/* All are right, and none is another than the form showed, or nothing is changed. */
static enum store_status settings_save(struct app *app, struct req *req, struct problems *why)
{
    struct settings now;
    enum store_status st = setting_all(app->store, req->arena, &now);

    if (st == STORE_OK)
        st = settings_check(req, &now, why);
    for (size_t i = 0; i < FIELDS_N && st == STORE_OK; i++) {
        enum setting k = fields[i].setting;
        const char *typed = settings_changed(req, &fields[i], now.v[k]);
        if (typed)
            st = setting_set(app->store, k, typed, req->session->user.id, req->now, why);
    }
    return st;
}

void settings_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct settings now;
    enum store_status st;

    if (*req_form(req, "look")) { /* at the colours, and nothing is saved */
        settings_get(app, req, res);
        return;
    }
    st = store_batch_begin(app->store);

    if (st == STORE_OK)
        st = store_batch_end(app->store, settings_save(app, req, &why));
    if (st == STORE_OK) {
        res_redirect(res, 303, "/admin/settings?saved=settings");
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    if (settings_load(app, req, res, &now))
        settings_show(app, req, res, &now, &why);
}

/* import_show.c: the page of an import: what was sent, how far it is, and what its report says. */
#include "import_page.h"

#include "cgi/import_fetch.h"
#include "db/group.h"
#include "lib/text.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { LIST_SHOWN = 100, NAMES_SHOWN = 60 };

/* ---- Words of importers ------------------------------------------------------------------------ */

/* What an import says of stories in the same words each time; what has values in it stays as it is. */
static const char *const import_reasons[] = {
    WORD("it has no date"),
    WORD("it has a password"),
    WORD("it has no status"),
    WORD("it has expired"),
    WORD("it is empty"),
    WORD("it was scheduled for a time that has passed since it was exported"),
    WORD("it went out by e-mail alone"),
    WORD("it lies in a folder of drafts"),
    WORD("its name begins with _, as of what is not published"),
    WORD("the feed has no text of it"),
    WORD("the feed has only a summary of it"),
    WORD("its text breaks off in the feed"),
    WORD("its head says noindex: it was not to be found"),
    WORD("it says that not everybody may read it"),
    WORD("it only leads to another page"),
    WORD("it is the site’s front page"),
    WORD("it is no export of WordPress or Ghost, no feed, and holds neither Markdown nor HTML"),
    WORD("it holds exports of WordPress and of Ghost: send one after the other"),
    WORD("the archive leads out of its folder, or too deep into it"),
    WORD("the archive holds a link, or something else that is no plain file"),
    WORD("the archive holds two files of one name"),
    WORD("there is not enough room on the disk"),
    WORD("it has ended the program several times; see its log"),
    WORD("the server cannot be reached"),
    WORD("the server’s certificate is not valid"),
    WORD("it took too long"),
    WORD("the answer ended before its end"),
    WORD("it is no picture"),
    WORD("it leads into a local network"),
    WORD("it leads on and on"),
    WORD("its host failed too often, and was asked no more"),
    WORD("another import is fetching pictures for this site"),
};

static const char *import_reason(const struct app *app, const char *why)
{
    for (size_t i = 0; i < sizeof import_reasons / sizeof *import_reasons; i++)
        if (strcmp(why, import_reasons[i]) == 0)
            return app_word(app, import_reasons[i]);
    return why;
}

static const char *import_text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

/* ---- The report ------------------------------------------------------------------------------- */

static void import_add_count(struct page *p, struct tpl_dict *d, const char *label, int64_t n)
{
    struct tpl_dict *line = tpl_add(d, "LINE");
    tpl_set(line, "LABEL", app_word(p->app, label));
    tpl_set(line, "VALUE", language_number(p->app->language, p->req->arena, n));
}

static void import_show_counts(struct page *p, struct tpl_dict *d, const struct import_page *s)
{
    static const struct {
        const char *key, *label;
        bool always;
    } counts[] = {
        {"readers_see", WORD("New stories that readers see"), true},
        {"scheduled", WORD("New stories that readers see later, at their time"), false},
        {"changed", WORD("Stories that are here and get another text, as a minor fix"), false},
        {"unchanged", WORD("Stories that are here just so"), false},
        {"edited_here", WORD("Stories that were edited here, and stay as they are"), false},
        {"redirects", WORD("Old addresses that lead elsewhere"), false},
        {"pictures", WORD("Pictures"), false},
        {"pictures_missing", WORD("Pictures that were not found"), false},
    };
    const json_t *report = json_object_get(s->report, "report");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int64_t n = import_page_count(s, counts[i].key);
        if (n > 0 || counts[i].always)
            import_add_count(p, d, counts[i].label, n);
    }
    if (import_page_fetched(s, "got"))
        import_add_count(p, d, WORD("Pictures that were fetched"),
                         json_integer_value(import_page_fetched(s, "got")));
    import_add_count(p, d, WORD("Drafts"),
                     (int64_t)json_array_size(json_object_get(report, "drafts")));
    import_add_count(p, d, WORD("Left out"),
                     (int64_t)json_array_size(json_object_get(report, "skipped")));
}

/* A list of the report, sorted by reason: each reason once, with its stories. */
static void import_show_remarks(struct page *p, struct tpl_dict *report, const json_t *list,
                                const char *label, const char *key)
{
    struct tpl_dict *d = NULL, *group = NULL;
    const char *last = NULL;
    const json_t *one;
    size_t i, n = json_array_size(list);
    json_array_foreach(list, i, one)
    {
        const char *why = import_text(one, key);
        if (i == LIST_SHOWN)
            break;
        if (!d) {
            d = tpl_add(report, "REMARKS");
            tpl_set(d, "REMARKS_LABEL", app_word(p->app, label));
            tpl_set(d, "REMARKS_N", language_number(p->app->language, p->req->arena, (int64_t)n));
        }
        if (!last || strcmp(why, last) != 0) {
            group = tpl_add(d, "GROUP");
            tpl_set_if(group, "REASON", import_reason(p->app, why));
        }
        last = why;
        tpl_set(tpl_add(group, "ONE"), "NAME", import_text(one, "file"));
    }
    if (n > LIST_SHOWN)
        tpl_show(d, "MORE");
}

/* Names that are new and look like another. */
static void import_show_new_names(struct tpl_dict *report, const json_t *list)
{
    const json_t *one;
    size_t i;
    json_array_foreach(list, i, one)
    {
        struct tpl_dict *d = tpl_add(report, "NEW_NAME");
        tpl_set(d, "NAME", import_text(one, "name"));
        tpl_show(d, strcmp(import_text(one, "kind"), "byline") == 0 ? "IS_BYLINE" : "IS_TAG");
        tpl_set_if(d, "NEAR", import_text(one, "near"));
        if (i == LIST_SHOWN)
            break;
    }
    if (json_array_size(list) > 0)
        tpl_show(report, "NEW_NAMES");
}

static void import_show_names(struct page *p, struct tpl_dict *report, const json_t *names,
                              const char *label)
{
    struct tpl_dict *d = NULL;
    const char *name;
    json_t *n;
    size_t shown = 0;
    json_object_foreach((json_t *)names, name, n)
    {
        if (!d) {
            d = tpl_add(report, "NAMES");
            tpl_set(d, "NAMES_LABEL", app_word(p->app, label));
        }
        if (shown++ == NAMES_SHOWN)
            break;
        struct tpl_dict *one = tpl_add(d, "NAMED");
        tpl_set(one, "NAME", name);
        tpl_set(one, "NAME_COUNT",
                language_number(p->app->language, p->req->arena, json_integer_value(n)));
    }
}

static void import_show_report(struct page *p, const struct import_page *s)
{
    const json_t *report = json_object_get(s->report, "report");
    if (!report)
        return;
    struct tpl_dict *d = tpl_add(p->main, "REPORT");
    tpl_show(d, s->job.step == IMPORT_LOOK ? "WOULD" : "DID");
    if (s->progress.tries > 1 && s->job.step == IMPORT_WRITE)
        tpl_show(d, "WENT_ON");
    import_show_counts(p, d, s);
    import_show_remarks(p, d, json_object_get(report, "drafts"), WORD("What becomes a draft"),
                        "why");
    import_show_remarks(p, d, json_object_get(report, "skipped"), WORD("What is left out"), "why");
    import_show_remarks(p, d, json_object_get(report, "missing_pictures"),
                        WORD("Pictures that were not found"), "picture");
    import_show_remarks(p, d, import_page_fetched(s, "failed"),
                        WORD("Pictures that cannot be fetched"), "why");
    import_show_remarks(p, d, import_page_fetched(s, "later"),
                        WORD("Pictures that could not be fetched now: try it once more"), "why");
    import_show_remarks(p, d, json_object_get(report, "notes"), WORD("What is odd"), "why");
    import_show_new_names(d, json_object_get(report, "names"));
    import_show_names(p, d, json_object_get(s->report, "sections"), WORD("Sections"));
    import_show_names(p, d, json_object_get(s->report, "tags"), WORD("Tags"));
}

/* ---- What was sent ---------------------------------------------------------------------------- */

static const char *import_form_label(const char *form)
{
    static const struct {
        const char *form, *label;
    } labels[] = {{"markdown", WORD("Files of Markdown")},
                  {"html", WORD("Pages of HTML")},
                  {"wordpress", WORD("An export of WordPress")},
                  {"ghost", WORD("An export of Ghost")},
                  {"feed", WORD("Feeds")}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(form, labels[i].form) == 0)
            return labels[i].label;
    return NULL;
}

static void import_show_progress(struct page *p, struct tpl_dict *job, const struct import_page *s)
{
    const struct import_progress *now = &s->progress;
    struct tpl_dict *d = tpl_add(job, "RUNS");
    bool counted = now->state == IMPORT_RUNS && now->all > 0;
    tpl_show(d, import_fetch_is_due(s->folder, &s->job) ? "FETCHES"
                : s->job.step == IMPORT_LOOK            ? "LOOKS"
                                                        : "WRITES");
    if (import_job_is_cancelled(s->folder))
        tpl_show(d, "ENDS");
    if (!counted)
        return;
    d = tpl_add(d, "COUNTED");
    tpl_set(d, "DONE", language_number(p->app->language, p->req->arena, now->done));
    tpl_set(d, "ALL", language_number(p->app->language, p->req->arena, now->all));
    tpl_set_int(d, "DONE_N", now->done);
    tpl_set_int(d, "ALL_N", now->all);
}

static void import_show_state(struct page *p, struct tpl_dict *d, const struct import_page *s)
{
    bool look = s->job.step == IMPORT_LOOK;
    switch (s->progress.state) {
    case IMPORT_DONE:
        tpl_show(d, look ? "LOOKED" : "DONE_IMPORT");
        break;
    case IMPORT_FAILED:
        tpl_set(tpl_add(d, "FAILED"), "WHY", import_reason(p->app, s->progress.why));
        if (!look)
            tpl_show(d, "STAYS");
        break;
    case IMPORT_CANCELLED:
        tpl_show(d, "CANCELLED");
        if (!look)
            tpl_show(d, "STAYS");
        break;
    default:
        import_show_progress(p, d, s);
    }
}

static bool import_is_over(const struct import_page *s)
{
    return s->progress.state != IMPORT_WAITS && s->progress.state != IMPORT_RUNS;
}

static void import_show_job(struct page *p, const struct import_page *s)
{
    struct tpl_dict *d = tpl_add(p->main, "JOB");
    const char *form = import_form_label(import_text(s->report, "form"));
    tpl_set(d, "FILE", s->job.file);
    if (form)
        tpl_set(tpl_add(d, "KNOWN"), "KIND", app_word(p->app, form));
    admin_time(p, d, "SENT", s->job.at);
    import_show_state(p, d, s);
}

/* ---- What can be done ------------------------------------------------------------------------- */

static const char *import_typed_maps(const struct import_page *s)
{
    struct arena *a = s->req->arena;
    const char *all = "";
    for (size_t i = 0; i < s->job.maps.n; i++)
        all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "", s->job.maps.v[i]);
    return all;
}

static void import_show_whole(struct tpl_dict *d, const struct import_page *s)
{
    struct tpl_dict *feed = tpl_add(d, "FEED");
    if (s->job.whole)
        tpl_show(feed, "WHOLE");
}

static void import_show_options(struct page *p, struct import_page *s)
{
    struct tpl_dict *d = tpl_add(p->main, "OPTIONS");
    const char *form = import_text(s->report, "form");
    struct groups sections;
    tpl_set(d, "TYPED_MAP", import_typed_maps(s));
    tpl_set(d, "TYPED_SECTION", s->job.section);
    tpl_set(d, "TYPED_CREDIT", s->job.credit);
    if (strcmp(form, "markdown") != 0)
        tpl_show(d, "MAPS");
    if (strcmp(form, "feed") == 0)
        import_show_whole(d, s);
    if (group_list(p->app->store, p->req->arena, GROUP_SECTION, false, 0, &sections) == STORE_OK)
        for (size_t i = 0; i < sections.n; i++)
            tpl_set(tpl_add(d, "SECTION"), "SECTION_SLUG", sections.v[i].slug);
    import_show_fetch(p, d, s);
    tpl_set_if(d, "MAP_PROBLEM", problem_of(&s->why, "map"));
    tpl_set_if(d, "SECTION_PROBLEM", problem_of(&s->why, "section"));
}

/* The button says how many stories readers will see; what they see of others is said above it. */
static void import_show_go(struct page *p, struct import_page *s)
{
    bool looked = s->job.step == IMPORT_LOOK && s->progress.state == IMPORT_DONE && s->report;
    if (s->job.step == IMPORT_WRITE && s->progress.state != IMPORT_DONE)
        tpl_show(p->main, "GO_ON");
    if (!looked)
        return;
    struct tpl_dict *d = tpl_add(p->main, "GO");
    int64_t n = import_page_count(s, "readers_see");
    int64_t other = import_page_count(s, "readers_other");
    tpl_set_int(d, "READERS_N", n);
    tpl_set_int(d, "OTHER_N", other);
    if (other > 0)
        tpl_set_count(tpl_add(d, "OTHER_TEXTS"), p->app->language, "OTHER", other);
    if (n > 0)
        tpl_set_count(tpl_add(d, "SEEN"), p->app->language, "READERS", n);
    else
        tpl_show(d, "UNSEEN");
}

static bool import_is_field(const char *name)
{
    return strcmp(name, "file") == 0 || strcmp(name, "map") == 0 || strcmp(name, "section") == 0 ||
           strcmp(name, "hosts") == 0;
}

static void import_show_last(struct page *p, const struct import_page *s)
{
    if (s->report ||
        (s->folder >= 0 && faccessat(s->folder, IMPORT_REPORT, F_OK, AT_SYMLINK_NOFOLLOW) == 0))
        tpl_show(p->main, s->report ? "DOWNLOAD" : "DOWNLOAD_LAST");
}

void import_page_show(struct import_page *s)
{
    struct page p = page_start_admin(s->app, s->req, s->res, "admin/import.tpl",
                                     app_word(s->app, WORD("Import")));
    page_sheet(&p, "css/import.css");
    page_translate(s->app, &s->why);
    admin_show_message(&p);
    admin_problems(p.main, &s->why, import_is_field);
    tpl_set_global(p.layout, "TURN", s->has_job ? import_page_turn(s) : "");
    if (s->app->starter < 0)
        tpl_show(p.main, "NO_SERVER");
    if (s->has_job) {
        import_show_job(&p, s);
        import_show_report(&p, s);
    } else {
        tpl_set_if(tpl_add(p.main, "SEND"), "FILE_PROBLEM", problem_of(&s->why, "file"));
    }
    if (s->has_job && import_is_over(s)) {
        import_show_go(&p, s);
        if (s->job.step == IMPORT_LOOK)
            import_show_options(&p, s);
        tpl_show(p.main, "REMOVE");
    }
    import_show_last(&p, s);
    page_finish(&p);
}

/* import_fetch_show.c: of an import's page what it says of pictures that were not found: on which hosts they are, whether
 * those are to be asked, and what came of it. */
#include "import_page.h"

#include "cgi/import_fetch.h"
#include "lib/text.h"

#include <string.h>

enum { HOSTS_SHOWN = 20 };

static const json_t *fetch_of(const struct import_page *s)
{
    return json_object_get(s->report, "fetch");
}

const json_t *import_page_fetched(const struct import_page *s, const char *key)
{
    return json_object_get(json_object_get(fetch_of(s), "fetched"), key);
}

static const char *fetch_typed_hosts(const struct import_page *s)
{
    const char *all = "", *home = json_string_value(json_object_get(fetch_of(s), "home"));
    for (size_t i = 0; i < s->job.hosts.n; i++)
        all = arena_printf(s->req->arena, "%s%s%s", all, *all ? " " : "", s->job.hosts.v[i]);
    return *all || s->why.n > 0 ? all : home ? home : "";
}

static void fetch_show_hosts(struct page *p, struct tpl_dict *d, const json_t *hosts)
{
    const char *host;
    json_t *n;
    size_t shown = 0;
    json_object_foreach((json_t *)hosts, host, n)
    {
        if (shown++ == HOSTS_SHOWN)
            break;
        struct tpl_dict *one = tpl_add(d, "HOST");
        tpl_set(one, "NAME", host);
        tpl_set(one, "NAME_COUNT",
                language_number(p->app->language, p->req->arena, json_integer_value(n)));
    }
}

void import_show_fetch(struct page *p, struct tpl_dict *options, const struct import_page *s)
{
    const json_t *hosts = json_object_get(fetch_of(s), "hosts");
    if (json_object_size(hosts) == 0)
        return;
    struct tpl_dict *d = tpl_add(options, "LACKS");
    fetch_show_hosts(p, d, hosts);
    if (!json_is_true(json_object_get(fetch_of(s), "can"))) {
        tpl_show(d, "CANNOT");
        return;
    }
    struct tpl_dict *can = tpl_add(d, "CAN");
    tpl_set(can, "TYPED_HOSTS", fetch_typed_hosts(s));
    if (s->why.n > 0 &&
        s->asks_fetch) /* as it was typed; asked for once, it is not asked for again */
        tpl_show(can, "FETCHES");
    tpl_set_if(can, "HOSTS_PROBLEM", problem_of(&s->why, "hosts"));
}

void import_take_fetch(struct import_page *s)
{
    struct arena *a = s->req->arena;
    char *typed = arena_dup(a, req_form(s->req, "hosts"));
    struct fetch judge;
    s->asks_fetch = *req_form(s->req, "fetch") != '\0';
    s->job.hosts = (struct strlist){0};
    for (char *c = typed; *c; c++)
        if (strchr(",;\t\r\n", *c))
            *c = ' ';
    const struct strlist hosts = text_split(a, text_line(a, typed), ' ');
    fetch_begin(&judge, a, "");
    for (size_t i = 0; i < hosts.n; i++) {
        strlist_add(a, &s->job.hosts, hosts.v[i]);
        if (s->asks_fetch && (i == HOSTS_SHOWN || !fetch_allow(&judge, hosts.v[i])))
            problem_say(&s->why, "hosts",
                        WORD("“%HOST%” is no host. Write it as in paper.example; several have "
                             "spaces between them."),
                        "HOST", hosts.v[i], NULL);
        if (i == HOSTS_SHOWN)
            break;
    }
    fetch_end(&judge);
    if (s->asks_fetch && hosts.n == 0)
        problem_say(&s->why, "hosts", WORD("Name the hosts that may be asked for pictures."), NULL);
    if (!s->asks_fetch && s->why.n == 0)
        s->job.hosts = (struct strlist){0};
}

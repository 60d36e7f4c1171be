/* site_json_names.c: settings, people, names, house style, redirects, the front page and reports of a site's export. */
#include "site_json_private.h"

#include "db/redirect_rule.h"
#include "db/setting.h"
#include "db/style_rule.h"
#include "lib/data_url.h"

#include <string.h>

static struct problems site_problems(const struct site_reading *r)
{
    return (struct problems){.arena = r->a};
}

/* ---- Settings and people ---------------------------------------------------------------------- */

static bool site_setting(struct site_reading *r, const char *key, const json_t *v,
                         const struct settings *now)
{
    enum setting k = setting_find(key);
    struct problems why = site_problems(r);
    if (k == SETTING_MAX || !json_is_string(v))
        return site_wrong(
            r,
            "“%.60s” is no setting that this version of Dateline knows. If a newer one "
            "wrote the file, bring this one up to date first.",
            key);
    if (strcmp(now->v[k], json_string_value(v)) == 0)
        return true;
    r->within = arena_printf(r->a, "“%s”", key);
    bool ok = site_store(r, setting_set(r->s, k, json_string_value(v), 0, r->run->now, &why), &why);
    r->within = NULL;
    return ok;
}

bool site_settings(struct site_reading *r, const json_t *o)
{
    struct settings now;
    const char *key;
    json_t *v;
    if (!site_store(r, setting_all(r->s, r->a, &now), NULL))
        return false;
    json_object_foreach((json_t *)o, key, v)
    {
        if (!site_setting(r, key, v, &now))
            return false;
    }
    if (!site_store(r, setting_all(r->s, r->a, &now), NULL))
        return false;
    r->out->base_url = arena_dup(r->run->arena, now.v[SETTING_BASE_URL]);
    const char *logo = now.v[SETTING_LOGO];
    r->out->logo = data_url_is(logo) ? "" : arena_dup(r->run->arena, logo);
    return true;
}

static const char *role_at(int i)
{
    return role_name((enum role)i);
}

bool site_person_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, false},     {"login", SITE_TEXT, false},
        {"name", SITE_TEXT, false},     {"role", SITE_TEXT, false},
        {"disabled", SITE_BOOL, false}, {"created_at", SITE_TIME, false}};
    struct problems why = site_problems(r);
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct user u = {.id = site_id(r, o),
                           .login = site_text(o, "login"),
                           .name = site_text(o, "name"),
                           .role = (enum role)site_choice(r, o, "role", role_at, ROLE_MAX),
                           .disabled = site_bool(o, "disabled"),
                           .created_at = site_time(o, "created_at")};
    site_worked(r, u.created_at);
    r->out->people++;
    return r->st == STORE_OK && site_store(r, site_put_person(r->s, &u, &why), &why);
}

/* ---- Sections, bylines, tags ------------------------------------------------------------------ */

static bool site_profile(struct site_reading *r, const json_t *o, int64_t byline,
                         struct profile *out)
{
    static const struct site_field fields[] = {
        {"number", SITE_TEXT, false}, {"portrait", SITE_TEXT, false},
        {"place", SITE_TEXT, false},  {"languages", SITE_TEXTS, false},
        {"beats", SITE_TEXTS, false}, {"contact", SITE_TEXT, false},
        {"links", SITE_TEXTS, false}};
    r->within = "its “profile”";
    if (!SITE_RECORD(r, o, fields))
        return false;
    r->within = NULL;
    *out = (struct profile){.number = site_text(o, "number"),
                            .place = site_text(o, "place"),
                            .languages = site_texts(r->a, o, "languages"),
                            .beats = site_texts(r->a, o, "beats"),
                            .contact = site_text(o, "contact"),
                            .links = site_texts(r->a, o, "links")};
    if (*site_text(o, "portrait"))
        json_array_append_new(r->portraits, json_pack("{sIss}", "byline", (json_int_t)byline,
                                                      "name", site_text(o, "portrait")));
    return true;
}

/* Of a file that is older than their numbers: the next one. */
static int64_t site_name_id(struct site_reading *r, const json_t *o)
{
    return json_object_get(o, "id") ? site_id(r, o) : (int64_t)r->record;
}

static bool site_name_put(struct site_reading *r, const json_t *o, enum group_kind k, int position)
{
    struct problems why = site_problems(r);
    struct site_name n = {.kind = k,
                          .group = {.id = site_name_id(r, o),
                                    .slug = site_text(o, "slug"),
                                    .name = site_text(o, "name"),
                                    .text = site_text(o, "text"),
                                    .hidden = site_bool(o, "hidden")},
                          .position = position};
    if (k == GROUP_BYLINE && r->st == STORE_OK &&
        !site_profile(r, json_object_get(o, "profile"), n.group.id, &n.profile))
        return false;
    return r->st == STORE_OK && site_store(r, site_put_name(r->s, r->a, &n, &why), &why);
}

bool site_section_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, true},  {"slug", SITE_TEXT, false},   {"name", SITE_TEXT, false},
        {"text", SITE_TEXT, false}, {"hidden", SITE_BOOL, false}, {"merged", SITE_TEXTS, false}};
    r->out->sections++;
    return SITE_RECORD(r, o, fields) && site_name_put(r, o, GROUP_SECTION, (int)r->record);
}

bool site_byline_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, true},  {"slug", SITE_TEXT, false},    {"name", SITE_TEXT, false},
        {"text", SITE_TEXT, false}, {"merged", SITE_TEXTS, false}, {"profile", SITE_OBJECT, false}};
    r->out->bylines++;
    return SITE_RECORD(r, o, fields) && site_name_put(r, o, GROUP_BYLINE, 0);
}

bool site_tag_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {{"id", SITE_NUMBER, true},
                                               {"slug", SITE_TEXT, false},
                                               {"name", SITE_TEXT, false},
                                               {"text", SITE_TEXT, false},
                                               {"merged", SITE_TEXTS, false}};
    r->out->tags++;
    return SITE_RECORD(r, o, fields) && site_name_put(r, o, GROUP_TAG, 0);
}

static const char *kind_at(int i)
{
    return group_kind_name((enum group_kind)i);
}

bool site_merged_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"kind", SITE_TEXT, false},   {"id", SITE_NUMBER, false},    {"slug", SITE_TEXT, false},
        {"name", SITE_TEXT, false},   {"text", SITE_TEXT, false},    {"into", SITE_TEXT, false},
        {"hidden", SITE_BOOL, false}, {"profile", SITE_OBJECT, true}};
    if (!SITE_RECORD(r, o, fields))
        return false;
    enum group_kind k = (enum group_kind)site_choice(r, o, "kind", kind_at, GROUP_KIND_MAX);
    json_array_append_new(r->merged, json_pack("{sisIss}", "kind", (int)k, "id",
                                               (json_int_t)site_number(o, "id"), "into",
                                               site_text(o, "into")));
    r->out->merged++;
    return r->st == STORE_OK && site_name_put(r, o, k, (int)r->out->sections + (int)r->record);
}

bool site_merged_end(struct site_reading *r)
{
    const json_t *one;
    size_t i;
    json_array_foreach(r->merged, i, one)
    {
        r->record = i + 1;
        enum group_kind k = (enum group_kind)site_number(one, "kind");
        if (!site_store(r, site_merge_name(r->s, k, site_number(one, "id"), site_text(one, "into")),
                        NULL))
            return false;
    }
    for (int k = 0; k < GROUP_KIND_MAX && r->st == STORE_OK; k++) {
        enum store_status st = site_settle_names(r->s, (enum group_kind)k);
        if (st == STORE_REFUSED)
            return site_wrong(r, "What stands for another leads round in a circle.");
        site_store(r, st, NULL);
    }
    return r->st == STORE_OK;
}

/* ---- House style, redirects ------------------------------------------------------------------- */

bool site_style_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {{"pattern", SITE_TEXT, false},
                                               {"is_regex", SITE_BOOL, false},
                                               {"replacement", SITE_TEXT, false},
                                               {"advice", SITE_TEXT, false}};
    struct problems why = site_problems(r);
    int64_t id;
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct style_rule rule = {.pattern = site_text(o, "pattern"),
                                    .is_regex = site_bool(o, "is_regex"),
                                    .replacement = site_text(o, "replacement"),
                                    .advice = site_text(o, "advice")};
    r->out->rules++;
    return site_store(r, style_rule_add(r->s, NULL, &rule, r->run->now, &id, &why), &why);
}

bool site_redirect_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {{"path", SITE_TEXT, false},
                                               {"target", SITE_TEXT, false}};
    struct problems why = site_problems(r);
    if (!SITE_RECORD(r, o, fields))
        return false;
    r->out->redirects++;
    return site_store(r,
                      site_put_redirect_rule(r->s, r->a, site_text(o, "path"),
                                             site_text(o, "target"), r->run->now, &why),
                      &why);
}

/* ---- The front page --------------------------------------------------------------------------- */

static bool site_front_pins(struct site_reading *r, const json_t *list, struct front *f)
{
    static const struct site_field fields[] = {
        {"place", SITE_NUMBER, false}, {"story", SITE_NUMBER, false}, {"until", SITE_TIME, false}};
    const json_t *one;
    size_t i;
    if (json_array_size(list) > FRONT_PLACES_MAX)
        return site_wrong(r, "The front page has no such place.");
    f->pins = arena_array(r->a, FRONT_PLACES_MAX, sizeof *f->pins);
    json_array_foreach((json_t *)list, i, one)
    {
        if (!SITE_RECORD(r, one, fields))
            return false;
        f->pins[i] = (struct front_pin){.place = site_int(r, one, "place"),
                                        .story_id = site_number(one, "story"),
                                        .until = site_time(one, "until")};
        if (f->pins[i].place < 1 || f->pins[i].place > FRONT_PLACES_MAX)
            return site_wrong(r, "The front page has no such place.");
        f->n_pins++;
    }
    return r->st == STORE_OK;
}

static bool site_front_bands(struct site_reading *r, const json_t *list, struct front *f)
{
    static const struct site_field fields[] = {{"slug", SITE_TEXT, false},
                                               {"hidden", SITE_BOOL, false}};
    const json_t *one;
    size_t i;
    if (json_array_size(list) > FRONT_BANDS_MAX)
        return site_wrong(r, "The front page has too many bands.");
    f->bands = arena_array(r->a, FRONT_BANDS_MAX, sizeof *f->bands);
    json_array_foreach((json_t *)list, i, one)
    {
        if (!SITE_RECORD(r, one, fields))
            return false;
        f->bands[f->n_bands++] =
            (struct front_band){.slug = site_text(one, "slug"), .hidden = site_bool(one, "hidden")};
    }
    return true;
}

/* The stories that it names come later. */
bool site_front_keep(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, false},         {"live_from", SITE_TIME, false},
        {"saved_at", SITE_TIME, false},     {"saved_by", SITE_NUMBER, false},
        {"cancelled_at", SITE_TIME, false}, {"stories", SITE_LIST, false},
        {"sections", SITE_LIST, false}};
    if (!SITE_RECORD(r, o, fields))
        return false;
    r->out->arrangements++;
    json_array_append(r->fronts, (json_t *)o);
    return true;
}

static bool site_front_put(struct site_reading *r, const json_t *o)
{
    struct front f = {.id = site_id(r, o),
                      .live_from = site_time(o, "live_from"),
                      .saved_at = site_time(o, "saved_at"),
                      .saved_by = site_person(r, o, "saved_by"),
                      .cancelled_at = site_time(o, "cancelled_at")};
    if (f.live_from == 0 || f.saved_at == 0)
        return site_wrong(r, "An arrangement does not say from when on.");
    if (!site_front_pins(r, json_object_get(o, "stories"), &f) ||
        !site_front_bands(r, json_object_get(o, "sections"), &f))
        return false;
    site_worked(r, f.saved_at);
    if (f.cancelled_at == 0 && f.live_from > r->run->now)
        site_due_add(r->run->arena, &r->out->coming, 0, "", f.live_from);
    else if (f.cancelled_at == 0 && f.live_from > f.saved_at)
        site_due_add(r->run->arena, &r->out->past, 0, "", f.live_from);
    return site_store(r, site_put_front(r->s, r->a, &f), NULL);
}

/* Saved last first in the file. */
bool site_front_end(struct site_reading *r)
{
    r->part = "front";
    for (size_t i = json_array_size(r->fronts); i-- > 0;) {
        r->record = i + 1;
        if (!site_front_put(r, json_array_get(r->fronts, i)))
            return false;
        arena_reset(r->a);
    }
    return true;
}

/* ---- Reports ---------------------------------------------------------------------------------- */

static const char *state_at(int i)
{
    return report_state_name((enum report_state)i);
}

bool site_report_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, false},       {"story", SITE_NUMBER, false},
        {"revision", SITE_NUMBER, false}, {"passage", SITE_TEXT, false},
        {"quote", SITE_TEXT, false},      {"message", SITE_TEXT, false},
        {"created_at", SITE_TIME, false}, {"state", SITE_TEXT, false},
        {"note", SITE_TEXT, false},       {"closed_at", SITE_TIME, false}};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct report one = {
        .id = site_id(r, o),
        .story_id = site_number(o, "story"),
        .revision = site_int(r, o, "revision"),
        .passage = site_text(o, "passage"),
        .quote = site_text(o, "quote"),
        .message = site_text(o, "message"),
        .created_at = site_time(o, "created_at"),
        .state = (enum report_state)site_choice(r, o, "state", state_at, REPORT_STATE_MAX),
        .note = site_text(o, "note"),
        .closed_at = site_time(o, "closed_at")};
    r->out->reports++;
    return r->st == STORE_OK && site_store(r, site_put_report(r->s, &one), NULL);
}

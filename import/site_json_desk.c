/* site_json_desk.c: of a site's export, what was said of stories at the desk, assignments, what was said of pictures
 * before, the log. */
#include "site_json_private.h"

static const char *change_at(int i)
{
    static const char *const names[CHANGE_STATE_MAX] = {
        [CHANGE_OPEN] = "open", [CHANGE_TAKEN] = "taken", [CHANGE_REFUSED] = "refused"};
    return names[i];
}

static const char *assigned_at(int i)
{
    return assignment_state_name((enum assignment_state)i);
}

/* ---- Of a story ------------------------------------------------------------------------------ */

static bool guest_take(struct site_reading *r, const json_t *o, int64_t story)
{
    static const struct site_field fields[] = {{"id", SITE_NUMBER, false},
                                               {"name", SITE_TEXT, false},
                                               {"created_at", SITE_TIME, false},
                                               {"created_by", SITE_NUMBER, false}};
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct record_guest g = {.id = site_id(r, o),
                                   .name = site_text(o, "name"),
                                   .created_at = site_time(o, "created_at"),
                                   .created_by = site_person(r, o, "created_by")};
    return r->st == STORE_OK && site_store(r, site_put_guest(r->s, story, &g, &why), &why);
}

static bool note_take(struct site_reading *r, const json_t *o, int64_t story)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, false},        {"answers", SITE_NUMBER, false},
        {"by", SITE_NUMBER, false},        {"guest", SITE_NUMBER, false},
        {"place", SITE_TEXT, false},       {"quote", SITE_TEXT, false},
        {"words", SITE_TEXT, false},       {"created_at", SITE_TIME, false},
        {"resolved_at", SITE_TIME, false}, {"resolved_by", SITE_NUMBER, false}};
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct record_note n = {.id = site_id(r, o),
                                  .thread_id = site_number(o, "answers"),
                                  .user_id = site_person(r, o, "by"),
                                  .guest_id = site_number(o, "guest"),
                                  .place = site_text(o, "place"),
                                  .quote = site_text(o, "quote"),
                                  .words = site_text(o, "words"),
                                  .created_at = site_time(o, "created_at"),
                                  .resolved_at = site_time(o, "resolved_at"),
                                  .resolved_by = site_person(r, o, "resolved_by")};
    site_worked(r, n.created_at);
    r->out->notes++;
    return r->st == STORE_OK && site_store(r, site_put_note(r->s, story, &n, &why), &why);
}

static bool change_take(struct site_reading *r, const json_t *o, int number,
                        struct record_change *out)
{
    static const struct site_field fields[] = {
        {"field", SITE_TEXT, false},       {"at", SITE_NUMBER, false},
        {"before", SITE_TEXT, false},      {"after", SITE_TEXT, false},
        {"state", SITE_TEXT, false},       {"decided_at", SITE_TIME, false},
        {"decided_by", SITE_NUMBER, false}};
    if (!SITE_RECORD(r, o, fields))
        return false;
    *out = (struct record_change){
        .number = number,
        .field = site_text(o, "field"),
        .at = site_number(o, "at"),
        .before = site_text(o, "before"),
        .after = site_text(o, "after"),
        .state = (enum change_state)site_choice(r, o, "state", change_at, CHANGE_STATE_MAX),
        .decided_at = site_time(o, "decided_at"),
        .decided_by = site_person(r, o, "decided_by")};
    return r->st == STORE_OK;
}

static bool suggestion_take(struct site_reading *r, const json_t *o, int64_t story)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, false},   {"revision", SITE_NUMBER, false},
        {"by", SITE_NUMBER, false},   {"guest", SITE_NUMBER, false},
        {"reason", SITE_TEXT, false}, {"created_at", SITE_TIME, false},
        {"changes", SITE_LIST, false}};
    struct problems why = {.arena = r->a};
    const json_t *one;
    size_t i;
    if (!SITE_RECORD(r, o, fields))
        return false;
    const json_t *changes = json_object_get(o, "changes");
    struct record_suggestion g = {.id = site_id(r, o),
                                  .number = site_int(r, o, "revision"),
                                  .user_id = site_person(r, o, "by"),
                                  .guest_id = site_number(o, "guest"),
                                  .reason = site_text(o, "reason"),
                                  .created_at = site_time(o, "created_at"),
                                  .n = json_array_size(changes)};
    g.v = arena_array(r->a, g.n + 1, sizeof *g.v);
    json_array_foreach((json_t *)changes, i, one)
    {
        if (!change_take(r, one, (int)i + 1, &g.v[i]))
            return false;
    }
    site_worked(r, g.created_at);
    r->out->suggestions++;
    return r->st == STORE_OK &&
           site_store(r, site_put_suggestion(r->s, r->a, story, &g, &why), &why);
}

bool site_story_said(struct site_reading *r, const json_t *o, int64_t story)
{
    static const struct {
        const char *key, *within;
        bool (*take)(struct site_reading *r, const json_t *o, int64_t story);
    } lists[] = {{"guests", "its “guests”", guest_take},
                 {"notes", "its “notes”", note_take},
                 {"suggestions", "its “suggestions”", suggestion_take}};
    const json_t *one;
    size_t i;
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        r->within = lists[k].within;
        json_array_foreach(json_object_get(o, lists[k].key), i, one)
        {
            if (!lists[k].take(r, one, story))
                return false;
        }
    }
    r->within = NULL;
    return true;
}

/* ---- Of a picture ---------------------------------------------------------------------------- */

static bool said_take(struct site_reading *r, const json_t *o, int64_t media, int number)
{
    static const struct site_field fields[] = {{"alt", SITE_TEXT, false},
                                               {"caption", SITE_TEXT, false},
                                               {"credit", SITE_TEXT, false},
                                               {"until", SITE_TIME, false},
                                               {"changed_by", SITE_NUMBER, false}};
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct record_said said = {
        .words = {site_text(o, "alt"), site_text(o, "caption"), site_text(o, "credit")},
        .until = site_time(o, "until"),
        .changed_by = site_person(r, o, "changed_by")};
    site_worked(r, said.until);
    return r->st == STORE_OK &&
           site_store(r, site_put_said(r->s, r->a, media, number, &said, &why), &why);
}

bool site_medium_said(struct site_reading *r, const json_t *o, int64_t media)
{
    const json_t *one;
    size_t i;
    r->within = "its “said_before”";
    json_array_foreach(json_object_get(o, "said_before"), i, one)
    {
        if (!said_take(r, one, media, (int)i + 1))
            return false;
    }
    r->within = "its “brought_by”";
    json_array_foreach(json_object_get(o, "brought_by"), i, one)
    {
        int64_t user = json_integer_value(one);
        if (!site_has_person(r->s, user))
            return site_wrong(r, "It was brought by %lld, who is nobody in the file.",
                              (long long)user);
        if (!site_store(r, site_put_brought(r->s, media, user), NULL))
            return false;
    }
    r->within = NULL;
    return true;
}

/* ---- Of the desk ----------------------------------------------------------------------------- */

bool site_assignment_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {
        {"id", SITE_NUMBER, false},       {"version", SITE_NUMBER, false},
        {"title", SITE_TEXT, false},      {"note", SITE_TEXT, false},
        {"user", SITE_NUMBER, false},     {"words", SITE_NUMBER, false},
        {"due_at", SITE_TIME, false},     {"section", SITE_TEXT, false},
        {"state", SITE_TEXT, false},      {"said", SITE_TEXT, false},
        {"created_at", SITE_TIME, false}, {"created_by", SITE_NUMBER, false},
        {"changed_at", SITE_TIME, false}, {"changed_by", SITE_NUMBER, false},
        {"story", SITE_NUMBER, false},    {"closed_at", SITE_TIME, false},
        {"closed_by", SITE_NUMBER, false}};
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct record_assignment as = {.id = site_id(r, o),
                                         .version = site_int(r, o, "version"),
                                         .title = site_text(o, "title"),
                                         .note = site_text(o, "note"),
                                         .said = site_text(o, "said"),
                                         .user_id = site_person(r, o, "user"),
                                         .words = site_int(r, o, "words"),
                                         .due_at = site_time(o, "due_at"),
                                         .section = site_text(o, "section"),
                                         .state = (enum assignment_state)site_choice(
                                             r, o, "state", assigned_at, ASSIGNMENT_STATE_MAX),
                                         .created_at = site_time(o, "created_at"),
                                         .created_by = site_person(r, o, "created_by"),
                                         .changed_at = site_time(o, "changed_at"),
                                         .changed_by = site_person(r, o, "changed_by"),
                                         .story_id = site_number(o, "story"),
                                         .closed_at = site_time(o, "closed_at"),
                                         .closed_by = site_person(r, o, "closed_by")};
    site_worked(r, as.changed_at);
    r->out->assignments++;
    return r->st == STORE_OK && site_store(r, site_put_assignment(r->s, r->a, &as, &why), &why);
}

bool site_log_take(struct site_reading *r, const json_t *o)
{
    static const struct site_field fields[] = {{"at", SITE_TIME, false},
                                               {"by", SITE_NUMBER, false},
                                               {"story", SITE_NUMBER, false},
                                               {"action", SITE_TEXT, false},
                                               {"detail", SITE_TEXT, false}};
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct audit_entry e = {.at = site_time(o, "at"),
                                  .user_id = site_person(r, o, "by"),
                                  .story_id = site_number(o, "story"),
                                  .action = site_text(o, "action"),
                                  .detail = site_text(o, "detail")};
    r->out->log++;
    return r->st == STORE_OK && site_store(r, site_put_log(r->s, &e, &why), &why);
}

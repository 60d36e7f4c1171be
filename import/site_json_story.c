/* site_json_story.c: stories of a site's export: their rows, their texts, what became of them. */
#include "site_json_private.h"

#include "db/checklist.h"

#include <string.h>

static const char *kind_at(int i)
{
    return story_kind_name((enum story_kind)i);
}

static const char *edit_at(int i)
{
    return edit_kind_name((enum edit_kind)i);
}

static const char *step_at(int i)
{
    return review_kind_name((enum review_kind)i);
}

static const char *ai_at(int i)
{
    return story_ai_name((enum story_ai)i);
}

static const char *genre_at(int i)
{
    return story_genre_name((enum story_genre)i);
}

/* ---- The row ---------------------------------------------------------------------------------- */

static const struct site_field story_fields[] = {{"id", SITE_NUMBER, false},
                                                 {"kind", SITE_TEXT, false},
                                                 {"path", SITE_TEXT, false},
                                                 {"slug", SITE_TEXT, false},
                                                 {"slug_follows_headline", SITE_BOOL, false},
                                                 {"created_at", SITE_TIME, false},
                                                 {"created_by", SITE_NUMBER, false},
                                                 {"edited_at", SITE_TIME, false},
                                                 {"edited_by", SITE_NUMBER, true},
                                                 {"published_at", SITE_TIME, false},
                                                 {"withdrawn_at", SITE_TIME, false},
                                                 {"withdrawn_reason", SITE_TEXT, false},
                                                 {"in_review", SITE_BOOL, false},
                                                 {"binned_at", SITE_TIME, false},
                                                 {"draft", SITE_NUMBER, false},
                                                 {"draft_follows", SITE_NUMBER, false},
                                                 {"imported", SITE_OBJECT, true},
                                                 {"redirects", SITE_TEXTS, false},
                                                 {"writers", SITE_NUMBERS, false},
                                                 {"steps", SITE_LIST, false},
                                                 {"in_hands", SITE_OBJECT, true},
                                                 {"guests", SITE_LIST, true},
                                                 {"notes", SITE_LIST, true},
                                                 {"suggestions", SITE_LIST, true},
                                                 {"publications", SITE_LIST, false},
                                                 {"revisions", SITE_LIST, false}};

static bool story_imported(struct site_reading *r, const json_t *o, struct story_record *out)
{
    static const struct site_field fields[] = {
        {"key", SITE_TEXT, false}, {"hash", SITE_TEXT, false}, {"revision", SITE_NUMBER, false}};
    out->import_key = out->import_hash = "";
    if (!json_is_object(o))
        return true;
    r->within = "its “imported”";
    if (!SITE_RECORD(r, o, fields))
        return false;
    out->import_key = site_text(o, "key");
    out->import_hash = site_text(o, "hash");
    out->import_number = site_int(r, o, "revision");
    r->within = NULL;
    return r->st == STORE_OK;
}

static bool story_read(struct site_reading *r, const json_t *o, struct story_record *out)
{
    if (!SITE_RECORD(r, o, story_fields))
        return false;
    if (site_number(o, "id") == 0)
        return site_wrong(r, "It has no number.");
    *out = (struct story_record){
        .story = {.id = site_number(o, "id"),
                  .kind = (enum story_kind)site_choice(r, o, "kind", kind_at, STORY_KIND_MAX),
                  .path = site_text(o, "path"),
                  .slug = site_text(o, "slug"),
                  .created_at = site_time(o, "created_at"),
                  .created_by = site_person(r, o, "created_by"),
                  .edited_at = site_time(o, "edited_at"),
                  .published_at = site_time(o, "published_at"),
                  .withdrawn_at = site_time(o, "withdrawn_at"),
                  .withdrawn_reason = site_text(o, "withdrawn_reason"),
                  .binned_at = site_time(o, "binned_at"),
                  .draft = site_int(r, o, "draft"),
                  .draft_follows = site_int(r, o, "draft_follows"),
                  .head = (int)json_array_size(json_object_get(o, "revisions"))},
        .slug_auto = site_bool(o, "slug_follows_headline"),
        .in_review = site_bool(o, "in_review"),
        .edited_by = site_person(r, o, "edited_by"),
        .redirects = site_texts(r->a, o, "redirects"),
        .publications = {.n = json_array_size(json_object_get(o, "publications"))}};
    site_worked(r, out->story.edited_at);
    return r->st == STORE_OK && story_imported(r, json_object_get(o, "imported"), out);
}

bool site_story_take(struct site_reading *r, const json_t *o)
{
    struct story_record record;
    struct problems why = {.arena = r->a};
    return story_read(r, o, &record) &&
           site_store(r, site_put_story(r->s, r->a, &record, r->run->now, &why), &why);
}

/* ---- A text ----------------------------------------------------------------------------------- */

static const struct site_field revision_fields[] = {{"number", SITE_NUMBER, false},
                                                    {"parent", SITE_NUMBER, false},
                                                    {"saved_at", SITE_TIME, false},
                                                    {"saved_by", SITE_NUMBER, false},
                                                    {"hash", SITE_TEXT, false},
                                                    {"text_hash", SITE_TEXT, true},
                                                    {"words", SITE_NUMBER, false},
                                                    {"headline", SITE_TEXT, false},
                                                    {"dek", SITE_TEXT, false},
                                                    {"lang", SITE_TEXT, false},
                                                    {"section", SITE_TEXT, false},
                                                    {"bylines", SITE_TEXTS, false},
                                                    {"tags", SITE_TEXTS, false},
                                                    {"named", SITE_OBJECT, true},
                                                    {"takeaways", SITE_TEXTS, false},
                                                    {"sources", SITE_LIST, false},
                                                    {"hero", SITE_OBJECT, false},
                                                    {"review", SITE_OBJECT, true},
                                                    {"ai_use", SITE_TEXT, false},
                                                    {"ai_note", SITE_TEXT, false},
                                                    {"fact_checked_by", SITE_TEXT, false},
                                                    {"kind_of_work", SITE_TEXT, false},
                                                    {"place_line", SITE_TEXT, false},
                                                    {"how_reported", SITE_TEXT, false},
                                                    {"body", SITE_TEXT, false}};

static struct groups text_names(struct arena *a, const json_t *o, const char *key)
{
    struct strlist slugs = site_texts(a, o, key);
    struct groups out = {.v = arena_array(a, slugs.n + 1, sizeof *out.v), .n = slugs.n};
    for (size_t i = 0; i < slugs.n; i++)
        out.v[i] = (struct group){.slug = slugs.v[i], .name = "", .text = ""};
    return out;
}

/* As the text itself names them, when that is another thing. */
static bool text_take_names(struct site_reading *r, const json_t *o, struct story_text *t)
{
    static const struct site_field fields[] = {
        {"section", SITE_TEXT, false}, {"bylines", SITE_TEXTS, false}, {"tags", SITE_TEXTS, false}};
    const json_t *named = json_object_get(o, "named");
    if (json_is_object(named)) {
        if (!SITE_RECORD(r, named, fields))
            return false;
        o = named;
    }
    t->section = (struct group){.slug = site_text(o, "section"), .name = "", .text = ""};
    t->bylines = text_names(r->a, o, "bylines");
    t->tags = text_names(r->a, o, "tags");
    return true;
}

static bool text_take_sources(struct site_reading *r, const json_t *list, struct sources *out)
{
    static const struct site_field fields[] = {{"title", SITE_TEXT, false},
                                               {"url", SITE_TEXT, false}};
    const json_t *one;
    size_t i;
    out->v = arena_array(r->a, json_array_size(list) + 1, sizeof *out->v);
    json_array_foreach((json_t *)list, i, one)
    {
        if (!SITE_RECORD(r, one, fields))
            return false;
        out->v[out->n++] = (struct source){site_text(one, "title"), site_text(one, "url")};
    }
    return true;
}

static bool text_take_hero(struct site_reading *r, const json_t *o, struct story_text *t)
{
    static const struct site_field fields[] = {{"media", SITE_TEXT, false},
                                               {"alt", SITE_TEXT, false},
                                               {"caption", SITE_TEXT, false},
                                               {"credit", SITE_TEXT, false}};
    t->hero_alt = t->hero_caption = t->hero_credit = "";
    if (!json_is_object(o))
        return true;
    if (!SITE_RECORD(r, o, fields))
        return false;
    enum store_status st = site_find_medium(r->s, site_text(o, "media"), &t->hero_id);
    if (st == STORE_MISSING)
        return site_wrong(r, "There is no picture “%.60s” in the file.", site_text(o, "media"));
    t->hero_alt = site_text(o, "alt");
    t->hero_caption = site_text(o, "caption");
    t->hero_credit = site_text(o, "credit");
    return site_store(r, st, NULL);
}

static bool text_take_review(struct site_reading *r, const json_t *o, struct review *out)
{
    static const struct site_field fields[] = {
        {"product", SITE_TEXT, false},      {"rating", SITE_NUMBER, false},
        {"pros", SITE_TEXTS, false},        {"cons", SITE_TEXTS, false},
        {"verdict", SITE_TEXT, false},      {"price", SITE_TEXT, false},
        {"price_checked", SITE_TEXT, false}};
    *out = (struct review){
        .product = "", .rating = -1, .verdict = "", .price = "", .price_checked_on = ""};
    if (!json_is_object(o))
        return true;
    if (!SITE_RECORD(r, o, fields))
        return false;
    *out = (struct review){
        .product = site_text(o, "product"),
        .rating = json_is_null(json_object_get(o, "rating")) ? -1 : site_int(r, o, "rating"),
        .pros = site_texts(r->a, o, "pros"),
        .cons = site_texts(r->a, o, "cons"),
        .verdict = site_text(o, "verdict"),
        .price = site_text(o, "price"),
        .price_checked_on = site_text(o, "price_checked")};
    return r->st == STORE_OK;
}

static bool text_read(struct site_reading *r, const json_t *o, struct story_text *t)
{
    *t = (struct story_text){
        .headline = site_text(o, "headline"),
        .dek = site_text(o, "dek"),
        .body = site_text(o, "body"),
        .lang = site_text(o, "lang"),
        .takeaways = site_texts(r->a, o, "takeaways"),
        .ai = (enum story_ai)site_choice(r, o, "ai_use", ai_at, STORY_AI_MAX),
        .ai_note = site_text(o, "ai_note"),
        .fact_checked_by = site_text(o, "fact_checked_by"),
        .genre = (enum story_genre)site_choice(r, o, "kind_of_work", genre_at, GENRE_MAX),
        .place_line = site_text(o, "place_line"),
        .how_reported = site_text(o, "how_reported")};
    return r->st == STORE_OK && text_take_names(r, o, t) &&
           text_take_sources(r, json_object_get(o, "sources"), &t->sources) &&
           text_take_hero(r, json_object_get(o, "hero"), t) &&
           text_take_review(r, json_object_get(o, "review"), &t->review);
}

/* *prev: the hash of the one before, and then of this one. */
static bool revision_take(struct site_reading *r, const json_t *o, int64_t story, int number,
                          const char **prev)
{
    struct problems why = {.arena = r->a};
    struct site_revision v;
    const char *hash;
    r->within = arena_printf(r->a, "revision %d", number);
    if (!SITE_RECORD(r, o, revision_fields))
        return false;
    v = (struct site_revision){.story_id = story,
                               .number = site_int(r, o, "number"),
                               .parent = site_int(r, o, "parent"),
                               .saved_at = site_time(o, "saved_at"),
                               .saved_by = site_person(r, o, "saved_by"),
                               .review = json_is_object(json_object_get(o, "review")),
                               .text_hash = site_text(o, "text_hash"),
                               .prev_hash = *prev};
    if (v.number != number || v.parent >= number)
        return site_wrong(r, "It is revision %d of %d, and stands in another's place.", v.number,
                          v.parent);
    if (v.saved_at == 0)
        return site_wrong(r, "It does not say when it was saved.");
    if (!text_read(r, o, &v.text) ||
        !site_store(r, site_put_revision(r->s, r->a, &v, &hash, &why), &why))
        return false;
    r->out->texts++;
    r->out->rendered += strcmp(hash, site_text(o, "hash")) != 0;
    *prev = hash;
    r->within = NULL;
    return true;
}

/* ---- What became of it ------------------------------------------------------------------------ */

static const struct site_field publication_fields[] = {
    {"id", SITE_NUMBER, true},           {"revision", SITE_NUMBER, false},
    {"kind", SITE_TEXT, false},          {"live_from", SITE_TIME, false},
    {"keeps_updated", SITE_BOOL, false}, {"updated_at", SITE_TIME, false},
    {"note", SITE_TEXT, false},          {"wrong", SITE_TEXT, true},
    {"right", SITE_TEXT, true},          {"corrected_at", SITE_TIME, true},
    {"reworded_at", SITE_TIME, false},   {"follows", SITE_NUMBER, false},
    {"created_at", SITE_TIME, false},    {"created_by", SITE_NUMBER, false}};

static bool publication_take(struct site_reading *r, const json_t *o, const struct story *story,
                             int64_t *last)
{
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, publication_fields))
        return false;
    const struct record_publication p = {
        .id = site_number(o, "id"),
        .number = site_int(r, o, "revision"),
        .kind = (enum edit_kind)site_choice(r, o, "kind", edit_at, EDIT_KIND_MAX),
        .live_from = site_time(o, "live_from"),
        .carries = site_bool(o, "keeps_updated"),
        .updated_at = site_time(o, "updated_at"),
        .note = site_text(o, "note"),
        .wrong = site_text(o, "wrong"),
        .right = site_text(o, "right"),
        .corrected_at = site_time(o, "corrected_at"),
        .reworded_at = site_time(o, "reworded_at"),
        .follows = site_int(r, o, "follows"),
        .created_at = site_time(o, "created_at"),
        .user = site_person(r, o, "created_by")};
    if (p.live_from < *last)
        return site_wrong(r, "Its publications do not stand in the order in which they go live.");
    *last = p.live_from;
    site_worked(r, p.created_at);
    return r->st == STORE_OK &&
           site_store(r, site_put_publication(r->s, story, &p, r->run->now, &why), &why);
}

static unsigned step_points(struct site_reading *r, const json_t *list)
{
    unsigned points = 0;
    const json_t *one;
    size_t i;
    json_array_foreach((json_t *)list, i, one)
    {
        int p = 0;
        while (p < CHECK_POINT_MAX &&
               strcmp(check_point_name((enum check_point)p), json_string_value(one)) != 0)
            p++;
        if (p == CHECK_POINT_MAX)
            site_wrong(r, "“%.60s” is no point of the checklist.", json_string_value(one));
        else
            points |= 1u << p;
    }
    return points;
}

static bool step_take(struct site_reading *r, const json_t *o, const struct story *story)
{
    static const struct site_field fields[] = {
        {"kind", SITE_TEXT, false},   {"revision", SITE_NUMBER, false}, {"at", SITE_TIME, false},
        {"by", SITE_NUMBER, false},   {"name", SITE_TEXT, false},       {"words", SITE_TEXT, false},
        {"points", SITE_TEXTS, false}};
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct review_step step = {
        .kind = (enum review_kind)site_choice(r, o, "kind", step_at, REVIEW_KIND_MAX),
        .number = site_int(r, o, "revision"),
        .at = site_time(o, "at"),
        .user_id = site_person(r, o, "by"),
        .name = site_text(o, "name"),
        .words = site_text(o, "words"),
        .points = step_points(r, json_object_get(o, "points"))};
    if (step.number > story->head || step.at == 0)
        return site_wrong(r, "A step of its review names a text that is not there, or no time.");
    site_worked(r, step.at);
    return r->st == STORE_OK && site_store(r, site_put_step(r->s, r->a, story->id, &step), NULL);
}

static bool hands_take(struct site_reading *r, const json_t *o, const struct story *story)
{
    static const struct site_field fields[] = {{"held_by", SITE_NUMBER, false},
                                               {"held_at", SITE_TIME, false},
                                               {"returned", SITE_BOOL, false},
                                               {"legal_needed", SITE_BOOL, false}};
    if (!json_is_object(o))
        return true;
    if (!SITE_RECORD(r, o, fields))
        return false;
    const struct review_now now = {.held_by = site_person(r, o, "held_by"),
                                   .held_at = site_time(o, "held_at"),
                                   .returned = site_bool(o, "returned"),
                                   .legal_needed = site_bool(o, "legal_needed")};
    return r->st == STORE_OK && site_store(r, site_put_in_hands(r->s, story->id, &now), NULL);
}

static bool writers_take(struct site_reading *r, const json_t *list, const struct story *story)
{
    const json_t *one;
    size_t i;
    json_array_foreach((json_t *)list, i, one)
    {
        int64_t user = json_integer_value(one);
        if (!site_has_person(r->s, user))
            return site_wrong(r, "It is written by %lld, who is nobody in the file.",
                              (long long)user);
        if (!site_store(r, site_put_writer(r->s, story->id, user), NULL))
            return false;
    }
    return true;
}

static bool publications_take(struct site_reading *r, const json_t *o, const struct story *story)
{
    const json_t *one;
    size_t i;
    int64_t last = INT64_MIN;
    r->within = "its “publications”";
    json_array_foreach(json_object_get(o, "publications"), i, one)
    {
        if (!publication_take(r, one, story, &last))
            return false;
    }
    r->within = "its “steps”";
    json_array_foreach(json_object_get(o, "steps"), i, one)
    {
        if (!step_take(r, one, story))
            return false;
    }
    r->within = NULL;
    return writers_take(r, json_object_get(o, "writers"), story) &&
           hands_take(r, json_object_get(o, "in_hands"), story);
}

/* ---- What the clock makes of it --------------------------------------------------------------- */

/* What goes out by itself later, and what may have done so since somebody last worked on it; which of these, the end
 * of the file says. */
static void story_due(struct site_reading *r, const json_t *o, const struct story *story)
{
    const json_t *one, *texts = json_object_get(o, "revisions");
    size_t i;
    if (story->withdrawn_at != 0)
        return;
    json_array_foreach(json_object_get(o, "publications"), i, one)
    {
        int64_t at = site_time(one, "live_from");
        size_t number = (size_t)site_number(one, "revision");
        bool comes = at > r->run->now, planned = at > site_time(one, "created_at");
        if (comes || (planned && at > r->out->worked_at))
            site_due_add(r->run->arena, comes ? &r->out->coming : &r->out->past, story->id,
                         site_text(json_array_get(texts, number - 1), "headline"), at);
    }
}

bool site_story_texts(struct site_reading *r, const json_t *o)
{
    struct story_record record;
    enum story_state state;
    const json_t *one;
    const char *prev = "";
    size_t i;
    if (!story_read(r, o, &record))
        return false;
    json_array_foreach(json_object_get(o, "revisions"), i, one)
    {
        if (!revision_take(r, one, record.story.id, (int)i + 1, &prev))
            return false;
    }
    if (!publications_take(r, o, &record.story) || !site_story_said(r, o, record.story.id) ||
        !site_store(r, site_story_done(r->s, r->a, record.story.id, r->run->now, &state), NULL))
        return false;
    r->out->stories[state]++;
    story_due(r, o, &record.story);
    return true;
}

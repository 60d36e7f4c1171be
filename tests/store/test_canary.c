/* test_canary.c: thousands of random operations, and a model that says what readers may see.
 *
 * CANARY_OPS=n runs that many, CANARY_SEED=n another sequence. After each operation the story that
 * it touched is looked at in every way that readers have, and now and then all of them are
 * (canary_look.h): a token that readers may not see must be nowhere, and what they get must be the
 * text that they may. */
#include "canary_look.h"

#include "db/story_reword.h"

#define OPS 2500

/* ---- A form ---------------------------------------------------------------------------------- */

/* Mostly an editor. */
static int somebody(struct run *r)
{
    return chance(r, 6) ? (int)chance(r, 2) : 2;
}

static void fill_new(struct run *r, struct form *f, int story)
{
    for (int i = 0; i < SLOTS; i++)
        f->text.token[i] = token_new(&r->m, story, r->people[f->person]->user);
    memset(&f->was, 0, sizeof f->was);
}

/* The form of one of a story's texts, as it is now. False: there is no such text. */
static bool open_form(struct run *r, struct form *f, int story, enum named_text on)
{
    struct m_story *s = &r->m.story[story];
    struct story_save in;
    *f = (struct form){.story = story, .person = somebody(r), .on = on, .page = s->page};
    enum store_status st = story_save_begin(r->t->s, r->t->a, s->id, on, r->m.now, &in);
    if ((st == STORE_OK) != (m_number(s, on) != 0))
        wrong(r, story, "a form opens on a text that is not there, or does not open");
    if (st != STORE_OK)
        return false;
    f->base = in.base;
    f->live = in.live;
    f->waiting = in.waiting;
    f->waiting_at = in.waiting_at;
    f->waiting_words = s->waiting_words;
    snprintf(f->waiting_said, sizeof f->waiting_said, "%s", in.waiting_said);
    f->withdrawn_at = in.withdrawn_at;
    f->draft = in.draft;
    snprintf(f->hash, sizeof f->hash, "%s", in.hash);
    f->was = f->text = text_of_store(&in.text);
    if (!text_equal(&f->was, m_text_of(s, on)))
        wrong(r, story, "a form shows another text");
    return true;
}

static void choose_times(struct run *r, struct form *f)
{
    int64_t now = r->m.now;
    int64_t later = now + 1 + (int64_t)chance(r, 2) * MINUTE + (int64_t)chance(r, 1 << 20);
    bool waits = chance(r, 3) == 0, seen = f->story >= 0 && r->m.story[f->story].n;
    if (seen)
        f->go_live_at = waits ? later : 0;
    else
        f->published_at = waits ? later : chance(r, 2) ? now : 0;
}

static void fill_form(struct run *r, struct form *f)
{
    int64_t user = r->people[f->person]->user;
    struct m_story *s = &r->m.story[f->story];
    int changes = chance(r, 8) == 0 ? 0 : 1 + (int)chance(r, 3);
    if (chance(r, 8) == 0) {
        f->restored = 1 + (int)chance(r, (uint32_t)s->head);
        f->text = s->revisions[f->restored];
        changes = (int)chance(r, 2);
    }
    for (int i = 0; i < changes; i++)
        f->text.token[chance(r, SLOTS)] = token_new(&r->m, f->story, user);
    f->action = chance(r, 5) < 3 ? STORY_PUBLISH : chance(r, 5) ? STORY_KEEP : STORY_SUBMIT;
    f->edit = (enum edit_kind)(EDIT_MINOR + chance(r, 3));
    if (f->edit == EDIT_UPDATE)
        f->words.note = token_new(&r->m, f->story, user);
    if (f->edit == EDIT_CORRECTION) {
        f->words.wrong = token_new(&r->m, f->story, user);
        f->words.right = token_new(&r->m, f->story, user);
    }
    f->replaces = chance(r, 2);
    f->confirmed = chance(r, 4) > 0;
    f->tick = chance(r, 4) == 0;
    f->number = chance(r, 3) ? ++r->forms : 0;
    choose_times(r, f);
    if (f->on == NAMED_LIVE && f->waiting && chance(r, 4)) { /* a fix while something waits */
        f->action = STORY_PUBLISH;
        f->go_live_at = 0;
        f->tick = true;
    }
}

static enum store_status send_form(struct run *r, const struct form *f, struct story_saved *out)
{
    struct site *t = r->t;
    struct actor by = *r->people[f->person];
    if (f->number) {
        by.form = arena_printf(t->a, "form %d", f->number);
        by.digest = arena_printf(t->a, "digest %d", f->text.token[0]);
    }
    const struct story_save in = {
        .by = &by,
        .story_id = f->story < 0 ? 0 : r->m.story[f->story].id,
        .on = f->on,
        .base = f->base,
        .hash = f->base ? f->hash : NULL,
        .live = f->live,
        .waiting = f->waiting,
        .waiting_at = f->waiting_at,
        .waiting_said = f->waiting_said,
        .withdrawn_at = f->withdrawn_at,
        .draft = f->draft,
        .restored = f->restored,
        .kind = f->page ? STORY_PAGE : STORY_NEWS,
        .slug = "",
        .text = text_for_store(t->a, &f->text),
        .action = f->action,
        .replaces_draft = f->replaces,
        .published_at = f->published_at,
        .go_live_at = f->go_live_at,
        .edit = f->edit,
        .note = f->words.note ? token_word(t->a, f->words.note) : "",
        .wrong = f->words.wrong ? token_word(t->a, f->words.wrong) : "",
        .right = f->words.right ? token_word(t->a, f->words.right) : "",
        .same_text_confirmed = f->confirmed,
        .others_read = f->tick,
        .waiting_choice = f->choice,
    };
    return try_save(t, &in, r->m.now, out);
}

/* ---- What a save comes to -------------------------------------------------------------------- */

/* Whether the texts that the form names are others by now. */
static bool is_stale(struct run *r, const struct form *f)
{
    struct m_story *s = &r->m.story[f->story];
    int number = m_number(s, f->on);
    if (!number || number != f->base)
        return true;
    if (f->action == STORY_PUBLISH)
        return f->live != m_number(s, NAMED_LIVE) || f->waiting != s->waiting.number ||
               f->withdrawn_at != s->withdrawn_at ||
               (f->on != NAMED_LIVE && s->waiting.number && f->waiting_at != s->waiting_at) ||
               (f->on == NAMED_WAITING &&
                memcmp(&f->waiting_words, &s->waiting_words, sizeof s->waiting_words) != 0);
    return f->on != NAMED_DRAFT && s->draft.number && !(f->replaces && f->draft == s->draft.number);
}

/* A change of a story that readers know. */
static void apply_change(struct run *r, const struct form *f, const struct story_saved *out)
{
    struct model *m = &r->m;
    struct m_story *s = &m->story[f->story];
    if (f->go_live_at > m->now) {
        m_wait(s, out->number, &f->text, &f->words, f->go_live_at);
        return;
    }
    if (f->on == NAMED_WAITING) {
        s->waiting.number = 0;
    } else if (s->waiting.number) {
        struct m_text merged;
        bool overlap = m_merge(&m_live(s)->text, &f->text, &s->waiting.text,
                               f->choice == WAITING_TAKES, &merged);
        if (overlap && f->choice == WAITING_ASK)
            wrong(r, f->story, "an overlap was not asked about");
        s->waiting = (struct m_named){out->merged, merged};
        m_revision(s, out->merged, &merged);
        r->merged++;
    }
    m_publish(m, s, out->number, &f->text, &f->words, m->now);
    s->withdrawn_at = 0;
}

static void apply_publish(struct run *r, const struct form *f, const struct story_saved *out)
{
    struct model *m = &r->m;
    struct m_story *s = &m->story[f->story];
    if (f->on == NAMED_DRAFT)
        s->draft.number = 0;
    if (s->n) {
        apply_change(r, f, out);
        return;
    }
    int64_t at = f->published_at ? f->published_at : s->waiting.number ? s->waiting_at : m->now;
    const struct m_words none = {0};
    s->waiting.number = 0;
    if (at > m->now)
        m_wait(s, out->number, &f->text, &none, at);
    else
        m_publish(m, s, out->number, &f->text, &none, m->now);
}

static void apply_save(struct run *r, struct form *f, const struct story_saved *out)
{
    struct model *m = &r->m;
    if (f->story < 0) {
        f->story = m->stories++;
        f->on = NAMED_DRAFT;
        m->story[f->story] = (struct m_story){
            .id = out->story_id, .owner = r->people[f->person]->user, .page = f->page};
    } else if (is_stale(r, f)) {
        wrong(r, f->story, "a form was taken that names other texts");
    }
    struct m_story *s = &m->story[f->story];
    if (f->base && !m_may(s, r->people[f->person], f->action == STORY_PUBLISH))
        wrong(r, f->story, "somebody saved who may not");
    r->done[out->outcome]++;
    if (out->outcome == OUTCOME_SAME) {
        if (!text_equal(&f->text, &f->was))
            wrong(r, f->story, "nothing was saved of a change");
        return;
    }
    if (f->action == STORY_PUBLISH && !f->tick && f->base &&
        m_unread(m, &f->text, r->people[f->person]->user))
        wrong(r, f->story, "unread words of others went out without a tick");
    m_revision(s, out->number, &f->text);
    if (f->action == STORY_PUBLISH)
        apply_publish(r, f, out);
    else if (f->on == NAMED_DRAFT || !text_equal(&f->text, &f->was))
        s->draft = (struct m_named){out->number, f->text};
}

static struct story_text clean_text(struct arena *a, const struct m_text *text)
{
    struct story_text raw = text_for_store(a, text), out;
    story_text_clean(a, STORY_NEWS, &raw, &out);
    return out;
}

/* What the desk does: base, mine and what is there now, put together, and from there on. */
static bool merge_form(struct run *r, struct form *f)
{
    struct form mine = *f, next;
    struct site *t = r->t;
    enum named_text on = m_number(&r->m.story[f->story], f->on) ? f->on : NAMED_LIVE;
    if (!open_form(r, &next, f->story, on))
        return false;
    struct story_text base = clean_text(t->a, &mine.was), own = clean_text(t->a, &mine.text),
                      theirs = clean_text(t->a, &next.was);
    struct text_merge merge;
    struct m_text expected;
    story_text_merge(t->a, &base, &own, &theirs, MERGE_MINE, &merge);
    bool overlap = m_merge(&mine.was, &mine.text, &next.was, true, &expected);
    struct m_text got = text_of_store(&merge.text);
    if (!text_equal(&got, &expected) || overlap != (merge.n != 0))
        wrong(r, f->story, "two texts were merged to another one");
    next.person = mine.person;
    next.text = got;
    next.words = mine.words;
    next.edit = mine.edit;
    next.action = mine.action;
    next.published_at = mine.published_at > r->m.now ? mine.published_at : 0;
    next.go_live_at = mine.go_live_at > r->m.now ? mine.go_live_at : 0;
    next.replaces = true;
    next.tick = mine.tick;
    next.restored = mine.restored ? mine.restored : mine.base; /* its words are in the text */
    *f = next;
    return true;
}

static void save_form(struct run *r, struct form *f)
{
    for (int tries = 0; tries < 5; tries++) {
        struct story_saved out;
        enum store_status st = send_form(r, f, &out);
        note(r, "story %d: %s %s of %d by %d%s: %s %d", f->story,
             f->action == STORY_PUBLISH ? "publish" : "keep", named_text_name(f->on), f->base,
             f->person, f->go_live_at ? ", later" : "",
             st == STORE_OK ? story_outcome_name(out.outcome) : store_status_text(st), out.number);
        if (st == STORE_OK) {
            if (out.repeated)
                wrong(r, f->story, "a new form was taken for a repeated one");
            apply_save(r, f, &out);
            r->sent = *f;
            r->answer = out;
            r->saved = f->story;
            return;
        }
        if (st == STORE_CONFLICT && out.conflict == CONFLICT_OVERLAP) {
            f->choice = chance(r, 2) ? WAITING_KEEPS : WAITING_TAKES;
        } else if (st == STORE_CONFLICT) {
            r->conflicts++;
            if (!is_stale(r, f))
                wrong(r, f->story, "a conflict without a reason");
            if (chance(r, 2) || !merge_form(r, f))
                return;
        } else {
            assert_int_equal(st, STORE_REFUSED);
            r->refused++;
            if (!out.others_unread || chance(r, 4) == 0)
                return;
            r->asked_in_vain += !m_unread(&r->m, &f->text, r->people[f->person]->user);
            f->tick = true;
        }
    }
}

/* ---- Operations ------------------------------------------------------------------------------ */

static void op_new(struct run *r)
{
    struct form f = {.story = -1, .person = somebody(r), .on = NAMED_DRAFT};
    if (r->m.stories == M_STORIES)
        return;
    fill_new(r, &f, r->m.stories);
    f.page = chance(r, 6) == 0;
    f.action = chance(r, 2) ? STORY_KEEP : STORY_PUBLISH;
    f.number = ++r->forms;
    choose_times(r, &f);
    save_form(r, &f);
}

static void op_save(struct run *r, int story)
{
    struct form *slot = &r->open[chance(r, FORMS)], f = *slot;
    bool old = slot->base && chance(r, 3) == 0;
    enum named_text on = (enum named_text)chance(r, NAMED_MAX);
    while (!m_number(&r->m.story[story], on)) /* it has one of the three */
        on = (enum named_text)((on + 1) % NAMED_MAX);
    if (r->m.story[story].n && r->m.story[story].waiting.number && chance(r, 2))
        on = NAMED_LIVE;
    if (!old && !open_form(r, &f, story, on))
        return;
    if (!old)
        fill_form(r, &f);
    slot->base = 0;
    if (!old && chance(r, 3) == 0)
        *slot = f; /* left open for a while */
    else
        save_form(r, &f);
}

static void op_repeat(struct run *r)
{
    struct story_saved out;
    struct form f = r->sent;
    if (!f.number)
        return;
    if (!f.base)
        f.story = -1;
    assert_int_equal(send_form(r, &f, &out), STORE_OK);
    if (!out.repeated || out.number != r->answer.number || out.story_id != r->answer.story_id ||
        out.outcome != r->answer.outcome)
        wrong(r, f.story, "a form's second arrival was not answered as the first");
    note(r, "the last form again");
}

/* One of the operations without a text. True: it was done. */
static bool op_back(struct run *r, int story, int which)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[story];
    const struct actor *by = r->people[somebody(r)];
    struct named_infos x = texts_of(t, s->id, by, r->m.now);
    int64_t now = r->m.now;
    bool stale = chance(r, 4) == 0;
    int off = stale ? 1 : 0;
    bool old = !stale && chance(r, 8) == 0; /* of an earlier withdrawal */
    enum store_status st = STORE_REFUSED;
    forget_problems(t);
    switch (which) {
    case 0:
        st = story_unschedule(t->s, s->id, x.v[NAMED_WAITING].number + off,
                              s->waiting_at + (old ? 1 : 0), by, now, &t->why);
        break;
    case 1:
        st = story_withdraw(t->s, s->id, TIME_ANY, "Wrong.", by, now, &t->why);
        break;
    case 2:
        st = story_restore(t->s, s->id, x.v[NAMED_LIVE].number + off, x.v[NAMED_LIVE].hash,
                           s->withdrawn_at - (old ? 1 : 0), by, now, &t->why);
        break;
    case 3:
        st = story_discard_draft(t->s, s->id, x.v[NAMED_DRAFT].number + off, by, now, &t->why);
        break;
    case 4:
        st = story_take_back(t->s, s->id, TIME_ANY, by, now, &t->why);
        stale = false;
        break;
    case 5:
        st = story_bin(t->s, s->id, x.v[NAMED_DRAFT].number + off, by, now, &t->why);
        break;
    default:
        st = story_unbin(t->s, s->id, by, now, &t->why);
    }
    note(r, "story %d: back %d by role %d: %s", story, which, (int)by->role, store_status_text(st));
    if (st == STORE_OK && stale && (which == 0 || which == 2 || which == 3 || which == 5))
        wrong(r, story, "a text that is not there was named, and taken");
    if (st == STORE_OK && old && which == 2)
        wrong(r, story, "a withdrawal was ended that nobody named");
    if (st == STORE_OK && old && which == 0 && s->waiting.number)
        wrong(r, story, "a text was taken off a schedule that nobody named");
    return st == STORE_OK;
}

static void apply_back(struct run *r, int story, int which)
{
    struct m_story *s = &r->m.story[story];
    switch (which) {
    case 0:
        m_unschedule(s);
        break;
    case 1:
        m_unschedule(s);
        s->withdrawn_at = r->m.now;
        break;
    case 2:
        s->withdrawn_at = 0;
        break;
    case 3:
        s->draft.number = 0;
        break;
    case 4:
        if (r->m.now - s->public[0].from > HOUR)
            wrong(r, story, "taken back after the hour");
        s->draft = (struct m_named){m_live(s)->number, m_live(s)->text};
        s->n = 0;
        break;
    case 5:
        if (s->n || s->waiting.number)
            wrong(r, story, "a story that readers know was binned");
        s->binned = true;
        break;
    default:
        s->binned = false;
    }
}

/* Updated by hand; of a scheduled story, a later time. */
static void op_times(struct run *r, int story)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[story];
    int64_t at = r->m.now + (int64_t)chance(r, 1 << 20) - (1 << 18);
    forget_problems(t);
    if (s->n) {
        (void)!story_set_updated(t->s, s->id, at, TIME_ANY, r->people[0], r->m.now, &t->why);
        return;
    }
    enum store_status st =
        story_set_published(t->s, s->id, at, TIME_ANY, r->people[0], r->m.now, &t->why);
    note(r, "story %d: to %+" PRId64 ": %s", story, at - T0, store_status_text(st));
    if (st == STORE_OK && (!s->waiting.number || at < s->waiting_at))
        wrong(r, story, "a change of the time let a story out");
    if (st == STORE_OK)
        s->waiting_at = at;
}

/* Other words for a note or a correction: the old ones are gone. */
static void op_reword(struct run *r, int story)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[story];
    struct changes c = {0};
    size_t k = 0;
    if (story_changes(t->s, t->a, s->id, r->m.now, &c) != STORE_OK)
        return;
    while (k < c.n && c.v[k].kind == EDIT_FIRST)
        k++;
    if (k == c.n)
        return;
    bool fix = c.v[k].kind == EDIT_CORRECTION;
    int old = token_first(fix ? c.v[k].wrong : c.v[k].note);
    int first = token_new(&r->m, story, 0), second = token_new(&r->m, story, 0);
    const struct reworded words = {token_word(t->a, first), token_word(t->a, second),
                                   fix ? c.v[k].wrong : c.v[k].note, c.v[k].right};
    forget_problems(t);
    assert_int_equal(story_reword(t->s, s->id, fix ? WORDING_CORRECTION : WORDING_NOTE,
                                  fix ? c.v[k].correction_id : c.v[k].id, &words, r->people[0],
                                  r->m.now, &t->why),
                     STORE_OK);
    note(r, "story %d: other words", story);
    for (size_t i = 0; i < s->n; i++) {
        if (words_have(&s->public[i].words, old))
            s->public[i].words = fix ? (struct m_words){.wrong = first, .right = second}
                                     : (struct m_words){.note = first};
    }
}

/* The clock goes on: by seconds, by hours, or to just before or upon what waits. */
static void op_clock(struct run *r, int story)
{
    struct m_story *s = r->m.stories ? &r->m.story[story] : NULL;
    uint32_t how = chance(r, 40);
    if (how == 0 && chance(r, 2))
        r->m.now += (int64_t)chance(r, (uint32_t)HOUR);
    else if (how <= 4 && s && s->waiting.number && s->waiting_at - 1 > r->m.now)
        r->m.now = s->waiting_at - (how <= 2);
    else
        r->m.now += chance(r, 3) ? 1 + (int64_t)chance(r, 5000) : 0;
    m_settle(&r->m);
}

static void one_operation(struct run *r)
{
    int story = r->m.stories ? (int)chance(r, (uint32_t)r->m.stories) : 0;
    r->saved = -1;
    op_clock(r, story);
    uint32_t what = chance(r, 100);
    if (!r->m.stories || what < 3) {
        op_new(r);
        if (!r->m.stories)
            return;
        story = r->m.stories - 1;
    } else if (what < 74) {
        op_save(r, story);
    } else if (what < 79) {
        op_repeat(r);
    } else if (what < 83) {
        op_times(r, story);
    } else if (what < 86) {
        op_reword(r, story);
    } else {
        int which = (int)chance(r, 7);
        for (int i = 0; i < 6 && (!fits(r, &r->m.story[story], which) || (which == 1 && i < 3));
             i++)
            which = (int)chance(r, 7);
        if (op_back(r, story, which)) {
            apply_back(r, story, which);
            r->backs[which]++;
        }
    }
    store_snapshot_begin(r->t->s);
    check_story(r, story);
    if (r->saved >= 0 && r->saved != story) /* by a form that was open */
        check_story(r, r->saved);
    if (r->op % 32 == 0)
        check_lists(r);
    store_snapshot_end(r->t->s);
}

static void run_operations(struct site *t, int ops, uint32_t seed)
{
    struct run *r = calloc(1, sizeof *r);
    r->t = t;
    r->random = seed;
    r->m.now = T0;
    r->people[0] = editor(t);
    r->people[1] = other_editor(t);
    r->people[2] = author(t);
    struct arena *all = t->a;
    for (r->op = 0; r->op < ops; r->op++) {
        t->a = arena_new();
        one_operation(r);
        arena_free(t->a);
        t->a = all;
    }
    forget_problems(t);
    print_message(
        "# seed %u: %d operations, %d tokens; %d kept, %d minor fixes, %d updates, %d "
        "corrections, %d wait, %d returned; %d merged, %d conflicts, %d refused, %d asked "
        "in vain\n",
        seed, ops, r->m.tokens, r->done[OUTCOME_KEPT] + r->done[OUTCOME_DRAFT],
        r->done[OUTCOME_MINOR], r->done[OUTCOME_UPDATE], r->done[OUTCOME_CORRECTION],
        r->done[OUTCOME_WAITS] + r->done[OUTCOME_SCHEDULED], r->done[OUTCOME_RETURNED], r->merged,
        r->conflicts, r->refused, r->asked_in_vain);
    print_message("# %d taken off the schedule, %d withdrawn, %d restored, %d discarded, %d taken "
                  "back, %d binned, %d out of the bin\n",
                  r->backs[0], r->backs[1], r->backs[2], r->backs[3], r->backs[4], r->backs[5],
                  r->backs[6]);
    assert_true(r->done[OUTCOME_MINOR] > ops / 50);
    for (int i = 0; i < r->m.stories; i++) {
        free(r->m.story[i].public);
        free(r->m.story[i].revisions);
    }
    free(r->m.token);
    free(r);
}

static void no_text_reaches_readers_that_nobody_named(void **state)
{
    struct site *t = *state;
    const char *ops = getenv("CANARY_OPS"), *seed = getenv("CANARY_SEED");
    uint32_t number = seed ? (uint32_t)strtoul(seed, NULL, 10) : 1;
    print_message("# CANARY_SEED=%u\n", number);
    run_operations(t, ops ? (int)strtol(ops, NULL, 10) : OPS, number);
    assert_int_equal(verify(t), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(no_text_reaches_readers_that_nobody_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* assignment_edit.c: assignments are made, changed, taken, declined, closed, and become stories. */
#include "assignment_private.h"

#include "audit_private.h"
#include "operation.h"
#include "refuse.h"
#include "story_private.h"
#include "user.h"

#include "lib/language.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

enum { ADD, CHANGE, ANSWER, CLOSE, BEGIN, ADD_WRITER, ASSIGNMENT_EDIT_SQL_MAX };

#define TOUCH " version = version + 1, changed_at = ?2, changed_by = ?3"

static const char *const sql[ASSIGNMENT_EDIT_SQL_MAX] = {
    [ADD] =
        "INSERT INTO assignment (version, changed_at, created_at, changed_by, created_by, title,"
        " user_id, words, due_at, section_id, note, state, said)"
        " VALUES (1, ?2, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
    [CHANGE] = "UPDATE assignment SET title = ?4, user_id = ?5, words = ?6, due_at = ?7,"
               " section_id = ?8, note = ?9, state = ?10, said = ?11," TOUCH " WHERE id = ?1",
    [ANSWER] = "UPDATE assignment SET user_id = ?4, state = ?5, said = ?6," TOUCH " WHERE id = ?1",
    [CLOSE] = "UPDATE assignment SET closed_at = ?4, closed_by = ?5," TOUCH " WHERE id = ?1",
    [BEGIN] = "UPDATE assignment SET story_id = ?4, user_id = ?5, state = ?6, said = '',"
              " out_at = NULL," TOUCH " WHERE id = ?1",
    [ADD_WRITER] = "INSERT INTO story_writer (story_id, user_id) VALUES (?1, ?2)"
                   " ON CONFLICT (story_id, user_id) DO NOTHING",
};
const struct statements assignment_edit_statements = {SET_ASSIGNMENT_EDIT, sql,
                                                      ASSIGNMENT_EDIT_SQL_MAX};

/* One write on its way. */
struct assigning {
    struct store *s;
    struct arena *a;
    const struct actor *by; /* NULL: the command line */
    int64_t id, now;        /* id 0: a new one */
    struct problems *why;
    struct assignment was; /* as it was; empty: a new one */
    int version;           /* that was shown */
    const struct assignment_wish *wish;
    enum assignment_act act;
    const char *said;
};
typedef enum store_status assigning_fn(struct assigning *g);

static int64_t assigning_user(const struct assigning *g)
{
    return g->by ? g->by->user : 0;
}

static struct statement *assigning_stmt(struct assigning *g, int which)
{
    struct statement *q = db_stmt(g->s, &assignment_edit_statements, which);
    if (which != ADD)
        db_bind_int(q, 1, g->id);
    db_bind_int(q, 2, g->now);
    db_bind_id(q, 3, assigning_user(g));
    return q;
}

static enum store_status assigning_audit(struct assigning *g, const char *action, int64_t story_id,
                                         const char *what)
{
    return audit_write(g->s, assigning_user(g), story_id, action,
                       arena_printf(g->a, "%" PRId64 ": %s", g->id, what), g->now);
}

/* Whoever may not see it does not learn that it is there. */
static enum store_status assigning_load(struct assigning *g)
{
    enum store_status st = assignment_get(g->s, g->a, g->id, &g->was);
    return st == STORE_OK && !assignment_may(g->by, ACT_TAKE, &g->was) ? STORE_MISSING : st;
}

static enum store_status assigning_run(struct assigning *g, assigning_fn *fn)
{
    struct operation op = {.s = g->s, .by = g->by, .now = g->now, .why = g->why};
    if (operation_begin(&op, SCOPE_DESK)) {
        g->a = op.a;
        op.st = g->id ? assigning_load(g) : STORE_OK;
        if (op.st == STORE_OK)
            op.st = fn(g);
    }
    return operation_end(&op);
}

static enum store_status assigning_refuse_role(struct assigning *g)
{
    return store_refuse(g->why, "", permission_refusal(g->by, ACT_ASSIGN, NULL));
}

static enum store_status assigning_check_open(struct assigning *g)
{
    if (g->was.closed_at)
        return store_refuse(g->why, "", WORD("This assignment is closed. Open it again first."));
    if (g->was.out_at)
        return store_refuse(
            g->why, "",
            WORD("The story of this assignment is scheduled or published: it is done."));
    return STORE_OK;
}

/* ---- What is asked for -------------------------------------------------------------------------------- */

/* What is wished, cleaned, with the rows that it names. */
struct assigned {
    const char *title, *note, *said;
    int64_t user_id, section_id;
    enum assignment_state state;
};

static void assigned_check_length(struct assigning *g, const char *field, const char *text,
                                  size_t most)
{
    size_t n = text_length(text);
    if (n > most)
        problem_say(g->why, field,
                    WORD("Shorten this: it has %COUNT% characters, and %MOST% is the most."),
                    "COUNT", arena_printf(g->why->arena, "%zu", n), "MOST",
                    arena_printf(g->why->arena, "%zu", most), NULL);
}

static void assigned_check(struct assigning *g, const struct assigned *to)
{
    const struct assignment_wish *wish = g->wish;
    if (text_blank(to->title))
        problem_say(g->why, "title", WORD("Give it a working title."), NULL);
    assigned_check_length(g, "title", to->title, ASSIGNMENT_TITLE_MAX);
    assigned_check_length(g, "note", to->note, ASSIGNMENT_NOTE_MAX);
    if (wish->words < 0 || wish->words > ASSIGNMENT_WORDS_MAX)
        problem_say(g->why, "words",
                    WORD("Write a number of words, at most 100,000, or leave it empty."), NULL);
    if (wish->due_at != 0 && (wish->due_at < DATELINE_MIN || wish->due_at > DATELINE_MAX))
        problem_say(g->why, "due", WORD("Choose a time between the years 1600 and 2199."), NULL);
}

static enum store_status assigned_find_section(struct assigning *g, struct assigned *to)
{
    struct group section;
    if (text_blank(g->wish->section))
        return STORE_OK;
    enum store_status st =
        group_find(g->s, g->a, GROUP_SECTION, text_line(g->a, g->wish->section), &section);
    if (st == STORE_MISSING) {
        problem_say(g->why, "section", WORD("There is no such section. Choose another."), NULL);
        return STORE_OK;
    }
    to->section_id = st == STORE_OK ? section.id : 0;
    return st;
}

/* Somebody who has an account, and is not disabled unless it was so. */
static enum store_status assigned_find_user(struct assigning *g, struct assigned *to)
{
    struct user u;
    const char *login = text_line(g->a, g->wish->login ? g->wish->login : "");
    if (!*login)
        return STORE_OK;
    enum store_status st = user_find(g->s, g->a, login, &u);
    if (st == STORE_MISSING || (st == STORE_OK && u.disabled && u.id != g->was.user_id)) {
        problem_say(g->why, "who",
                    WORD("Nobody signs in by that name. Write the name that the person signs in "
                         "with."),
                    NULL);
        return STORE_OK;
    }
    to->user_id = st == STORE_OK ? u.id : 0;
    return st;
}

static enum store_status assigned_fill(struct assigning *g, struct assigned *to)
{
    *to = (struct assigned){.title = text_line(g->a, g->wish->title ? g->wish->title : ""),
                            .note = text_lines(g->a, g->wish->note ? g->wish->note : ""),
                            .said = g->was.said ? g->was.said : "",
                            .state = g->was.state};
    size_t before = g->why->n;
    assigned_check(g, to);
    enum store_status st = assigned_find_section(g, to);
    if (st == STORE_OK)
        st = assigned_find_user(g, to);
    if (st == STORE_OK && g->why->n > before)
        return STORE_REFUSED;
    if (g->id == 0 || to->user_id != g->was.user_id) {
        bool self = to->user_id != 0 && to->user_id == assigning_user(g);
        to->state = self ? ASSIGNMENT_TAKEN : ASSIGNMENT_OFFERED;
        to->said = "";
    }
    return st;
}

/* An author plans for oneself alone. */
static bool assigned_is_allowed(struct assigning *g, const struct assigned *to)
{
    struct assignment as = g->was;
    as.created_by = g->id ? as.created_by : assigning_user(g);
    bool before = g->id == 0 || assignment_may(g->by, ACT_ASSIGN, &as);
    as.user_id = to->user_id;
    return before && assignment_may(g->by, ACT_ASSIGN, &as);
}

static bool assigned_is_same(const struct assigning *g, const struct assigned *to)
{
    const struct assignment *was = &g->was;
    return g->id && strcmp(was->title, to->title) == 0 && strcmp(was->note, to->note) == 0 &&
           was->user_id == to->user_id && was->section.id == to->section_id &&
           was->words == g->wish->words && was->due_at == g->wish->due_at;
}

static enum store_status assigned_write(struct assigning *g, const struct assigned *to)
{
    const struct assignment_wish *wish = g->wish;
    struct statement *q = assigning_stmt(g, g->id ? CHANGE : ADD);
    db_bind_text(q, 4, to->title);
    db_bind_id(q, 5, to->user_id);
    db_bind_int(q, 6, wish->words);
    db_bind_int(q, 7, wish->due_at ? wish->due_at : ASSIGNMENT_NEVER_DUE);
    db_bind_id(q, 8, to->section_id);
    db_bind_text(q, 9, to->note);
    db_bind_int(q, 10, (int64_t)to->state);
    db_bind_text(q, 11, to->said);
    return g->id ? db_run(g->s, q) : db_run_id(g->s, q, &g->id);
}

static enum store_status assigning_save(struct assigning *g)
{
    struct assigned to;
    bool added = g->id == 0;
    enum store_status st = added ? STORE_OK : assigning_check_open(g);
    if (st == STORE_OK && !added && g->version != g->was.version) {
        problem_say(g->why, "",
                    WORD("%NAME% changed this assignment meanwhile. Look at it as it is now, below "
                         "what you typed; to put yours in its place, save again."),
                    "NAME", *g->was.changed_by_name ? g->was.changed_by_name : "dateline", NULL);
        return STORE_CONFLICT;
    }
    if (st == STORE_OK)
        st = assigned_fill(g, &to);
    if (st != STORE_OK)
        return st;
    if (!assigned_is_allowed(g, &to))
        return assigning_refuse_role(g);
    if (assigned_is_same(g, &to))
        return STORE_OK;
    st = assigned_write(g, &to);
    const char *what = arena_printf(g->a, "%s → %s, due %s", to.title,
                                    to.user_id ? text_line(g->a, g->wish->login) : "nobody",
                                    time_text(g->s, g->a, g->wish->due_at));
    return st == STORE_OK
               ? assigning_audit(g, added ? "assignment.add" : "assignment.change", 0, what)
               : st;
}

enum store_status assignment_save(struct store *s, int64_t id, int version,
                                  const struct assignment_wish *in, const struct actor *by,
                                  int64_t now, int64_t *out_id, struct problems *why)
{
    struct assigning g = {
        .s = s, .by = by, .id = id, .now = now, .why = why, .version = version, .wish = in};
    enum store_status st = assigning_run(&g, assigning_save);
    *out_id = g.id;
    return st;
}

/* ---- Taken, declined, closed --------------------------------------------------------------------------- */

static bool assigning_is_as_shown(struct assigning *g)
{
    if (g->version == 0 || g->version == g->was.version)
        return true;
    problem_say(g->why, "",
                WORD("%NAME% changed this assignment meanwhile. Look at it as it is now, below; to "
                     "do this all the same, press again."),
                "NAME", *g->was.changed_by_name ? g->was.changed_by_name : "dateline", NULL);
    return false;
}

static enum store_status assigning_answer(struct assigning *g)
{
    bool takes = g->act == ASSIGNMENT_TAKE;
    int64_t user = assigning_user(g);
    enum store_status st = assigning_check_open(g);
    if (st != STORE_OK)
        return st;
    /* The command line speaks for whoever is assigned. */
    if (g->by && g->was.user_id != user && !takes)
        return store_refuse(g->why, "", WORD("Somebody else is assigned by now."));
    user = g->by && takes ? user : g->was.user_id;
    if (user == 0)
        return store_refuse(g->why, "", WORD("Nobody is assigned yet."));
    enum assignment_state state = takes ? ASSIGNMENT_TAKEN : ASSIGNMENT_DECLINED;
    const char *said = takes ? "" : text_lines(g->a, g->said ? g->said : "");
    size_t before = g->why->n;
    assigned_check_length(g, "said", said, ASSIGNMENT_NOTE_MAX);
    if (g->why->n > before)
        return STORE_REFUSED;
    if (g->was.state == state && g->was.user_id == user && strcmp(g->was.said, said) == 0)
        return STORE_OK;
    if (!assigning_is_as_shown(g))
        return STORE_CONFLICT;
    struct statement *q = assigning_stmt(g, ANSWER);
    db_bind_id(q, 4, user);
    db_bind_int(q, 5, (int64_t)state);
    db_bind_text(q, 6, said);
    st = db_run(g->s, q);
    return st == STORE_OK ? assigning_audit(g, takes ? "assignment.take" : "assignment.decline", 0,
                                            g->was.title)
                          : st;
}

static enum store_status assigning_close(struct assigning *g)
{
    bool closes = g->act == ASSIGNMENT_CLOSE;
    if (!assignment_may(g->by, ACT_ASSIGN, &g->was))
        return assigning_refuse_role(g);
    if (closes == (g->was.closed_at != 0))
        return STORE_OK;
    if (!assigning_is_as_shown(g))
        return STORE_CONFLICT;
    struct statement *q = assigning_stmt(g, CLOSE);
    db_bind_id(q, 4, closes ? g->now : 0);
    db_bind_id(q, 5, closes ? assigning_user(g) : 0);
    enum store_status st = db_run(g->s, q);
    return st == STORE_OK ? assigning_audit(g, closes ? "assignment.close" : "assignment.reopen", 0,
                                            g->was.title)
                          : st;
}

enum store_status assignment_do(struct store *s, int64_t id, int version, enum assignment_act act,
                                const char *said, const struct actor *by, int64_t now,
                                struct problems *why)
{
    struct assigning g = {.s = s,
                          .by = by,
                          .id = id,
                          .now = now,
                          .why = why,
                          .act = act,
                          .said = said,
                          .version = version};
    bool answers = act == ASSIGNMENT_TAKE || act == ASSIGNMENT_DECLINE;
    if (id == 0)
        return STORE_MISSING;
    return assigning_run(&g, answers ? assigning_answer : assigning_close);
}

/* ---- It becomes a story --------------------------------------------------------------------------------- */

static enum store_status assigning_add_writer(struct assigning *g, int64_t story_id)
{
    struct statement *q = db_stmt(g->s, &assignment_edit_statements, ADD_WRITER);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, g->was.user_id);
    return db_run(g->s, q);
}

enum store_status assignment_begun(struct store *s, struct arena *a, int64_t id, int64_t story_id,
                                   const struct actor *by, int64_t now, struct problems *why)
{
    struct assigning g = {.s = s, .a = a, .by = by, .id = id, .now = now, .why = why};
    enum store_status st = assigning_load(&g);
    if (st == STORE_OK)
        st = assigning_check_open(&g);
    if (st == STORE_OK && g.was.story_id && !g.was.story_binned)
        return store_refuse(why, "", WORD("Its story is begun already."));
    if (st != STORE_OK)
        return st;
    int64_t user = assigning_user(&g);
    /* What nobody has, or somebody did not want, is for whoever begins it. */
    if (user && (g.was.user_id == 0 || g.was.state == ASSIGNMENT_DECLINED))
        g.was.user_id = user;
    struct statement *q = assigning_stmt(&g, BEGIN);
    db_bind_int(q, 4, story_id);
    db_bind_id(q, 5, g.was.user_id);
    db_bind_int(q, 6, ASSIGNMENT_TAKEN);
    st = db_run(s, q);
    if (st == STORE_OK && g.was.user_id && g.was.user_id != user)
        st = assigning_add_writer(&g, story_id);
    return st == STORE_OK ? assigning_audit(&g, "assignment.begin", story_id, g.was.title) : st;
}

/* The byline of whoever is assigned, when there is one: a draft makes no new names. */
static enum store_status begin_byline(struct store *s, struct arena *a, const struct assignment *as,
                                      struct story_save *in)
{
    struct group *byline = arena_array(a, 1, sizeof *byline);
    enum store_status st = as->user_id && as->state != ASSIGNMENT_DECLINED
                               ? group_find_name(s, a, GROUP_BYLINE, as->user_name, byline)
                               : STORE_MISSING;
    if (st == STORE_OK)
        in->text.bylines = (struct groups){byline, 1};
    return st == STORE_MISSING ? STORE_OK : st;
}

/* The story that was begun already. */
static void begin_again(const struct assignment *as, struct story_saved *out)
{
    *out =
        (struct story_saved){.story_id = as->story_id, .outcome = OUTCOME_SAME, .repeated = true};
}

enum store_status assignment_begin(struct store *s, struct arena *a, int64_t id,
                                   const struct actor *by, int64_t now, struct story_saved *out,
                                   struct problems *why)
{
    struct assignment as;
    struct story_save in = {.by = by, .on = NAMED_DRAFT, .kind = STORY_NEWS, .slug = ""};
    *out = (struct story_saved){0};
    enum store_status st = assignment_get(s, a, id, &as);
    if (st == STORE_OK && !assignment_may(by, ACT_TAKE, &as))
        st = STORE_MISSING;
    if (st == STORE_OK && as.story_id && !as.story_binned) {
        begin_again(&as, out);
        return STORE_OK;
    }
    if (st == STORE_OK)
        st = begin_byline(s, a, &as, &in);
    if (st != STORE_OK)
        return st;
    in.assignment_id = id;
    in.action = STORY_KEEP;
    in.text.headline = as.title;
    in.text.section = as.section;
    in.text.review.rating = -1;
    size_t before = why->n;
    st = story_save(s, a, &in, now, out, why);
    if (st == STORE_REFUSED && assignment_get(s, a, id, &as) == STORE_OK && as.story_id &&
        !as.story_binned) { /* between the two questions */
        begin_again(&as, out);
        why->n = before;
        return STORE_OK;
    }
    return st;
}

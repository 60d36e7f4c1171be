/* canary_model.h: what readers may see, told from the design and not from the code.
 *
 * Every field and paragraph of a generated text is one word that is written nowhere else, its token.
 * The model keeps, for each story, what was published from when on, what waits, and the draft; who
 * wrote each token; and whether readers have ever been able to see it. It knows nothing of the
 * store but the numbers that the store gives to texts. */
#ifndef DATELINE_TESTS_CANARY_MODEL_H
#define DATELINE_TESTS_CANARY_MODEL_H

#include "texts_test.h"

enum slot { HEADLINE, DEK, TAKEAWAY, TAG, BODY, BODY_END = BODY + 4, SLOTS = BODY_END };

/* Each slot's token; 0: empty. */
struct m_text {
    int token[SLOTS];
};

/* Public words beside the text: tokens, 0: none. */
struct m_words {
    int note, wrong, right;
};

struct m_publication {
    int number;
    struct m_text text;
    struct m_words words;
    int64_t from;
};

struct m_named {
    int number; /* 0: there is none */
    struct m_text text;
};

struct m_story {
    int64_t id;
    int64_t owner;
    struct m_publication *public; /* oldest first; the last one is live */
    size_t n, capacity;
    struct m_named draft, waiting;
    struct m_words waiting_words;
    int64_t waiting_at;
    int64_t withdrawn_at; /* 0: it is not */
    bool binned;
    bool page; /* else news */
    int64_t binned_at;
    struct m_text *revisions; /* by number */
    size_t revisions_capacity;
    int head;
};

struct m_token {
    int story; /* its index */
    int64_t writer;
    bool seen; /* readers could see it once */
};

#define M_STORIES 40
struct model {
    struct m_story story[M_STORIES];
    int stories;
    struct m_token *token; /* from 1 */
    int tokens, capacity;
    int64_t now;
};

/* ---- Tokens ---------------------------------------------------------------------------------- */

#define TOKEN_LETTERS "bcfghjkmpqtvwz" /* no stem, no vowel */
#define TOKEN_LENGTH 7                 /* "xq" and five letters */

static MAYBE_UNUSED void token_text_of(int token, char out[TOKEN_LENGTH + 1])
{
    out[0] = 'x';
    out[1] = 'q';
    for (int i = TOKEN_LENGTH - 1; i > 1; i--, token /= 14)
        out[i] = TOKEN_LETTERS[token % 14];
    out[TOKEN_LENGTH] = '\0';
}

static MAYBE_UNUSED const char *token_word(struct arena *a, int token)
{
    char word[TOKEN_LENGTH + 1];
    token_text_of(token, word);
    return arena_dup(a, word);
}

/* The next token in s, or 0; *s goes on behind it. Letter case does not matter. */
static MAYBE_UNUSED int token_next(const char **s)
{
    for (; **s; ++*s) {
        int token = 0, i = 2;
        if (((*s)[0] | 32) != 'x' || ((*s)[1] | 32) != 'q')
            continue;
        for (; i < TOKEN_LENGTH; i++) {
            char c = (*s)[i];
            const char *at = c ? strchr(TOKEN_LETTERS, c | 32) : NULL;
            if (!at)
                break;
            token = token * 14 + (int)(at - TOKEN_LETTERS);
        }
        if (i == TOKEN_LENGTH) {
            *s += TOKEN_LENGTH;
            return token;
        }
    }
    return 0;
}

static MAYBE_UNUSED int token_new(struct model *m, int story, int64_t writer)
{
    if (m->tokens + 1 >= m->capacity) {
        m->capacity = m->capacity ? 2 * m->capacity : 1024;
        m->token = realloc(m->token, (size_t)m->capacity * sizeof *m->token);
        assert_non_null(m->token);
    }
    m->token[++m->tokens] = (struct m_token){story, writer, false};
    return m->tokens;
}

static MAYBE_UNUSED bool text_has(const struct m_text *t, int token)
{
    for (int i = 0; i < SLOTS; i++) {
        if (t->token[i] == token)
            return true;
    }
    return false;
}

static MAYBE_UNUSED bool words_have(const struct m_words *w, int token)
{
    return token && (w->note == token || w->wrong == token || w->right == token);
}

static MAYBE_UNUSED bool text_equal(const struct m_text *a, const struct m_text *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* ---- As the store has it --------------------------------------------------------------------- */

static MAYBE_UNUSED struct story_text text_for_store(struct arena *a, const struct m_text *t)
{
    const char *body = "";
    for (int i = BODY; i < BODY_END; i++)
        body = arena_printf(a, "%s%sParagraph %s of it.", body, i > BODY ? "\n\n" : "",
                            token_word(a, t->token[i]));
    const char **takeaway = arena_array(a, 1, sizeof *takeaway);
    struct group *tag = arena_array(a, 1, sizeof *tag);
    takeaway[0] = token_word(a, t->token[TAKEAWAY]);
    tag[0] = (struct group){.name = token_word(a, t->token[TAG])};
    return (struct story_text){
        .headline = token_word(a, t->token[HEADLINE]),
        .dek = token_word(a, t->token[DEK]),
        .body = body,
        .takeaways = {takeaway, 1},
        .tags = {tag, 1},
        .bylines = {&one_byline, 1},
        .section = {.slug = "city"},
    };
}

static MAYBE_UNUSED int token_first(const char *s)
{
    return token_next(&s);
}

static MAYBE_UNUSED struct m_text text_of_store(const struct story_text *t)
{
    struct m_text out = {{0}};
    out.token[HEADLINE] = token_first(t->headline);
    out.token[DEK] = token_first(t->dek);
    out.token[TAKEAWAY] = t->takeaways.n == 1 ? token_first(t->takeaways.v[0]) : 0;
    out.token[TAG] = t->tags.n == 1 ? token_first(t->tags.v[0].name) : 0;
    const char *s = t->body;
    for (int i = BODY; i < BODY_END; i++)
        out.token[i] = token_next(&s);
    return out;
}

/* ---- What happens ---------------------------------------------------------------------------- */

static MAYBE_UNUSED struct m_publication *m_live(struct m_story *s)
{
    return s->n ? &s->public[s->n - 1] : NULL;
}

static MAYBE_UNUSED bool m_readable(const struct m_story *s)
{
    return s->n && !s->withdrawn_at;
}

static MAYBE_UNUSED int m_number(struct m_story *s, enum named_text t)
{
    return t == NAMED_LIVE      ? (s->n ? m_live(s)->number : 0)
           : t == NAMED_WAITING ? s->waiting.number
                                : s->draft.number;
}

static MAYBE_UNUSED const struct m_text *m_text_of(struct m_story *s, enum named_text t)
{
    return t == NAMED_LIVE      ? &m_live(s)->text
           : t == NAMED_WAITING ? &s->waiting.text
                                : &s->draft.text;
}

/* A revision was made. */
static MAYBE_UNUSED void m_revision(struct m_story *s, int number, const struct m_text *text)
{
    if ((size_t)number >= s->revisions_capacity) {
        s->revisions_capacity = 2 * (size_t)number + 16;
        s->revisions = realloc(s->revisions, s->revisions_capacity * sizeof *s->revisions);
        assert_non_null(s->revisions);
    }
    s->revisions[number] = *text;
    if (number > s->head)
        s->head = number;
}

static MAYBE_UNUSED void m_publish(struct model *m, struct m_story *s, int number,
                                   const struct m_text *text, const struct m_words *words,
                                   int64_t from)
{
    if (s->n == s->capacity) {
        s->capacity = s->capacity ? 2 * s->capacity : 16;
        s->public = realloc(s->public, s->capacity * sizeof *s->public);
        assert_non_null(s->public);
    }
    s->public[s->n++] = (struct m_publication){number, *text, *words, from};
    for (int i = 0; i < SLOTS; i++)
        m->token[text->token[i]].seen = true;
}

static MAYBE_UNUSED void m_wait(struct m_story *s, int number, const struct m_text *text,
                                const struct m_words *words, int64_t at)
{
    s->waiting = (struct m_named){number, *text};
    s->waiting_words = *words;
    s->waiting_at = at;
}

/* The clock goes on: what waits goes out at its instant. */
static MAYBE_UNUSED void m_settle(struct model *m)
{
    for (int i = 0; i < m->stories; i++) {
        struct m_story *s = &m->story[i];
        if (s->waiting.number && s->waiting_at <= m->now) {
            m_publish(m, s, s->waiting.number, &s->waiting.text, &s->waiting_words, s->waiting_at);
            s->waiting.number = 0;
        }
    }
}

/* Slot by slot: who changed it has it; where both did, the fix has it or not. True: there are such. */
static MAYBE_UNUSED bool m_merge(const struct m_text *base, const struct m_text *mine,
                                 const struct m_text *theirs, bool mine_wins, struct m_text *out)
{
    bool overlap = false;
    for (int i = 0; i < SLOTS; i++) {
        int b = base->token[i], x = mine->token[i], y = theirs->token[i];
        bool both = x != b && y != b && x != y;
        overlap |= both;
        out->token[i] = both ? (mine_wins ? x : y) : x != b ? x : y;
    }
    return overlap;
}

/* What waited is the draft from now on, unless there is one or readers see it. */
static MAYBE_UNUSED void m_unschedule(struct m_story *s)
{
    if (s->waiting.number && !s->draft.number && s->waiting.number != m_number(s, NAMED_LIVE))
        s->draft = s->waiting;
    s->waiting.number = 0;
}

/* Words of others that readers never could see. */
static MAYBE_UNUSED bool m_unread(const struct model *m, const struct m_text *t, int64_t user)
{
    for (int i = 0; i < SLOTS; i++) {
        const struct m_token *token = &m->token[t->token[i]];
        if (token->writer != user && !token->seen)
            return true;
    }
    return false;
}

static MAYBE_UNUSED bool m_may(struct m_story *s, const struct actor *by, bool publishes)
{
    if (by->role >= ROLE_EDITOR)
        return true;
    return !publishes && by->role == ROLE_AUTHOR && s->owner == by->user && !s->n;
}

/* Whether readers may find this token now: in the text that they see. */
static MAYBE_UNUSED bool m_shown(struct model *m, int token)
{
    if (token < 1 || token > m->tokens)
        return false;
    struct m_story *s = &m->story[m->token[token].story];
    return m_readable(s) && text_has(&m_live(s)->text, token);
}

/* … or in what is told beside it: notes, corrections. */
static MAYBE_UNUSED bool m_told(struct model *m, int token)
{
    if (token < 1 || token > m->tokens)
        return false;
    struct m_story *s = &m->story[m->token[token].story];
    for (size_t i = 0; m_readable(s) && i < s->n; i++) {
        if (words_have(&s->public[i].words, token))
            return true;
    }
    return false;
}

/* … or in an address, which stays when the headline changes. */
static MAYBE_UNUSED bool m_addressed(struct model *m, int token)
{
    if (token < 1 || token > m->tokens)
        return false;
    struct m_story *s = &m->story[m->token[token].story];
    for (size_t i = 0; i < s->n; i++) {
        if (s->public[i].text.token[HEADLINE] == token)
            return true;
    }
    return false;
}

#endif

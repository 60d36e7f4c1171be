/* store_test.h: what every conformance test of a store needs: a site of its own, a story to save.
 *
 * Tests see the headers of db/ and lib/ alone: a second backend has to pass the same ones. */
#ifndef DATELINE_TESTS_STORE_TEST_H
#define DATELINE_TESTS_STORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shown_watch.h"

#include "db/audit.h"
#include "db/group.h"
#include "db/session.h"
#include "db/setting.h"
#include "db/store.h"
#include "db/story.h"
#include "lib/token.h"
#include "tests/remove_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define T0 INT64_C(1767864600000) /* 2026-01-08T09:30:00Z */

#define MAYBE_UNUSED __attribute__((unused))

/* A test's site. */
struct site {
    char dir[64];
    struct store *s;
    struct arena *a;
    struct problems why;
    int64_t city, science; /* sections */
    struct shown_watch watch;
};

static MAYBE_UNUSED void make_folder(char dir[64])
{
    const char *tmp = getenv("TMPDIR");
    snprintf(dir, 64, "%.40s/dateline-XXXXXX", tmp == NULL ? "/tmp" : tmp);
    assert_non_null(mkdtemp(dir));
}

static void copy_file(int from, int to, const char *name)
{
    char bytes[65536];
    int in = openat(from, name, O_RDONLY),
        out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL, 0640);
    assert_true(in >= 0 && out >= 0);
    for (ssize_t n; (n = read(in, bytes, sizeof bytes)) > 0;)
        assert_int_equal(write(out, bytes, (size_t)n), n);
    close(in);
    close(out);
}

/* The files of a folder, and empty folders for those in it. */
static MAYBE_UNUSED void copy_folder(const char *from, const char *to)
{
    DIR *d = opendir(from);
    int there = open(to, O_RDONLY | O_DIRECTORY);
    assert_true(d && there >= 0);
    for (const struct dirent *e; (e = readdir(d));) {
        if (e->d_type == DT_REG)
            copy_file(dirfd(d), there, e->d_name);
        else if (*e->d_name != '.')
            assert_int_equal(mkdirat(there, e->d_name, 0750), 0);
    }
    close(there);
    closedir(d);
}

/* Passwords are hashed as ever, but cheaply: these take the place of libsodium's, which a password costs a tenth of a
 * second. What it has to cost is asked in tests/unit/test_token.c. */
int crypto_pwhash_str_alg(char hash[crypto_pwhash_STRBYTES], const char *password,
                          unsigned long long n, unsigned long long operations, size_t memory,
                          int algorithm)
{
    (void)operations, (void)memory, (void)algorithm;
    return crypto_pwhash_argon2id_str(hash, password, n, crypto_pwhash_argon2id_OPSLIMIT_MIN,
                                      crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

int crypto_pwhash_str_needs_rehash(const char hash[crypto_pwhash_STRBYTES],
                                   unsigned long long operations, size_t memory)
{
    (void)operations, (void)memory;
    return crypto_pwhash_argon2id_str_needs_rehash(hash, crypto_pwhash_argon2id_OPSLIMIT_MIN,
                                                   crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

static MAYBE_UNUSED void forget_problems(struct site *t)
{
    t->why = (struct problems){.arena = t->a};
}

/* A new site goes through every migration, which costs twenty times what a test does. So a program makes one,
 * and all of its tests begin with a copy. */
static MAYBE_UNUSED struct {
    char dir[64]; /* "" before the first */
    pid_t by;
    int64_t city, science;
} new_site;

static MAYBE_UNUSED void open_site(const char *dir, enum store_mode mode, struct store **s)
{
    enum store_status st = store_open(dir, mode, s);
    if (st != STORE_OK)
        print_error("%s\n", store_error(*s));
    assert_int_equal(st, STORE_OK);
}

/* … by the program that made it, not by a child of it. */
static void remove_new_site(void)
{
    if (getpid() == new_site.by)
        remove_folder(new_site.dir);
}

static void make_new_site(struct site *t)
{
    struct store *s;
    make_folder(new_site.dir);
    new_site.by = getpid();
    atexit(remove_new_site);
    open_site(new_site.dir, STORE_CREATE, &s);
    assert_int_equal(group_put(s, GROUP_SECTION, &(struct group){.slug = "city", .name = "City"}, 0,
                               T0 - DAY, &new_site.city, &t->why),
                     STORE_OK);
    assert_int_equal(group_put(s, GROUP_SECTION,
                               &(struct group){.slug = "science", .name = "Science"}, 0, T0 - DAY,
                               &new_site.science, &t->why),
                     STORE_OK);
    store_close(s);
}

static MAYBE_UNUSED int site_setup(void **state)
{
    struct site *t = calloc(1, sizeof *t);
    assert_true(token_init());
    make_folder(t->dir);
    t->a = arena_new();
    forget_problems(t);
    if (!*new_site.dir)
        make_new_site(t);
    copy_folder(new_site.dir, t->dir);
    open_site(t->dir, STORE_WRITE, &t->s);
    shown_watch_begin(&t->watch, t->s);
    t->city = new_site.city;
    t->science = new_site.science;
    *state = t;
    return 0;
}

static MAYBE_UNUSED int site_teardown(void **state)
{
    struct site *t = *state;
    bool told = !*t->watch.fault;
    if (!told)
        print_error("%s\n", t->watch.fault);
    store_close(t->s);
    arena_free(t->a);
    remove_folder(t->dir);
    free(t);
    return told ? 0 : -1;
}

/* A picture that little is said of, with one file; media_add takes it. name: 32 hex digits. */
static MAYBE_UNUSED struct media one_picture(struct arena *a, const char *name)
{
    struct media m = {.name = name,
                      .folder = "2026/01",
                      .original = "quay.jpg",
                      .source_sha256 = name,
                      .width = 960,
                      .height = 540,
                      .alt = "",
                      .caption = "",
                      .credit = "",
                      .n_files = 1};
    m.files[0] = (struct media_file){.format = MEDIA_JPEG,
                                     .width = 960,
                                     .height = 540,
                                     .bytes = 1,
                                     .path = arena_printf(a, "2026/01/%s-960.jpg", name),
                                     .sha256 = name};
    return m;
}

#define sited(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

static struct group one_byline = {.name = "Ines Okafor"};
static struct group one_tag = {.name = "Harbour"};

/* A story that may go out, in section City, by Ines Okafor, with the tag Harbour. */
static MAYBE_UNUSED struct story_save new_story(const char *headline)
{
    return (struct story_save){
        .kind = STORY_NEWS,
        .slug = "",
        .text = {.headline = headline,
                 .dek = "A standfirst.",
                 .body = "The harbour was quiet.\n\nNobody knew why.",
                 .bylines = {&one_byline, 1},
                 .tags = {&one_tag, 1},
                 .section = {.slug = "city"}},
    };
}

static MAYBE_UNUSED enum store_status try_save(struct site *t, const struct story_save *in,
                                               int64_t now, struct story_saved *out)
{
    forget_problems(t);
    return story_save(t->s, t->a, in, now, out, &t->why);
}

static MAYBE_UNUSED struct story_saved save(struct site *t, const struct story_save *in,
                                            int64_t now)
{
    struct story_saved out;
    enum store_status st = try_save(t, in, now, &out);
    if (st != STORE_OK)
        print_error("save: %s; %s; %s\n", store_status_text(st), store_error(t->s),
                    t->why.n > 0 ? t->why.v[0].text : "no problem named");
    assert_int_equal(st, STORE_OK);
    return out;
}

/* Publishes a new story at `now` (published_at 0) or for published_at. */
static MAYBE_UNUSED int64_t publish(struct site *t, const char *headline, int64_t published_at,
                                    int64_t now)
{
    struct story_save in = new_story(headline);
    in.action = STORY_PUBLISH;
    in.published_at = published_at;
    return save(t, &in, now).story_id;
}

/* Somebody who signs in, by name; made when new. */
static MAYBE_UNUSED int64_t user_of(struct site *t, const char *login, enum role role)
{
    struct user u;
    int64_t id = 0;
    if (user_find(t->s, t->a, login, &u) == STORE_OK)
        return u.id;
    assert_int_equal(user_add(t->s, &(struct user_new){.login = login, .name = login, .role = role},
                              NULL, T0 - DAY, &id, &t->why),
                     STORE_OK);
    return id;
}

/* A save of one of a story's texts as its form would send it, with a new body unless it is NULL. */
static MAYBE_UNUSED struct story_save save_of(struct site *t, int64_t id, enum named_text on,
                                              int64_t now, const char *body)
{
    struct story_save in;
    assert_int_equal(story_save_begin(t->s, t->a, id, on, now, &in), STORE_OK);
    if (body)
        in.text.body = body;
    return in;
}

/* The next save of a story: of the text that was saved last. */
static MAYBE_UNUSED struct story_save next_save(struct site *t, int64_t id, int64_t now,
                                                const char *body)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, now, &v), STORE_OK);
    enum named_text on = v.story.head == v.story.draft    ? NAMED_DRAFT
                         : v.story.head == v.story.staged ? NAMED_WAITING
                                                          : NAMED_LIVE;
    return save_of(t, id, on, now, body);
}

/* The next text of a story, published with a correction. */
static MAYBE_UNUSED struct story_save correction(struct site *t, int64_t id, int64_t now,
                                                 const char *body)
{
    struct story_save in = next_save(t, id, now, body);
    in.action = STORY_PUBLISH;
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "loud";
    return in;
}

/* Takes what waits off the schedule, whatever it is. */
static MAYBE_UNUSED enum store_status unschedule(struct site *t, int64_t id, int64_t now)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, now, &v), STORE_OK);
    forget_problems(t);
    return story_unschedule(t->s, id, v.story.staged, TIME_ANY, NULL, now, &t->why);
}

static MAYBE_UNUSED struct story story_now(struct site *t, int64_t id, int64_t now)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, now, &v), STORE_OK);
    return v.story;
}

/* Makes a withdrawn story live again as it was. */
static MAYBE_UNUSED enum store_status restore(struct site *t, int64_t id, int64_t now)
{
    struct named_infos texts;
    assert_int_equal(story_texts(t->s, t->a, id, NULL, now, &texts), STORE_OK);
    forget_problems(t);
    const struct named_info *live = &texts.v[NAMED_LIVE];
    return story_restore(t->s, id, live->number, live->hash, story_now(t, id, now).withdrawn_at,
                         NULL, now, &t->why);
}

/* How many cards a list holds at now. */
static MAYBE_UNUSED size_t count_list(struct site *t, enum story_list list, int64_t key,
                                      int64_t now)
{
    struct cards cards;
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){.list = list, .key = key, .limit = 100},
                                now, &cards),
                     STORE_OK);
    return cards.n;
}

static MAYBE_UNUSED void assert_problem(struct site *t, const char *field)
{
    if (problem_of(&t->why, field) == NULL) {
        for (size_t i = 0; i < t->why.n; i++)
            print_error("  has %s: %s\n", t->why.v[i].field, t->why.v[i].text);
        fail_msg("no problem on %s", field);
    }
}

static MAYBE_UNUSED size_t count_audit(struct site *t, int64_t story, const char *action)
{
    struct audit_entries e;
    size_t n = 0;
    assert_int_equal(audit_list(t->s, t->a, story, 0, 1000, &e), STORE_OK);
    for (size_t i = 0; i < e.n; i++)
        n += strcmp(e.v[i].action, action) == 0;
    return n;
}

static MAYBE_UNUSED void count_trouble(void *ctx, const char *sentence)
{
    print_error("  verify: %s\n", sentence);
    ++*(int *)ctx;
}

/* What store_verify finds. */
static MAYBE_UNUSED int verify(struct site *t)
{
    int found = 0;
    int64_t checked = 0;
    assert_int_equal(store_verify(t->s, count_trouble, &found, &checked), STORE_OK);
    assert_true(checked > 0);
    return found;
}

#endif

/* test_site.c: opening, batches, copies, verification; settings, sections, pictures. */
#include "store_test.h"

#include <fcntl.h>
#include <sys/stat.h>

/* ---- Opening ------------------------------------------------------------------------------- */

static void a_site_is_made_once(void **state)
{
    struct site *t = *state;
    struct store *s;
    assert_int_equal(store_open(t->dir, STORE_CREATE, &s), STORE_EXISTS);
    assert_true(strlen(store_error(s)) > 0);
    store_close(s);
    assert_int_equal(store_open("/nowhere/at/all", STORE_WRITE, &s), STORE_MISSING);
    store_close(s);
    char empty[64];
    make_folder(empty);
    assert_int_equal(store_open(empty, STORE_WRITE, &s), STORE_MISSING);
    store_close(s);
    assert_int_equal(store_open(empty, STORE_READ, &s), STORE_MISSING);
    store_close(s);
    remove_folder(empty);
    assert_non_null(strstr(store_engine(t->s), "SQLite"));
}

static void a_reader_reads_what_writers_commit_and_cannot_write(void **state)
{
    struct site *t = *state;
    struct store *r;
    assert_int_equal(store_open(t->dir, STORE_READ, &r), STORE_OK);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_view v;
    assert_int_equal(story_get(r, t->a, id, 0, T0, &v), STORE_OK);
    assert_string_equal(v.revision.text.headline, "Quiet water");
    struct story_save in = new_story("No");
    struct story_saved out;
    assert_int_equal(story_save(r, t->a, &in, T0, &out, &t->why), STORE_FAILED);
    assert_int_equal(setting_set(r, SETTING_TITLE, "No", 0, T0, &t->why), STORE_FAILED);
    assert_int_equal(session_end(r, 1, T0), STORE_FAILED);
    assert_int_equal(store_batch_begin(r), STORE_FAILED);
    store_close(r);
}

static void a_reader_opens_a_site_that_nobody_writes(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    store_close(t->s);
    char path[96];
    snprintf(path, sizeof path, "%s/dateline.db-wal", t->dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/dateline.db-shm", t->dir);
    unlink(path);
    assert_int_equal(store_open(t->dir, STORE_READ, &t->s), STORE_OK);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_int_equal(verify(t), 0);
}

static void a_site_that_is_not_readable_by_others(void **state)
{
    struct site *t = *state;
    struct stat sb;
    char path[96];
    snprintf(path, sizeof path, "%s/dateline.db", t->dir);
    assert_int_equal(stat(path, &sb), 0);
    assert_int_equal(sb.st_mode & 07, 0);
}

static void another_writer_waits_for_a_batch_to_end(void **state)
{
    struct site *t = *state;
    struct store *other;
    assert_int_equal(store_open(t->dir, STORE_WRITE, &other), STORE_OK);
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish(t, "Quiet water", 0, T0);
    assert_int_equal(audit_add(other, 0, 0, "test", "", T0), STORE_BUSY); /* after 5 s */
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    assert_int_equal(audit_add(other, 0, 0, "test", "", T0), STORE_OK);
    store_close(other);
}

/* ---- Batches and the generation ------------------------------------------------------------ */

static void a_batch_is_all_or_nothing_and_each_operation_in_it_too(void **state)
{
    struct site *t = *state;
    struct story_saved out;
    int64_t before = store_generation(t->s);
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish(t, "One", 0, T0);
    struct story_save bad = new_story("Bad");
    struct group newcomer = {.name = "New Person"};
    bad.text.bylines = (struct groups){&newcomer, 1};
    bad.text.hero_id = 5; /* refused after the byline was made */
    assert_int_equal(try_save(t, &bad, T0, &out), STORE_REFUSED);
    publish(t, "Two", 0, T0);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 2);
    struct group g;
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "new-person", &g), STORE_MISSING);
    assert_true(store_generation(t->s) > before);

    before = store_generation(t->s);
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish(t, "Three", 0, T0);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 3); /* it sees its own */
    store_batch_abandon(t->s);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 2);
    assert_int_equal(store_generation(t->s), before);
}

static void the_generation_grows_with_what_readers_could_see(void **state)
{
    struct site *t = *state;
    struct store *r;
    assert_int_equal(store_open(t->dir, STORE_READ, &r), STORE_OK);
    int64_t a = store_generation(r);
    assert_true(a > 0);
    assert_int_equal(audit_add(t->s, 0, 0, "quiet", "", T0), STORE_OK);
    assert_int_equal(store_generation(r), a);
    publish(t, "Quiet water", 0, T0);
    int64_t b = store_generation(r);
    assert_true(b > a);
    assert_int_equal(setting_set(t->s, SETTING_TITLE, "The Tide", 0, T0, &t->why), STORE_OK);
    assert_true(store_generation(r) > b);
    store_close(r);
}

/* ---- Copy and verify ----------------------------------------------------------------------- */

static void a_copy_is_a_whole_site(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    char dir[64], file[96];
    make_folder(dir);
    snprintf(file, sizeof file, "%s/dateline.db", dir);
    assert_int_equal(store_copy(t->s, file), STORE_OK);
    assert_int_equal(store_copy(t->s, file), STORE_EXISTS);
    struct store *copy;
    struct story_view v;
    assert_int_equal(store_open(dir, STORE_READ, &copy), STORE_OK);
    assert_int_equal(story_get(copy, t->a, id, 0, T0, &v), STORE_OK);
    store_close(copy);
    assert_int_equal(store_open(dir, STORE_WRITE, &copy), STORE_OK);
    assert_int_equal(audit_add(copy, 0, 0, "test", "", T0), STORE_OK);
    store_close(copy);
    remove_folder(dir);
}

static struct media a_picture(struct site *t, const char *name, const char *sha256)
{
    struct media m = {.name = name,
                      .folder = "2026/01",
                      .original = "IMG_1.jpg",
                      .source_sha256 = sha256,
                      .width = 1600,
                      .height = 900,
                      .alt = "A pier",
                      .caption = "",
                      .credit = "Tomas Reyle"};
    const int widths[] = {480, 960, 1600};
    for (size_t f = 0; f < 2; f++) {
        for (size_t i = 0; i < 3; i++) {
            m.files[m.n_files++] = (struct media_file){
                .format = (enum media_format)f,
                .width = widths[i],
                .height = widths[i] * 9 / 16,
                .bytes = 3,
                .path = arena_printf(t->a, "2026/01/%s-%d.%s", name, widths[i],
                                     f == 0 ? "jpg" : "webp"),
                .sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"};
        }
    }
    return m;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void verify_names_pictures_that_are_missing_or_changed(void **state)
{
    struct site *t = *state;
    struct media m = a_picture(t, "0123456789abcdef0123456789abcdef", "aa");
    assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    assert_int_equal(verify(t), 6);
    mkdir(arena_printf(t->a, "%s/media", t->dir), 0700);
    mkdir(arena_printf(t->a, "%s/media/2026", t->dir), 0700);
    mkdir(arena_printf(t->a, "%s/media/2026/01", t->dir), 0700);
    for (size_t i = 0; i < m.n_files; i++)
        write_file(arena_printf(t->a, "%s/media/%s", t->dir, m.files[i].path), "abc");
    assert_int_equal(verify(t), 0);
    write_file(arena_printf(t->a, "%s/media/%s", t->dir, m.files[0].path), "abx");
    write_file(arena_printf(t->a, "%s/media/%s", t->dir, m.files[1].path), "abcd");
    assert_int_equal(verify(t), 2);
}

/* ---- Settings ------------------------------------------------------------------------------ */

static void settings_have_defaults_checks_and_an_audit_entry(void **state)
{
    struct site *t = *state;
    struct settings set;
    assert_int_equal(setting_all(t->s, t->a, &set), STORE_OK);
    for (int k = 0; k < SETTING_MAX; k++) {
        assert_non_null(set.v[k]);
        assert_int_equal(setting_find(setting_name((enum setting)k)), k);
        assert_true(strlen(setting_help((enum setting)k)) > 10);
        assert_null(setting_warning((enum setting)k, set.v[k]));
    }
    assert_int_equal(setting_find("no_such"), SETTING_MAX);
    const struct {
        enum setting k;
        const char *good, *bad;
    } rows[] = {
        {SETTING_TITLE, "The Tide", " "},
        {SETTING_BASE_URL, "https://news.example.org", "https://news.example.org/"},
        {SETTING_ZONE, "Europe/Berlin", "Europe/Atlantis"},
        {SETTING_LOCALE, "de", ""},
        {SETTING_CLOCK, "always", "sometimes"},
        {SETTING_CORRECTIONS_EMAIL, "a@b.example", "nobody"},
        {SETTING_SHOW_DIFFS, "1", "yes"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        forget_problems(t);
        assert_int_equal(setting_set(t->s, rows[i].k, rows[i].bad, 0, T0, &t->why), STORE_REFUSED);
        assert_problem(t, setting_name(rows[i].k));
        assert_int_equal(setting_set(t->s, rows[i].k, rows[i].good, 0, T0, &t->why), STORE_OK);
        assert_int_equal(setting_all(t->s, t->a, &set), STORE_OK);
        assert_string_equal(set.v[rows[i].k], rows[i].good);
    }
    assert_int_equal(count_audit(t, 0, "setting.set"), sizeof rows / sizeof rows[0]);
}

static void an_address_is_kept_as_machines_read_it(void **state)
{
    static const struct {
        const char *typed, *kept; /* NULL: refused */
    } cases[] = {
        {"https://größte-zeitung.de", "https://xn--grte-zeitung-m9a53a.de"},
        {"https://xn--grte-zeitung-m9a53a.de", "https://xn--grte-zeitung-m9a53a.de"},
        {"HTTPS://News.Example.org:8443", "https://news.example.org:8443"},
        {"https://مثال.إختبار", "https://xn--mgbh0fb.xn--kgbechtv"},
        {"https://größe..de", NULL},
        {"https://xn--a.de", NULL},
    };
    struct site *t = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings now;
        forget_problems(t);
        enum store_status st = setting_set(t->s, SETTING_BASE_URL, cases[i].typed, 0, T0, &t->why);
        assert_int_equal(st, cases[i].kept ? STORE_OK : STORE_REFUSED);
        if (!cases[i].kept)
            assert_problem(t, "base_url");
        assert_int_equal(setting_all(t->s, t->a, &now), STORE_OK);
        assert_true(!cases[i].kept || strcmp(now.v[SETTING_BASE_URL], cases[i].kept) == 0);
    }
}

/* ---- Groups -------------------------------------------------------------------------------- */

static void a_group_is_made_and_then_changed_by_its_slug(void **state)
{
    struct site *t = *state;
    int64_t id, again;
    struct group g;
    assert_int_equal(
        group_put(t->s, GROUP_BYLINE, &(struct group){.name = "José Ñandú"}, 0, T0, &id, &t->why),
        STORE_OK);
    assert_int_equal(
        group_put(t->s, GROUP_BYLINE,
                  &(struct group){.slug = "jose-nandu", .name = "José Ñandú", .text = "Writes."}, 0,
                  T0, &again, &t->why),
        STORE_OK);
    assert_int_equal(id, again);
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "jose-nandu", &g), STORE_OK);
    assert_string_equal(g.text, "Writes.");
    assert_int_equal(
        group_put(t->s, GROUP_TAG, &(struct group){.name = "!!!"}, 0, T0, &id, &t->why),
        STORE_REFUSED);
    assert_problem(t, "slug");
    assert_int_equal(
        group_put(t->s, GROUP_TAG, &(struct group){.slug = "x", .name = " "}, 0, T0, &id, &t->why),
        STORE_REFUSED);
    assert_problem(t, "name");
    assert_int_equal(group_find(t->s, t->a, GROUP_TAG, "x", &g), STORE_MISSING);
}

static void bylines_are_found_by_name_or_slug_and_not_doubled(void **state)
{
    struct site *t = *state;
    struct group names[] = {{.name = "Ines Okafor"},
                            {.name = "Tomas Reyle"},
                            {.slug = "ines-okafor"},
                            {.name = "INES OKAFOR"}};
    struct story_save in = new_story("Quiet water");
    in.text.bylines = (struct groups){names, 4};
    int64_t id = save(t, &in, T0).story_id;
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_int_equal(v.revision.text.bylines.n, 2);
    assert_string_equal(v.revision.text.bylines.v[0].name, "Ines Okafor");
    assert_string_equal(v.revision.text.bylines.v[1].name, "Tomas Reyle");
}

static void a_group_counts_live_stories_alone(void **state)
{
    struct site *t = *state;
    publish(t, "Live", 0, T0);
    publish(t, "Later", T0 + DAY, T0);
    struct groups g;
    assert_int_equal(group_list(t->s, t->a, GROUP_SECTION, true, T0, &g), STORE_OK);
    assert_int_equal(g.n, 2);
    assert_string_equal(g.v[0].slug, "city");
    assert_int_equal(g.v[0].stories, 1);
    assert_int_equal(g.v[1].stories, 0);
    assert_int_equal(group_list(t->s, t->a, GROUP_BYLINE, true, T0 + DAY, &g), STORE_OK);
    assert_int_equal(g.v[0].stories, 2);
}

/* ---- Pictures ------------------------------------------------------------------------------ */

static void one_picture_is_kept_once(void **state)
{
    struct site *t = *state;
    struct media m = a_picture(t, "0123456789abcdef0123456789abcdef", "aa");
    assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    struct media same = a_picture(t, "ffffffffffffffffffffffffffffffff", "aa"), got;
    assert_int_equal(media_add(t->s, t->a, &same, T0 + 1), STORE_EXISTS);
    assert_int_equal(same.id, m.id);
    assert_string_equal(same.name, m.name);
    assert_int_equal(media_get(t->s, t->a, m.id, &got), STORE_OK);
    assert_int_equal(got.n_files, 6);
    assert_int_equal(got.created_at, T0);
    assert_int_equal(media_find_sha256(t->s, t->a, "aa", &got), STORE_OK);
    assert_int_equal(media_find_sha256(t->s, t->a, "bb", &got), STORE_MISSING);
    assert_int_equal(media_get(t->s, t->a, 99, &got), STORE_MISSING);
}

static void a_picture_is_found_by_the_addresses_of_its_files(void **state)
{
    struct site *t = *state;
    struct media m = a_picture(t, "0123456789abcdef0123456789abcdef", "aa"), got;
    assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    const char *good[] = {"/media/2026/01/0123456789abcdef0123456789abcdef-960.jpg",
                          "/media/0123456789abcdef0123456789abcdef"};
    const char *bad[] = {"/media/x",
                         "/media/",
                         "https://e.example/media/0123456789abcdef0123456789abcdef",
                         "/media/0123456789abcdef0123456789abcdeg",
                         "/media/ffffffffffffffffffffffffffffffff",
                         ""};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(media_find_url(t->s, t->a, good[i], &got), STORE_OK);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(media_find_url(t->s, t->a, bad[i], &got), STORE_MISSING);
    assert_string_equal(media_srcset(t->a, &m, MEDIA_JPEG),
                        "/media/2026/01/0123456789abcdef0123456789abcdef-480.jpg 480w, "
                        "/media/2026/01/0123456789abcdef0123456789abcdef-960.jpg 960w, "
                        "/media/2026/01/0123456789abcdef0123456789abcdef-1600.jpg 1600w");
    assert_null(media_srcset(t->a, &m, MEDIA_AVIF));
    assert_int_equal(media_best(&m, MEDIA_WEBP, 500)->width, 960);
    assert_int_equal(media_best(&m, MEDIA_WEBP, 9000)->width, 1600);
    assert_null(media_best(&m, MEDIA_AVIF, 500));
}

static void recent_pictures_page_by_id(void **state)
{
    struct site *t = *state;
    for (int i = 0; i < 5; i++) {
        struct media m = a_picture(t, arena_printf(t->a, "%032d", i), arena_printf(t->a, "%d", i));
        assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    }
    struct media_list list;
    assert_int_equal(media_recent(t->s, t->a, NULL, 0, 3, T0, &list), STORE_OK);
    assert_int_equal(list.n, 3);
    assert_int_equal(list.v[0].n_files, 6);
    assert_int_equal(media_recent(t->s, t->a, NULL, list.v[2].id, 3, T0, &list), STORE_OK);
    assert_int_equal(list.n, 2);
}

static void a_story_shows_its_pictures(void **state)
{
    struct site *t = *state;
    struct media m = a_picture(t, "0123456789abcdef0123456789abcdef", "aa");
    assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    struct story_save in = new_story("Quiet water");
    in.action = STORY_PUBLISH;
    in.text.hero_id = m.id;
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "hero_alt");
    assert_problem(t, "hero_credit");
    in.text.hero_alt = "A pier at dawn";
    in.text.hero_credit = "Tomas Reyle";
    in.text.body = "Look:\n\n![The pier](/media/0123456789abcdef0123456789abcdef)\n\nFine.";
    int64_t id = save(t, &in, T0).story_id;
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_true(v.has_hero);
    assert_int_equal(v.hero.n_files, 6);
    assert_non_null(strstr(v.revision.body_html, "-960.jpg"));
    assert_non_null(strstr(v.revision.body_html, "1600w"));
    struct card card;
    assert_int_equal(story_card(t->s, t->a, id, T0, &card), STORE_OK);
    struct media hero;
    assert_int_equal(card_hero(t->s, t->a, &card, &hero), STORE_OK);
    assert_int_equal(hero.n_files, 6);
}

static void a_base_url_of_this_machine_is_known(void **state)
{
    (void)state;
    static const char *const here[] = {"http://127.0.0.1:8080", "http://127.0.0.1",
                                       "http://127.8.9.1:80",   "http://localhost",
                                       "http://LocalHost:9000", "http://paper.localhost:8080",
                                       "http://[::1]:8080",     "http://[::1]"};
    static const char *const beyond[] = {"http://example.org",
                                         "http://192.168.1.7:8080",
                                         "http://127.0.0.1.example.org",
                                         "http://localhost.example.org",
                                         "http://mylocalhost",
                                         "http://0.0.0.0:8080",
                                         "http://[::2]",
                                         "http://[::1]x",
                                         "http://10.0.0.127",
                                         "localhost",
                                         ""};
    for (size_t i = 0; i < sizeof here / sizeof *here; i++)
        assert_true(setting_is_loopback(here[i]));
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
        assert_false(setting_is_loopback(beyond[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_site_is_made_once),
        sited(a_reader_reads_what_writers_commit_and_cannot_write),
        sited(a_reader_opens_a_site_that_nobody_writes),
        sited(a_site_that_is_not_readable_by_others),
        sited(another_writer_waits_for_a_batch_to_end),
        sited(a_batch_is_all_or_nothing_and_each_operation_in_it_too),
        sited(the_generation_grows_with_what_readers_could_see),
        sited(a_copy_is_a_whole_site),
        sited(verify_names_pictures_that_are_missing_or_changed),
        sited(settings_have_defaults_checks_and_an_audit_entry),
        cmocka_unit_test(a_base_url_of_this_machine_is_known),
        sited(an_address_is_kept_as_machines_read_it),
        sited(a_group_is_made_and_then_changed_by_its_slug),
        sited(bylines_are_found_by_name_or_slug_and_not_doubled),
        sited(a_group_counts_live_stories_alone),
        sited(one_picture_is_kept_once),
        sited(a_picture_is_found_by_the_addresses_of_its_files),
        sited(recent_pictures_page_by_id),
        sited(a_story_shows_its_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_assets.c: the files below static/ and the hashes that they are known by. */
#include "check.h"

#include "cgi/assets.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const folders[] = {"css", "js", "js/desk"};
static const char *const files[] = {"css/a.css", "js/page.js", "js/desk/a.js", "js/desk/b.js"};

static void put(const char *root, const char *file, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", root, file);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0 && fclose(f) == 0);
}

static void hash_of(const char *root, const char *file, char out[ASSETS_HASH_DIGITS + 1])
{
    struct assets *as = assets_load(&root, 1);
    assert_non_null(as);
    assert_non_null(assets_hash(as, file));
    memcpy(out, assets_hash(as, file), ASSETS_HASH_DIGITS + 1);
    assets_free(as);
}

static void remove_all(const char *root)
{
    char path[300];
    for (size_t i = 0; i < COUNT(files); i++) {
        snprintf(path, sizeof path, "%s/%s", root, files[i]);
        unlink(path);
    }
    for (size_t i = COUNT(folders); i-- > 0;) {
        snprintf(path, sizeof path, "%s/%s", root, folders[i]);
        rmdir(path);
    }
    rmdir(root);
}

/* A module is asked for below the address of the one that imports it. */
static void modules_of_one_folder_share_a_hash_of_them_all(void **state)
{
    (void)state;
    char root[] = "/tmp/dateline-assets-XXXXXX", a[9], b[9], page[9], css[9], later[9];
    assert_non_null(mkdtemp(root));
    for (size_t i = 0; i < COUNT(folders); i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", root, folders[i]);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    for (size_t i = 0; i < COUNT(files); i++)
        put(root, files[i], files[i]);
    hash_of(root, "js/desk/a.js", a);
    hash_of(root, "js/desk/b.js", b);
    hash_of(root, "js/page.js", page);
    hash_of(root, "css/a.css", css);
    assert_string_equal(a, b);
    assert_string_not_equal(a, page);

    put(root, "js/desk/b.js", "changed");
    hash_of(root, "js/desk/a.js", later);
    assert_string_not_equal(a, later);
    hash_of(root, "js/page.js", later);
    assert_string_equal(page, later);
    hash_of(root, "css/a.css", later);
    assert_string_equal(css, later);
    remove_all(root);
}

static void is_sent(const char *const *folders_in, size_t n, const char *file, const char *want)
{
    struct assets *as = assets_load(folders_in, n);
    struct asset_file f;
    char got[200] = "";
    assert_non_null(as);
    assert_true(assets_open(as, file, &f));
    if (f.sent)
        memcpy(got, f.sent, (size_t)f.size);
    else
        assert_int_equal(read(f.fd, got, sizeof got - 1), f.size);
    assert_string_equal(got, want);
    if (f.fd >= 0)
        close(f.fd);
    assets_free(as);
}

/* A comment beside code stays, for it might be none: so does all of a site's own script. */
static void comments_on_lines_of_their_own_are_not_sent(void **state)
{
    (void)state;
    static const struct {
        const char *is, *sent;
    } cases[] = {
        {"/* a.js: it. */\nlet a;\n", "\nlet a;\n"},
        {"let a;\n  /* Two\n   * lines. */\nlet b;", "let a;\n\n\nlet b;"},
        {"let a; /* this one */\n", "let a; /* this one */\n"},
        {"/* this one */ let a;\n", "/* this one */ let a;\n"},
        {"/* one */\n/* two */ \n", "\n\n"},
        {"/* no end\nlet a;", "/* no end\nlet a;"},
        {"/**/\n/* last */", "\n"},
        {"let a = \"/*\";\n//* b\n", "let a = \"/*\";\n//* b\n"},
        {"", ""},
    };
    char root[] = "/tmp/dateline-assets-XXXXXX", own[] = "/tmp/dateline-assets-XXXXXX", path[300];
    assert_non_null(mkdtemp(root));
    assert_non_null(mkdtemp(own));
    const char *site_first[] = {root, own};
    for (size_t i = 0; i < COUNT(folders); i++) {
        snprintf(path, sizeof path, "%s/%s", root, folders[i]);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    for (size_t i = 0; i < COUNT(cases); i++) {
        put(root, "js/page.js", cases[i].is);
        is_sent(site_first, 1, "js/page.js", cases[i].sent);
        is_sent(site_first, 2, "js/page.js", cases[i].is);
    }
    put(root, "css/a.css", cases[0].is);
    is_sent(site_first, 1, "css/a.css", cases[0].is);
    remove_all(root);
    rmdir(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modules_of_one_folder_share_a_hash_of_them_all),
        cmocka_unit_test(comments_on_lines_of_their_own_are_not_sent),
    };
    return cmocka_run_group_tests_name("assets", tests, NULL, NULL);
}

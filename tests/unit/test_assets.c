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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modules_of_one_folder_share_a_hash_of_them_all),
    };
    return cmocka_run_group_tests_name("assets", tests, NULL, NULL);
}

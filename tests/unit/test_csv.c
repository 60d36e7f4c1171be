/* test_csv.c: tables for other programs. */
#include "lib/csv.h"

#include "check.h"

static void cells_are_quoted_and_no_formula(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 4096);
    csv_cell(&out, "plain");
    csv_int(&out, 7);
    csv_int(&out, 0);
    csv_cell(&out, "a \"b\", c\nd");
    csv_end(&out);
    csv_cell(&out, "=cmd()");
    csv_cell(&out, "");
    csv_cell(&out, "@x");
    csv_cell(&out, "-1");
    csv_cell(&out, "1-1");
    csv_end(&out);
    assert_false(out.failed);
    buf_add(&out, "", 1);
    assert_string_equal(out.p, "\"plain\",7,\"\",\"a \"\"b\"\", c\nd\"\r\n"
                               "\"'=cmd()\",\"\",\"'@x\",\"'-1\",\"1-1\"\r\n");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_and_no_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

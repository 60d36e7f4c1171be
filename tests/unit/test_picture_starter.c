/* test_picture_starter.c: who starts dateline-image is asked by workers, which read strangers' bytes: whatever one
 * of them sends, the next picture of another is made by the same starter. */
#include "check.h"
#include "picture_folder.h"

#include "db/picture.h"
#include "lib/buf.h"
#include "lib/dateline.h"
#include "lib/token.h"

#include <dirent.h>
#include <sys/socket.h>
#include <sys/wait.h>

enum { SENT_MAX = 8 };

/* n bytes, and so many descriptors of ours. */
static void say(const struct starter *s, const char *bytes, size_t n, size_t descriptors)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(SENT_MAX * sizeof(int))];
    } d = {0};
    struct iovec v = {.iov_base = (void *)bytes, .iov_len = n};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    if (descriptors > 0) {
        m.msg_control = d.bytes;
        m.msg_controllen = CMSG_SPACE(descriptors * sizeof(int));
        struct cmsghdr *head = CMSG_FIRSTHDR(&m);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(descriptors * sizeof(int));
        memset(CMSG_DATA(head), 0, descriptors * sizeof(int)); /* our standard input */
    }
    assert_int_equal(sendmsg(s->ask, &m, MSG_NOSIGNAL), n);
}

static int open_files(const struct starter *s)
{
    char path[64];
    int n = -2; /* "." and ".." */
    snprintf(path, sizeof path, "/proc/%d/fd", (int)s->pid);
    DIR *d = opendir(path);
    assert_non_null(d);
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

/* Three standard ones and its socket. A job's may be there for a moment after its picture is made. */
static void assert_keeps_no_descriptor(const struct starter *s)
{
    for (int i = 0; i < 2000 && open_files(s) != 4; i++)
        usleep(5000);
    assert_int_equal(open_files(s), 4);
}

static void assert_makes_a_picture(const struct starter *s, const struct picture_folder *place)
{
    const struct picture_maker by = {.helper = place->helper, .starter = s->ask};
    struct arena *a = arena_new();
    struct picture made;
    struct buf b;
    buf_init(&b, 1 << 20);
    FILE *f = fopen("tests/fixtures/pictures/small.png", "rb");
    assert_non_null(f);
    for (int c; (c = fgetc(f)) != EOF;)
        buf_addc(&b, (char)c);
    fclose(f);
    const struct picture_source from = {.bytes = b.p, .n = b.len, .credit = ""};
    assert_int_equal(picture_make(a, &by, place->fd, &from, INT64_C(1767862800000), &made),
                     PICTURE_OK);
    picture_settle(place->fd, &made);
    buf_free(&b);
    arena_free(a);
}

static void whatever_a_worker_sends_the_next_picture_is_made(void **state)
{
    static const char noise[PHOTO_LINE_MAX * 4] = "noise";
    struct picture_folder place;
    struct starter s;
    (void)state;
    assert_true(token_init());
    picture_folder_make(&place);
    assert_true(starter_open(&s, place.helper));
    starter_keep(&s);
    assert_true(s.pid > 0);
    assert_makes_a_picture(&s, &place);

    say(&s, "", 0, 0);
    say(&s, "", 0, 4);
    say(&s, "", 1, 0);
    say(&s, "", 1, 3);
    say(&s, "", 1, SENT_MAX);
    say(&s, "x", 1, 4);
    say(&s, noise, sizeof noise, 4);
    assert_makes_a_picture(&s, &place);
    assert_int_equal(waitpid(s.pid, NULL, WNOHANG), 0);
    assert_keeps_no_descriptor(&s);

    starter_close(&s);
    picture_folder_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_a_worker_sends_the_next_picture_is_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

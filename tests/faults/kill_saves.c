/* kill_saves.c: kills a process that saves, again and again, and looks at what is left.
 *
 * usage: kill_saves [KILLS [SEED]]
 *
 * A child saves stories in a loop, keeping and publishing, and writes each saved revision into a
 * pipe after the store said STORE_OK. At a random instant it is killed. Then every revision
 * that was acknowledged must be there whole, and the site must verify. Now and then it begins a new
 * story by a form; the last one is sent again after each kill, and whatever became of its first
 * arrival there must be exactly one story of it. SIGKILL stands for a crash
 * of the process; what a loss of power leaves depends on the disk keeping its fsync promise. */
#include "db/group.h"
#include "db/story_desk.h"
#include "lib/token.h"
#include "tests/remove_folder.h"

#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define T0 INT64_C(1767864600000)
#define STORIES 5

/* What the child says: this revision is saved, or (story_id 0) this form is on its way. */
struct saved {
    int64_t story_id;
    int number;
    int live;
    int64_t form;
};

struct run {
    char dir[64];
    int64_t stories[STORIES];
    int heads[STORIES]; /* acknowledged */
    int64_t saves;
    int64_t form;        /* the last one on its way; 0: none yet */
    int forms, repeated; /* sent again; of those, how many had been saved at the first arrival */
    unsigned seed;
};

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "kill_saves: %s: %s\n", what, why);
    exit(1);
}

static struct store *open_site(const struct run *r, enum store_mode mode)
{
    struct store *s;
    if (store_open(r->dir, mode, &s) != STORE_OK)
        die("open", store_error(s));
    return s;
}

/* The body says which story and number it belongs to, many times over: a torn one would show. */
static const char *body_of(struct arena *a, int story, int number)
{
    char *line = arena_printf(a, "Story %d, revision %d. ", story, number);
    size_t len = strlen(line), times = 1 + (size_t)(number * 37 % 400);
    char *body = arena_alloc(a, len * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(body + i * len, line, len);
    body[len * times - 1] = '\0';
    return body;
}

/* The text that was saved last: a draft where there is one. */
static struct story_save save_of(struct store *s, struct arena *a, int story, int64_t id, int head,
                                 bool publish, int64_t now)
{
    static struct group byline = {.name = "Ines Okafor"};
    struct story_save in = {.slug = "", .kind = STORY_NEWS};
    if (id != 0 && story_save_begin(s, a, id, NAMED_DRAFT, now, &in) != STORE_OK &&
        story_save_begin(s, a, id, NAMED_LIVE, now, &in) != STORE_OK)
        die("read", store_error(s));
    in.text = (struct story_text){.headline = arena_printf(a, "Story %d", story),
                                  .body = body_of(a, story, head + 1),
                                  .bylines = {&byline, 1},
                                  .section = {.slug = "city"}};
    in.action = publish ? STORY_PUBLISH : STORY_KEEP;
    in.edit = head % 3 == 0 ? EDIT_UPDATE : EDIT_MINOR;
    in.note = "New.";
    return in;
}

/* A new story by a form. */
static struct story_saved send_form(struct store *s, struct arena *a, int64_t form, int64_t now)
{
    const char *name = arena_printf(a, "form-%" PRId64 "-", form);
    const struct actor by = {.role = ROLE_EDITOR, .form = name, .digest = "digest"};
    struct problems why = {.arena = a};
    struct story_saved out;
    struct story_save in = save_of(s, a, 0, 0, 0, false, now);
    in.by = &by;
    in.text.headline = name;
    if (story_save(s, a, &in, now, &out, &why) != STORE_OK)
        die("form", why.n > 0 ? why.v[0].text : store_error(s));
    return out;
}

static void say(int pipe_fd, struct saved said)
{
    if (write(pipe_fd, &said, sizeof said) != sizeof said)
        _exit(2);
}

static _Noreturn void child(struct run *r, int pipe_fd)
{
    struct store *s = open_site(r, STORE_WRITE);
    for (int64_t n = 0;; n++) {
        struct arena *a = arena_new();
        if (n % 3 == 0) {
            int64_t form = r->form + 1 + n;
            say(pipe_fd, (struct saved){.form = form});
            send_form(s, a, form, T0 + (r->saves + n) * 1000);
        }
        struct problems why = {.arena = a};
        struct story_saved out;
        int i = (int)(n % STORIES);
        int64_t now = T0 + (r->saves + n) * 1000;
        struct story_save in = save_of(s, a, i, r->stories[i], r->heads[i], n % 2 == 1, now);
        if (story_save(s, a, &in, now, &out, &why) != STORE_OK)
            die("save", why.n > 0 ? why.v[0].text : store_error(s));
        r->heads[i] = out.number;
        say(pipe_fd, (struct saved){out.story_id, out.number, out.story.live, 0});
        arena_free(a);
    }
}

/* Takes what the child acknowledged: at most `most` of it, or until the pipe ends. */
static void hear(struct run *r, int pipe_fd, int most)
{
    struct saved said;
    for (int n = 0; n < most && read(pipe_fd, &said, sizeof said) == sizeof said; n++) {
        if (said.story_id == 0) {
            r->form = said.form;
            continue;
        }
        for (int i = 0; i < STORIES; i++) {
            if (r->stories[i] == said.story_id)
                r->heads[i] = said.number;
        }
        r->saves++;
    }
}

static void trouble(void *ctx, const char *sentence)
{
    (void)ctx;
    die("verify", sentence);
}

/* An unacknowledged last revision may be there (the kill came between commit and word) or not;
 * an acknowledged one must be, and each must be whole. */
static void check_story(struct run *r, struct store *s, struct arena *a, int i, int *extra)
{
    struct story_view v;
    int64_t now = T0 + (r->saves + 1000) * 1000;
    if (story_get(s, a, r->stories[i], 0, now, &v) != STORE_OK)
        die("a story is lost", store_error(s));
    if (v.story.head < r->heads[i])
        die("an acknowledged revision is lost", v.story.slug);
    if (v.story.head > r->heads[i] + 1)
        die("revisions that nobody saved", v.story.slug);
    *extra += v.story.head - r->heads[i];
    for (int n = v.story.head; n > v.story.head - 3 && n > 0; n--) {
        if (story_get(s, a, r->stories[i], n, now, &v) != STORE_OK)
            die("a revision is lost", store_error(s));
        if (n > 1 && strcmp(v.revision.text.body, body_of(a, i, n)) != 0)
            die("a revision is torn", v.story.slug);
    }
    r->heads[i] = v.story.head;
}

static void check(struct run *r, bool whole, int *extra)
{
    struct store *s = open_site(r, STORE_WRITE);
    struct arena *a = arena_new();
    for (int i = 0; i < STORIES; i++)
        check_story(r, s, a, i, extra);
    int64_t checked;
    if (whole && store_verify(s, trouble, NULL, &checked) != STORE_OK)
        die("verify", store_error(s));
    arena_free(a);
    store_close(s);
}

static void send_again(struct run *r)
{
    if (r->form == 0)
        return;
    struct store *s = open_site(r, STORE_WRITE);
    struct arena *a = arena_new();
    int64_t now = T0 + (r->saves + 1000) * 1000;
    struct story_saved out = send_form(s, a, r->form, now);
    struct desk_filter by_name = {.state = STORY_STATE_MAX,
                                  .kind = STORY_KIND_MAX,
                                  .text = arena_printf(a, "form-%" PRId64 "-", r->form)};
    struct desk_rows rows;
    if (story_desk(s, a, &by_name, (struct list_key){0, 0}, 9, now, &rows) != STORE_OK)
        die("read", store_error(s));
    if (rows.n != 1 || rows.v[0].story.id != out.story_id || rows.v[0].story.head != 1)
        die("a form that was sent again", "made another story, or none");
    r->forms++;
    r->repeated += out.repeated;
    arena_free(a);
    store_close(s);
}

static void kill_once(struct run *r)
{
    int fds[2];
    if (pipe(fds) != 0)
        die("pipe", "failed");
    pid_t pid = fork();
    if (pid == 0) {
        close(fds[0]);
        child(r, fds[1]);
    }
    close(fds[1]);
    /* Some saves first, however slow the machine, and then at any point of the next ones; one
     * time in four while it opens the store. */
    int saves = rand_r(&r->seed) % 8 - 2;
    hear(r, fds[0], saves);
    nanosleep(&(struct timespec){.tv_nsec = rand_r(&r->seed) % 4000000}, NULL);
    kill(pid, SIGKILL);
    hear(r, fds[0], INT_MAX);
    close(fds[0]);
    int status;
    waitpid(pid, &status, 0);
    if (!WIFSIGNALED(status))
        die("the child", "ended by itself");
}

static void begin(struct run *r)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(r->dir, sizeof r->dir, "%.40s/dateline-XXXXXX", tmp == NULL ? "/tmp" : tmp);
    if (mkdtemp(r->dir) == NULL)
        die(r->dir, "cannot be made");
    struct store *s = open_site(r, STORE_CREATE);
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    int64_t section;
    if (group_put(s, GROUP_SECTION, &(struct group){.slug = "city", .name = "City"}, 0, T0,
                  &section, &why) != STORE_OK)
        die("section", store_error(s));
    for (int i = 0; i < STORIES; i++) {
        struct story_saved out;
        struct story_save in = save_of(s, a, i, 0, 0, false, T0);
        if (story_save(s, a, &in, T0, &out, &why) != STORE_OK)
            die("story", store_error(s));
        r->stories[i] = out.story_id;
        r->heads[i] = 1;
    }
    arena_free(a);
    store_close(s);
}

int main(int argc, char **argv)
{
    int kills = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 200, extra = 0;
    struct run r = {.seed = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1};
    if (kills < 1 || !token_init())
        die("usage", "kill_saves [KILLS [SEED]]");
    begin(&r);
    for (int i = 0; i < kills; i++) {
        kill_once(&r);
        send_again(&r);
        check(&r, i % 20 == 0 || i == kills - 1, &extra);
    }
    remove_folder(r.dir);
    printf("%d kills, %" PRId64 " saves acknowledged and all there, %d more committed unheard; %d "
           "forms sent again, %d of them saved before\n",
           kills, r.saves, extra, r.forms, r.repeated);
    return 0;
}

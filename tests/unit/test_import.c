/* test_import.c: other systems' Markdown made into ours, and the story a file becomes. */
#include "check.h"

#include "import/body.h"
#include "import/import.h"
#include "import/story_file.h"
#include "tests/remove_folder.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- The text -------------------------------------------------------------------------------- */

static const char *known_reference(void *ctx, const char *target)
{
    (void)ctx;
    return strcmp(target, "2013-04-19-a.md") == 0 ? "/2013/04/a" : NULL;
}

static const char *known_picture(void *ctx, struct body_picture *p, const char **caption)
{
    (void)ctx;
    *caption = p->title;
    return strcmp(p->src, "pictures/a.jpg") == 0 ? "/media/2026/01/x-960.jpg" : NULL;
}

static const char *clean_counted(struct arena *a, const char *text, struct body_counts *counts)
{
    const struct body_hooks hooks = {.reference = known_reference, .picture = known_picture};
    *counts = (struct body_counts){0};
    return body_convert(a, text, &hooks, counts);
}

static const char *clean(struct arena *a, const char *text)
{
    struct body_counts counts;
    return clean_counted(a, text, &counts);
}

#define CLEANS(text, wanted) assert_string_equal(clean(*state, text), wanted)

static void plain_markdown_stays_as_it_is(void **state)
{
    static const char text[] = "# A\n\nOne *two* **three**, 1 < 2 & [four](/five).\n\n- a\n- b\n\n"
                               "> q\n\n    code <b>\n\n```html\n<b>{}</b>\n```\n\n`<i>` \\<i>";
    CLEANS(text, text);
}

/* As a card of Ghost's may have them; found by tests/fuzz/fuzz_html.c. */
static void lines_may_end_as_they_like(void **state)
{
    CLEANS("a\r\rb <b>c</b>\r\n\r\nd", "a\n\nb **c**\n\nd");
    CLEANS("<b>\r\r\r\r\r\r\r\r\r\r\r\r\r\r\ra</b><b>b</b> <b><b>c</b></b>",
           clean(*state, "<b>\n\n\n\n\n\n\n\n\n\n\n\n\n\n\na</b><b>b</b> <b><b>c</b></b>"));
}

static void references_lead_to_the_story_that_they_mean(void **state)
{
    CLEANS("[x]({{< ref \"2013-04-19-a.md\" >}})", "[x](/2013/04/a)");
    CLEANS("<a href=\"{{< ref \"2013-04-19-a.md\" >}}\">x</a>", "[x](/2013/04/a)");
    CLEANS("[x]({{< ref \"/events\" >}} \"T\")", "[x](<>  \"T\")");
    CLEANS("<a href=\"{{< ref \"/events\" >}}\">x</a>", "x");
}

static void shortcodes_leave_what_they_say(void **state)
{
    CLEANS("a {{< youtube ID_1 \"A film\" >}} b",
           "a [A film](https://www.youtube.com/watch?v=ID_1) b");
    CLEANS("{{< youtube id=\"ID\" title=\"T\" >}}", "[T](https://www.youtube.com/watch?v=ID)");
    CLEANS("{{< youtube \"\\\"><script>\" >}}", "");
    CLEANS("{{< note variant=\"x\" >}}Kept *so*.{{< /note >}}", "Kept *so*.");
    CLEANS("{{% box %}}Kept{{% /box %}}", "Kept");
    CLEANS("{{< quote-block text=\"Q\" cite=\"C\" >}}", "> Q\n>\n> — C\n\n");
    CLEANS("{{< button href=\"https://e.org/\" text=\"Go\" >}}", "[Go](https://e.org/)");
    CLEANS("{{< unknown a=1 >}}", "");
    /* Names, not sentences: the paper may be in any language. */
    CLEANS("{{< vimeo 12 >}}", "[Vimeo](https://vimeo.com/12)");
    CLEANS("{{< x user=\"ines\" id=\"1\" >}}", "[@ines](https://twitter.com/ines/status/1)");
    CLEANS("{{< instagram AbC >}}", "[Instagram](https://www.instagram.com/p/AbC/)");
    CLEANS("{{ not one }}", "{{ not one }}");
    CLEANS("{{< figure src=\"pictures/a.jpg\" alt=\"A\" caption=\"C\" >}}",
           "![A](/media/2026/01/x-960.jpg \"C\")");
    CLEANS("{{</* ref \"x\" */>}}", "{{< ref \"x\" >}}");
    CLEANS("{{< highlight go >}}\n{{x}}\n{{< /highlight >}}", "```go\n{{x}}\n```\n\n");
    CLEANS("{{< open", "{{< open");
}

static void marks_of_jekyll_leave_what_they_mean(void **state)
{
    CLEANS("{% highlight c %}\n`{{ y }}`\n{% endhighlight %}", "```c\n`{{ y }}`\n```\n\n");
    CLEANS("{% include figure.html src=\"pictures/a.jpg\" alt=\"A\" caption=\"C\" %}",
           "![A](/media/2026/01/x-960.jpg \"C\")");
    CLEANS("{% include youtube.html id=\"ID\" %}", "[YouTube](https://www.youtube.com/watch?v=ID)");
    CLEANS("[x]({% post_url 2013-04-19-a.md %})", "[x](/2013/04/a)");
    CLEANS("[x]({{ site.baseurl }}/y) [z]({{ \"/w\" | relative_url }})", "[x](/y) [z](/w)");
    CLEANS("{% raw %}{{ x }}{% endraw %} {%- if x -%}y{% endif %}", "{{ x }} y");
    CLEANS("{% comment %}x{% endcomment %}{{ page.title }}", "");
    CLEANS("`{{ page.x }}` `{% x %}`\n\n    {% y %}", "`{{ page.x }}` `{% x %}`\n\n    {% y %}");
    CLEANS("# H {#h}\n\n* TOC\n{:toc}\n\na {: .b}\n{: .c}\nd", "# H \n\n\na \nd");
    CLEANS("![a](pictures/a.jpg){: width=\"3\"}", "![a](/media/2026/01/x-960.jpg)");
    CLEANS("{::comment}x{:/comment}{ #a } {:-) {", "{ #a } {:-) {");
}

static void marks_of_wordpress_leave_what_they_mean(void **state)
{
    CLEANS("[caption width=\"3\"]<a href=\"/y\"><img src=\"pictures/a.jpg\" alt=\"b\"></a> C "
           "<b>d</b>[/caption]",
           "[![b](/media/2026/01/x-960.jpg \"C d\")](/y)");
    CLEANS("[youtube=https://www.youtube.com/watch?v=ID]",
           "[YouTube](https://www.youtube.com/watch?v=ID)");
    CLEANS("[embed]https://e.org/[/embed] [audio mp3=\"https://e.org/a\"][/audio]",
           "[https://e.org/](https://e.org/) [https://e.org/a](https://e.org/a)");
    CLEANS("[gallery ids=\"1,2\"] [vc_row a=\"1\"]x[/vc_row]", " x");
    CLEANS("[sourcecode language=\"c\"]a &lt; b[/sourcecode]", "```c\na < b\n```\n\n");
    CLEANS("[sic] [a][b] [caption](/x) `[gallery]` \\[gallery]",
           "[sic] [a][b] [caption](/x) `[gallery]` \\[gallery]");
}

static void task_lists_show_their_boxes(void **state)
{
    CLEANS("- [ ] a\n- [x] b\n  1. [X] c\n\n[ ] d `- [ ] e`",
           "- ☐ a\n- ☑ b\n  1. ☑ c\n\n[ ] d `- [ ] e`");
}

static void marks_are_counted_by_name_and_file(void **state)
{
    struct body_counts n = {.marks = json_object(), .file = "a.md"};
    const struct body_hooks hooks = {0};
    body_convert(*state, "{% x %} {% x %} {{< y >}} [gallery] {: .z} {{ page.p }} {{q}}", &hooks,
                 &n);
    char *found = json_dumps(n.marks, JSON_COMPACT | JSON_SORT_KEYS);
    assert_string_equal(found, "{\"[gallery]\":{\"a.md\":1},\"{% x %}\":{\"a.md\":2},"
                               "\"{: .z}\":{\"a.md\":1},\"{{ page.p }}\":{\"a.md\":1},"
                               "\"{{ q }} (kept)\":{\"a.md\":1},\"{{< y >}}\":{\"a.md\":1}}");
    free(found);
    json_decref(n.marks);
}

static void pictures_that_are_not_there_are_counted_and_their_links_go(void **state)
{
    struct body_counts n;
    assert_string_equal(
        clean_counted(*state, "a [{{< legacy-img src=\"x.png\" alt=\"Y\" >}}](https://e.org)", &n),
        "a ");
    assert_int_equal(n.pictures_missing, 1);
    assert_int_equal(n.shortcodes, 1);
    assert_string_equal(clean_counted(*state,
                                      "1 ![a](b.png)2\n\n- ![c](https://e.org/d.png)\n\n"
                                      "> ![z][y]{: .x}\n\n[y]: q.png",
                                      &n),
                        "1 2\n\n\n\n\n\n[y]: q.png");
    assert_int_equal(n.pictures_missing, 3);
}

static void a_picture_beside_the_file_gets_its_new_address(void **state)
{
    CLEANS("![A \\] b](pictures/a.jpg \"Cap\")", "![A \\] b](/media/2026/01/x-960.jpg \"Cap\")");
    CLEANS("![a](pictures/a.jpg)", "![a](/media/2026/01/x-960.jpg)");
    CLEANS("![a](/media/2026/01/y-960.jpg)", "![a](/media/2026/01/y-960.jpg)");
    CLEANS("![a](other.jpg)", "");
    CLEANS("![a][r] ![r][] ![R]\n\n[r]: pictures/a.jpg 'Cap'",
           "![a](/media/2026/01/x-960.jpg \"Cap\") ![r](/media/2026/01/x-960.jpg \"Cap\") "
           "![R](/media/2026/01/x-960.jpg \"Cap\")\n\n[r]: pictures/a.jpg 'Cap'");
    CLEANS("![a](<pictures/a.jpg>){width=50%}", "![a](/media/2026/01/x-960.jpg)");
    CLEANS("[![a](pictures/a.jpg)](/b)", "[![a](/media/2026/01/x-960.jpg)](/b)");
    CLEANS("![[a] b](pictures/a.jpg)", "![[a] b](/media/2026/01/x-960.jpg)");
    CLEANS("{{< figure src=\"pictures/a.jpg\" alt=\"A\" caption=\"C\" attr=\"J\" >}}",
           "![A](/media/2026/01/x-960.jpg \"C Credit: J\")");
}

static void pictures_in_code_are_code(void **state)
{
    static const char text[] = "`![a](b.png)` ``![a](b.png)`` \\![a](b.png)\n\n"
                               "```\n![a](b.png)\n\n![a](b.png)\n```\n\n"
                               "    ![a](b.png)\n\n~~~~ x\n~~~\n![a](b.png)\n~~~~";
    CLEANS(text, text);
    CLEANS("- a\n\n    ![a](b.png)", "- a\n\n");
}

/* Twice the text may be twice the work, however it is made to look like pictures. */
static void the_work_grows_as_the_text_does(void **state)
{
    static const char *const parts[] = {
        "![",         "![](",   "![a](b \"", "![][",  "![`",           "![a](<",      "[](",
        "![](data:x", "![](((", "[a]: ",     "``` `", "![a](b 'c\" (", "![a]({{ x }}"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t steps[2], n = strlen(parts[i]);
        for (size_t k = 0; k < 2; k++) {
            struct body_counts counts = {0};
            struct body_hooks hooks = {0};
            struct buf text, out;
            buf_init(&text, 1 << 20);
            buf_init(&out, 1 << 22);
            for (size_t t = 0; t < (k + 1) * 60000 / n; t++)
                buf_add(&text, parts[i], n);
            steps[k] = body_replace_pictures(*state, text.p, &hooks, &out, &counts);
            buf_free(&text);
            buf_free(&out);
        }
        if (steps[1] > 2 * steps[0] + steps[0] / 10 + 10000)
            fail_msg("%s: %zu, then %zu", parts[i], steps[0], steps[1]);
    }
}

static void html_becomes_markdown_where_it_can(void **state)
{
    CLEANS("<p>One <strong>two </strong>three <em>four</em>.</p>\n<p>Five</p>",
           "One **two** three *four*.\n\nFive");
    CLEANS("<a href=\"https://e.org/?a=1&amp;b=2\" target=_blank>x</a>",
           "[x](https://e.org/?a=1&b=2)");
    CLEANS("<a href='https://e.org/(a)'>x</a>", "[x](<https://e.org/(a)>)");
    CLEANS("<h2>Head</h2>\n\nText *so*", "## Head\n\nText *so*");
    CLEANS("<ul>\n    <li>a</li>\n    <li>b</li>\n</ul>\nText", "- a\n- b\n\nText");
    CLEANS("<div>\n        <p>Deep</p>\n</div>", "Deep");
    CLEANS("a<br>\nb", "a\\\nb");
    CLEANS("a<br/>\n\nb", "a\n\nb");
    CLEANS("a <!-- gone --> b", "a  b");
    CLEANS("<code>a &lt; b</code>", "`a < b`");
    CLEANS("<pre>a &lt;\nb</pre>", "```\na <\nb\n```");
    CLEANS("<https://e.org/> <a@b.example> 1 <2", "<https://e.org/> <a@b.example> 1 <2");
}

static void what_could_run_is_gone_with_its_content(void **state)
{
    CLEANS("a<script>alert('b')</script>c", "ac");
    CLEANS("a<STYLE>p{}</STYLE>c", "ac");
    CLEANS("<a href=\"javascript:alert(1)\">x</a>", "x");
    CLEANS("<span onclick=\"x()\">y</span>", "y");
}

static void mdx_loses_its_code_and_keeps_its_prose(void **state)
{
    struct buf out;
    buf_init(&out, 1000);
    mdx_drop_code(
        "import A from './a'\nimport { b } from \"b\"\n\nexport const c = {\n  d: 1\n}\n\n"
        "import duties rise from 5 to 7 %.\nexport A {/* x\n\ny */}too\n\n"
        "```\nimport A from './a'\n```\n",
        &out);
    assert_string_equal(out.p, "\n\nimport duties rise from 5 to 7 %.\nexport A too\n\n"
                               "```\nimport A from './a'\n```\n");
    buf_free(&out);
    (void)state;
}

static void tags_are_counted(void **state)
{
    struct body_counts n;
    clean_counted(*state, "<p>a <b>b</b></p>\n\n`<i>`", &n);
    assert_int_equal(n.raw_html, 2);
}

static void tags_that_never_close_do_no_harm(void **state)
{
    CLEANS("<b>a\n\nb</b>", "a\n\nb");
    CLEANS("</li></b></a>x", "x");
    CLEANS("<b <i", "<b <i");
    CLEANS("<a href=\"x", "<a href=\"x");
    CLEANS("a <script>x", "a x");
}

/* ---- The story ------------------------------------------------------------------------------- */

struct site {
    struct arena *arena;
    char root[40];
    struct folder folder;
    struct story_files files;
};

static void put_file(const struct site *s, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/content/%s", s->root, name);
    for (char *slash = path + strlen(s->root); (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int begin(void **state)
{
    struct site *s = calloc(1, sizeof *s);
    s->arena = arena_new();
    snprintf(s->root, sizeof s->root, "/tmp/test-import-XXXXXX");
    assert_non_null(mkdtemp(s->root));
    put_file(s, "authors/zach-goldfine/_index.md", "---\ndisplay_name: Zach G.\n---\n");
    put_file(s, "authors/two-names/_index.md", "---\nfirst_name: Ada\nlast_name: Low\n---\n");
    put_file(s, "news/2019/2019-03-26-a-year.md",
             "---\ntitle: A Year\nslug: the-year\ndate: 2019-03-26 9:38:00 -0500\n"
             "authors: [zach-goldfine, two-names, nobody-known, Jane Roe]\n"
             "topics: [product-management]\n---\nSee [b]({{< ref \"2020-01-01-b.md\" >}}).\n");
    put_file(s, "news/2020/2020-01-01-b.md", "---\ntitle: Bee\n---\nText\n");
    put_file(s, "news/2020/none.md", "---\ntitle: None\n---\nText\n");
    put_file(s, "news/2020/bad.md", "---\ntitle: Bad\ndate: soon\n---\nText\n");
    put_file(s, "news/2020/link.md", "---\ntitle: L\nsummary: Elsewhere.\n---\n\n");
    put_file(s, "news/2020/draft.md", "---\ntitle: D\ndate: 2020-01-02\ndraft: true\n---\nText\n");
    put_file(s, "news/2020/_index.md", "---\ntitle: Section\n---\n");
    put_file(s, "news/.hidden/x.md", "---\ntitle: X\n---\n");
    *state = s;
    return 0;
}

static void open_news(struct site *s)
{
    const char *why, *path = arena_printf(s->arena, "%s/content/news", s->root);
    assert_true(folder_open(s->arena, path, &s->folder, &why));
    s->files = (struct story_files){.folder = &s->folder,
                                    .calendar = calendar_open("Europe/London", "en-GB")};
    story_files_begin(&s->files);
}

static int end(void **state)
{
    struct site *s = *state;
    if (s->files.calendar) {
        story_files_end(&s->files);
        calendar_close(s->files.calendar);
        folder_close(&s->folder);
    }
    remove_folder(s->root);
    arena_free(s->arena);
    free(s);
    return 0;
}

static struct import_item take(struct site *s, const char *file)
{
    struct import_item f;
    const char *why = NULL;
    if (!story_file_read(&s->files, s->arena, file, &f, &why))
        fail_msg("%s: %s", file, why);
    return f;
}

static void files_are_walked_in_order_without_what_is_hidden(void **state)
{
    struct site *s = *state;
    open_news(s);
    assert_int_equal(s->folder.files.n, 6);
    assert_string_equal(s->folder.files.v[0], "2019/2019-03-26-a-year.md");
    assert_string_equal(s->folder.files.v[1], "2020/2020-01-01-b.md");
}

static void a_file_becomes_a_story_with_its_own_times(void **state)
{
    struct site *s = *state;
    open_news(s);
    struct import_item f = take(s, "2019/2019-03-26-a-year.md");
    assert_string_equal(f.story.key, "markdown:news/2019/2019-03-26-a-year.md");
    assert_string_equal(f.story.slug, "the-year");
    assert_int_equal(f.story.published_at, INT64_C(1553611080000));
    assert_int_equal(f.story.updated_at, 0);
    assert_string_equal(f.story.text.section.slug, "news");
    assert_string_equal(f.story.text.body, "See [b](/2020/01/b).");
}

static void slugs_of_people_and_topics_become_names(void **state)
{
    struct site *s = *state;
    open_news(s);
    const struct story_text t = take(s, "2019/2019-03-26-a-year.md").story.text;
    assert_int_equal(t.bylines.n, 4);
    assert_string_equal(t.bylines.v[0].name, "Zach G.");
    assert_string_equal(t.bylines.v[0].slug, "zach-goldfine");
    assert_string_equal(t.bylines.v[1].name, "Ada Low");
    assert_string_equal(t.bylines.v[2].name, "Nobody Known");
    assert_string_equal(t.bylines.v[3].name, "Jane Roe");
    assert_string_equal(t.tags.v[0].name, "Product management");
}

static void a_file_name_may_hold_date_and_slug(void **state)
{
    struct site *s = *state;
    open_news(s);
    struct import_item f = take(s, "2020/2020-01-01-b.md");
    assert_string_equal(f.story.slug, "b");
    assert_int_equal(f.story.published_at, INT64_C(1577880000000)); /* noon */
}

static void without_a_date_it_stays_a_draft(void **state)
{
    struct site *s = *state;
    open_news(s);
    struct import_item f = take(s, "2020/none.md");
    assert_string_equal(f.held, "it has no date");
    assert_int_equal(f.story.published_at, 0);
    f = take(s, "2020/draft.md");
    assert_string_equal(f.held, "it says draft: true");
    assert_int_equal(f.story.published_at, 0);
}

static void a_date_that_is_none_is_told(void **state)
{
    struct site *s = *state;
    open_news(s);
    struct import_item f = take(s, "2020/bad.md");
    assert_string_equal(f.held, "its date, “soon”, is not one");
    assert_string_equal(f.notes.v[0].text, "date: “soon” is not a date");
    assert_int_equal(f.story.published_at, 0);
    s->files.strict = true;
    const char *why;
    assert_false(story_file_read(&s->files, s->arena, "2020/bad.md", &f, &why));
    assert_string_equal(why, "date: “soon” is not a date");
}

static void a_mere_pointer_has_its_summary_for_a_text(void **state)
{
    struct site *s = *state;
    open_news(s);
    struct import_item f = take(s, "2020/link.md");
    assert_string_equal(f.story.text.body, "Elsewhere.");
    assert_string_equal(f.story.text.dek, "");
}

static void the_hash_follows_the_file_and_the_section(void **state)
{
    struct site *s = *state;
    open_news(s);
    const char *one = take(s, "2020/none.md").story.hash;
    assert_string_equal(take(s, "2020/none.md").story.hash, one);
    s->files.section = "other";
    assert_string_not_equal(take(s, "2020/none.md").story.hash, one);
    s->files.section = NULL;
    put_file(s, "news/2020/none.md", "---\ntitle: None\n---\nText.\n");
    assert_string_not_equal(take(s, "2020/none.md").story.hash, one);
}

static void days_are_moved_without_moving_the_time_of_day(void **state)
{
    struct site *s = *state;
    open_news(s);
    s->files.shift_days = 180; /* into summer time */
    struct import_item f = take(s, "2020/2020-01-01-b.md");
    struct dateline_civil c;
    dateline_civil(s->files.calendar, f.story.published_at, &c);
    assert_int_equal(c.hour, 12);
    assert_int_equal(c.month, 6);
    assert_int_equal(c.day, 29);
}

static void pictures_outside_the_folder_are_out_of_reach(void **state)
{
    struct site *s = *state;
    open_news(s);
    put_file(s, "outside.jpg", "x");
    put_file(s, "news/2020/in.jpg", "x");
    assert_non_null(folder_beside(&s->folder, s->arena, "2020/none.md", "in.jpg"));
    assert_null(folder_beside(&s->folder, s->arena, "2020/none.md", "../../outside.jpg"));
    assert_null(folder_beside(&s->folder, s->arena, "2020/none.md", "/etc/passwd"));
    char link[200], target[200];
    snprintf(link, sizeof link, "%s/news/2020/link.jpg", s->root);
    snprintf(link, sizeof link, "%s/content/news/2020/link.jpg", s->root);
    snprintf(target, sizeof target, "%s/content/outside.jpg", s->root);
    assert_int_equal(symlink(target, link), 0);
    assert_null(folder_beside(&s->folder, s->arena, "2020/none.md", "link.jpg"));
}

#define AT_A_SITE(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* ---- Many files ------------------------------------------------------------------------------ */

static void expect_next_file(void *ctx, size_t done, size_t all)
{
    size_t *told = ctx;
    assert_int_equal(done, ++*told);
    assert_int_equal(all, 6);
}

static void an_import_says_what_became_of_each_file(void **state)
{
    struct site *s = *state;
    open_news(s);
    const char *folder = arena_printf(s->arena, "%s/site", s->root);
    struct store *store = NULL;
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(store_open(folder, STORE_CREATE, &store), STORE_OK);
    size_t told = 0;
    struct import_run run = {.store = store,
                             .files = &s->files,
                             .trial = true,
                             .progress = expect_next_file,
                             .progress_ctx = &told};
    struct import_report r;
    assert_int_equal(import_files(&run, s->arena, &r), STORE_OK);
    assert_int_equal(told, 6);
    assert_int_equal(r.outcomes[IMPORT_ADDED], 6);
    assert_int_equal(r.skipped.n, 0);
    assert_int_equal(r.drafts.n, 4);
    assert_string_equal(r.drafts.v[0].file, "2020/link.md");
    assert_string_equal(r.drafts.v[1].file, "2020/none.md");
    assert_string_equal(r.drafts.v[2].file, "2020/draft.md");
    assert_string_equal(r.drafts.v[3].file, "2020/bad.md");
    assert_int_equal(r.notes.n, 1);
    assert_int_equal(r.n_others, 1);
    assert_string_equal(r.others[0].key, "_index.md");
    assert_string_equal(r.left_out.v[0], ".hidden");

    run = (struct import_run){.store = store, .files = &s->files};
    assert_int_equal(import_files(&run, s->arena, &r), STORE_OK);
    assert_int_equal(r.outcomes[IMPORT_ADDED], 6); /* the trial had kept nothing */
    assert_int_equal(import_files(&run, s->arena, &r), STORE_OK);
    assert_int_equal(r.outcomes[IMPORT_UNCHANGED], 6);
    store_close(store);
}

static void a_text_alone_is_a_folder_of_one_file(void **state)
{
    struct site *s = *state;
    static const char text[] = "---\ntitle: Alone\nauthors: [zach-goldfine]\n---\n![x](a.jpg)\n";
    folder_of_text(s->arena, text, sizeof text - 1, &s->folder);
    s->files = (struct story_files){.folder = &s->folder,
                                    .calendar = calendar_open("Europe/London", "en-GB")};
    story_files_begin(&s->files);
    assert_int_equal(s->folder.files.n, 1);
    struct import_item f = take(s, s->folder.files.v[0]);
    assert_string_equal(f.story.text.headline, "Alone");
    assert_string_equal(f.story.text.bylines.v[0].name, "Zach Goldfine");
    assert_int_equal(s->files.counts.pictures_missing, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(plain_markdown_stays_as_it_is),
        WITH_ARENA(lines_may_end_as_they_like),
        WITH_ARENA(references_lead_to_the_story_that_they_mean),
        WITH_ARENA(shortcodes_leave_what_they_say),
        WITH_ARENA(marks_of_jekyll_leave_what_they_mean),
        WITH_ARENA(marks_of_wordpress_leave_what_they_mean),
        WITH_ARENA(task_lists_show_their_boxes),
        WITH_ARENA(marks_are_counted_by_name_and_file),
        WITH_ARENA(pictures_that_are_not_there_are_counted_and_their_links_go),
        WITH_ARENA(a_picture_beside_the_file_gets_its_new_address),
        WITH_ARENA(pictures_in_code_are_code),
        WITH_ARENA(the_work_grows_as_the_text_does),
        WITH_ARENA(html_becomes_markdown_where_it_can),
        WITH_ARENA(what_could_run_is_gone_with_its_content),
        WITH_ARENA(mdx_loses_its_code_and_keeps_its_prose),
        WITH_ARENA(tags_are_counted),
        WITH_ARENA(tags_that_never_close_do_no_harm),
        AT_A_SITE(files_are_walked_in_order_without_what_is_hidden),
        AT_A_SITE(a_file_becomes_a_story_with_its_own_times),
        AT_A_SITE(slugs_of_people_and_topics_become_names),
        AT_A_SITE(a_file_name_may_hold_date_and_slug),
        AT_A_SITE(without_a_date_it_stays_a_draft),
        AT_A_SITE(a_date_that_is_none_is_told),
        AT_A_SITE(a_mere_pointer_has_its_summary_for_a_text),
        AT_A_SITE(the_hash_follows_the_file_and_the_section),
        AT_A_SITE(days_are_moved_without_moving_the_time_of_day),
        AT_A_SITE(pictures_outside_the_folder_are_out_of_reach),
        AT_A_SITE(an_import_says_what_became_of_each_file),
        AT_A_SITE(a_text_alone_is_a_folder_of_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

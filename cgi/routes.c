/* routes.c: THE table. Every address of the site, who may ask, and what a POST must bring. What is
 * not here does not exist. */
#include "cgi/http/router.h"

#include "cgi/admin/admin.h"
#include "cgi/reader/reader.h"
#include "db/permission.h"
#include "health.h"
#include "machine_rights.h"
#include "media_files.h"
#include "static.h"

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)
#define STORY_MAX (42 * MIB)           /* a story's text and a picture */
#define PICTURE_MAX (41 * MIB)         /* a picture and what is said of it */
#define PASTE_MAX (2 * MIB + 64 * KIB) /* a clipboard's HTML */
#define RESUMED_MAX (12 * MIB) /* signing in, with a story's text that was kept, escaped twice */

#define ASKED(get_) .methods = ROUTE_GET, .role = ROLE_NONE, .cache = CACHE_PAGE, .get = (get_)
#define READER(get_) ASKED(get_), .ready = true
#define EDITOR(role_, get_)                                                                        \
    .methods = ROUTE_GET, .role = (role_), .cache = CACHE_NONE, .get = (get_)
#define POSTED(role_, max_, post_)                                                                 \
    .methods = ROUTE_POST, .role = (role_), .csrf = CSRF_TOKEN, .body_max = (max_),                \
    .cache = CACHE_NONE, .post = (post_)
#define FORM(role_, max_, get_, post_)                                                             \
    .methods = ROUTE_GET | ROUTE_POST, .role = (role_), .csrf = CSRF_TOKEN, .body_max = (max_),    \
    .cache = CACHE_NONE, .get = (get_), .post = (post_)

/* What a row about one story takes, in a row of its GET and its POST. */
#define TAKES_TO_READ(act_) .get_act = (act_) + 1
#define TAKES(act_) .post_act = (act_) + 1

const struct route routes[] = {
    {"front", "/", READER(front_get)},
    {"corrections", "/corrections", READER(corrections_get)},
    {"robots", "/robots.txt", READER(robots_get)},
    {"license", MACHINE_RIGHTS_RSL, ASKED(license_get)},
    {"tdm", MACHINE_RIGHTS_TDM, ASKED(tdm_get)},
    {"search", "/search", ASKED(search_get)},
    {"sitemap", "/sitemap.xml", READER(sitemap_get)},
    {"sitemap-part", "/sitemap-{id}.xml", READER(sitemap_part_get)},
    {"news-sitemap", "/news-sitemap.xml", ASKED(news_sitemap_get)},
    {"feed", "/feed.{format}", READER(feed_get)},
    {"changes-feed", "/changes.atom", ASKED(changes_feed_get)},
    {"corrections-feed", "/corrections/feed.{format}", READER(corrections_feed_get)},
    {"tag-feed", "/tag/{tag}/feed.{format}", READER(tag_feed_get)},
    {"author-feed", "/author/{name}/feed.{format}", READER(author_feed_get)},
    {"healthz", "/healthz", .methods = ROUTE_GET, .cache = CACHE_NONE, .get = healthz_get},
    {"metrics", "/metrics", .methods = ROUTE_GET, .cache = CACHE_NONE, .get = metrics_get},
    {"static", "/static/{rest}", .methods = ROUTE_GET, .cache = CACHE_FOREVER, .get = static_get},
    {"media", "/media/{rest}", .methods = ROUTE_GET, .cache = CACHE_PICTURE, .get = media_file_get},
    {"tag", "/tag/{tag}/", READER(tag_get)},
    {"author", "/author/{name}/", READER(author_get)},

    /* A guest's visit is noted. */
    {"guest", "/story/preview", .methods = ROUTE_GET | ROUTE_POST, .role = ROLE_NONE,
     .csrf = CSRF_SIGNED, .body_max = 256 * KIB, .cache = CACHE_NONE, .get = guest_get,
     .post = guest_post, .writes = ROUTE_GET | ROUTE_POST},

    {"desk", "/admin/", EDITOR(ROLE_CONTRIBUTOR, desk_get)},
    {"login", "/admin/login", FORM(ROLE_NONE, RESUMED_MAX, login_get, login_post), .slow = true,
     .resume_form = true, .writes = ROUTE_POST},
    {"login-code", "/admin/login/code",
     FORM(ROLE_NONE, RESUMED_MAX, login_code_get, login_code_post), .resume_form = true,
     .writes = ROUTE_POST},
    {"login-challenge", "/admin/login/challenge", POSTED(ROLE_NONE, 16 * KIB, login_challenge_post),
     .writes = ROUTE_POST},
    {"login-passkey", "/admin/login/passkey", POSTED(ROLE_NONE, RESUMED_MAX, login_passkey_post),
     .resume_form = true, .writes = ROUTE_POST},
    {"link", "/admin/link", FORM(ROLE_NONE, 16 * KIB, link_get, link_post), .writes = ROUTE_POST},
    {"logout", "/admin/logout", POSTED(ROLE_CONTRIBUTOR, 16 * KIB, logout_post),
     .writes = ROUTE_POST, .before_code = true},
    {"second-step", "/admin/account/second-step",
     FORM(ROLE_CONTRIBUTOR, 16 * KIB, second_step_get, second_step_post), .slow = true,
     .writes = ROUTE_POST, .before_code = true},
    {"passkeys", "/admin/account/passkeys",
     FORM(ROLE_CONTRIBUTOR, 16 * KIB, passkeys_get, passkeys_post), .slow = true,
     .writes = ROUTE_POST, .before_code = true},
    {"story-new", "/admin/story/new", FORM(ROLE_CONTRIBUTOR, STORY_MAX, story_new_get, story_post),
     .resume_form = true, .writes = ROUTE_POST},
    {"story-edit", "/admin/story/{id}",
     FORM(ROLE_CONTRIBUTOR, STORY_MAX, story_edit_get, story_post), .resume_form = true,
     .writes = ROUTE_POST, TAKES_TO_READ(ACT_HISTORY), TAKES(ACT_WRITE)},
    {"story-copy", "/admin/copy", POSTED(ROLE_CONTRIBUTOR, 4 * MIB, story_copy_post),
     .writes = ROUTE_POST},
    {"story-writers", "/admin/story/{id}/writers", EDITOR(ROLE_CONTRIBUTOR, story_writers_get),
     TAKES_TO_READ(ACT_HISTORY)},
    {"preview", "/admin/preview", POSTED(ROLE_CONTRIBUTOR, STORY_MAX, story_preview_post),
     .resume_form = true},
    {"story-notes", "/admin/story/{id}/notes",
     FORM(ROLE_CONTRIBUTOR, 64 * KIB, story_noted_get, story_noted_post), .resume_form = true,
     .writes = ROUTE_POST, TAKES_TO_READ(ACT_NOTE), TAKES(ACT_NOTE)},
    {"suggestions", "/admin/story/{id}/suggestions",
     FORM(ROLE_CONTRIBUTOR, 4 * MIB, suggestions_get, suggestions_post), .resume_form = true,
     .writes = ROUTE_POST, TAKES_TO_READ(ACT_NOTE), TAKES(ACT_NOTE)},
    {"story-times", "/admin/story/{id}/times", POSTED(ROLE_EDITOR, 64 * KIB, story_times_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST, TAKES(ACT_TIMES)},
    {"story-withdraw", "/admin/story/{id}/withdraw",
     POSTED(ROLE_EDITOR, 64 * KIB, story_withdraw_post), .resume_form = true, .shown_again = true,
     .writes = ROUTE_POST, TAKES(ACT_WITHDRAW)},
    {"story-restore", "/admin/story/{id}/restore",
     POSTED(ROLE_EDITOR, 64 * KIB, story_restore_post), .resume_form = true, .writes = ROUTE_POST,
     TAKES(ACT_WITHDRAW)},
    {"story-unschedule", "/admin/story/{id}/unschedule",
     POSTED(ROLE_EDITOR, 64 * KIB, story_unschedule_post), .resume_form = true,
     .writes = ROUTE_POST, TAKES(ACT_PUBLISH)},
    {"story-discard", "/admin/story/{id}/discard",
     POSTED(ROLE_CONTRIBUTOR, 64 * KIB, story_discard_post), .resume_form = true,
     .writes = ROUTE_POST, TAKES(ACT_WRITE)},
    {"story-take-back", "/admin/story/{id}/take-back",
     POSTED(ROLE_EDITOR, 64 * KIB, story_take_back_post), .resume_form = true, .writes = ROUTE_POST,
     TAKES(ACT_WITHDRAW)},
    {"story-bin", "/admin/story/{id}/bin", POSTED(ROLE_CONTRIBUTOR, 64 * KIB, story_bin_post),
     .resume_form = true, .writes = ROUTE_POST, TAKES(ACT_BIN)},
    {"story-review", "/admin/story/{id}/review",
     POSTED(ROLE_CONTRIBUTOR, 64 * KIB, story_review_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST, TAKES(ACT_HISTORY)},
    {"story-reword", "/admin/story/{id}/reword", POSTED(ROLE_EDITOR, 64 * KIB, story_reword_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST, TAKES(ACT_REWORD)},
    {"story-lead", "/admin/story/{id}/lead", POSTED(ROLE_EDITOR, 64 * KIB, story_lead_post),
     .resume_form = true, .writes = ROUTE_POST, TAKES(ACT_LEAD)},
    {"history", "/admin/story/{id}/history", EDITOR(ROLE_CONTRIBUTOR, history_get),
     TAKES_TO_READ(ACT_HISTORY)},
    /* Looking at the list wipes what is too old. */
    {"reports", "/admin/reports", EDITOR(ROLE_EDITOR, reports_get), .writes = ROUTE_GET},
    {"report-edit", "/admin/report/{id}", FORM(ROLE_EDITOR, 64 * KIB, report_get_page, report_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"media-upload", "/admin/media",
     FORM(ROLE_CONTRIBUTOR, PICTURE_MAX, library_get, media_upload_post), .writes = ROUTE_POST},
    {"media-new", "/admin/media/new",
     FORM(ROLE_CONTRIBUTOR, PICTURE_MAX, library_get, library_post), .resume_form = true,
     .writes = ROUTE_POST},
    {"media-words", "/admin/media/words",
     FORM(ROLE_CONTRIBUTOR, 1 * MIB, picture_words_get, picture_words_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST},
    {"picture", "/admin/media/{id}", FORM(ROLE_CONTRIBUTOR, 64 * KIB, picture_get, picture_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"picture-file", "/admin/media/{id}/file", EDITOR(ROLE_CONTRIBUTOR, picture_file_get)},
    {"bulk", "/admin/bulk", POSTED(ROLE_CONTRIBUTOR, 256 * KIB, bulk_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST},
    {"find", "/admin/find", EDITOR(ROLE_CONTRIBUTOR, find_get)},
    {"suggest", "/admin/suggest", EDITOR(ROLE_CONTRIBUTOR, suggest_get)},
    {"paste", "/admin/paste", POSTED(ROLE_CONTRIBUTOR, PASTE_MAX, paste_post)},
    {"account", "/admin/account", FORM(ROLE_CONTRIBUTOR, 64 * KIB, account_get, account_post),
     .slow = true, .writes = ROUTE_POST},
    {"sections", "/admin/sections", FORM(ROLE_EDITOR, 64 * KIB, sections_get, sections_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"bylines", "/admin/bylines", EDITOR(ROLE_EDITOR, bylines_get)},
    {"tags", "/admin/tags", EDITOR(ROLE_EDITOR, tags_get)},
    {"house-style", "/admin/style", FORM(ROLE_EDITOR, 64 * KIB, house_style_get, house_style_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"section-edit", "/admin/section/{section}",
     FORM(ROLE_EDITOR, 64 * KIB, section_edit_get, section_edit_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST},
    {"byline-edit", "/admin/byline/{name}",
     FORM(ROLE_EDITOR, PICTURE_MAX, byline_edit_get, byline_edit_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST},
    {"tag-edit", "/admin/tag/{tag}", FORM(ROLE_EDITOR, 64 * KIB, tag_edit_get, tag_edit_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"redirects", "/admin/redirects", FORM(ROLE_EDITOR, 64 * KIB, redirects_get, redirects_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"assignments", "/admin/assignments", EDITOR(ROLE_CONTRIBUTOR, assignments_get)},
    {"assignment-new", "/admin/assignment/new",
     FORM(ROLE_AUTHOR, 64 * KIB, assignment_new_get, assignment_new_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST},
    {"assignment-edit", "/admin/assignment/{id}",
     FORM(ROLE_CONTRIBUTOR, 64 * KIB, assignment_edit_get, assignment_edit_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"calendar", "/admin/calendar", EDITOR(ROLE_CONTRIBUTOR, calendar_get)},
    {"front-edit", "/admin/front", FORM(ROLE_EDITOR, 64 * KIB, front_edit_get, front_edit_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"front-preview", "/admin/front/preview", POSTED(ROLE_EDITOR, 64 * KIB, front_preview_post)},
    {"prices", "/admin/prices", FORM(ROLE_EDITOR, 64 * KIB, prices_get, prices_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"ai", "/admin/ai", EDITOR(ROLE_EDITOR, ai_get)},
    {"trust", "/admin/trust", EDITOR(ROLE_EDITOR, trust_get)},
    {"ai-csv", "/admin/ai.csv", EDITOR(ROLE_EDITOR, ai_csv_get)},
    {"audit", "/admin/audit", EDITOR(ROLE_ADMIN, audit_get)},
    {"audit-csv", "/admin/audit.csv", EDITOR(ROLE_ADMIN, audit_csv_get)},
    {"settings", "/admin/settings", FORM(ROLE_ADMIN, 64 * KIB, settings_get, settings_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"logo", "/admin/logo", FORM(ROLE_ADMIN, PICTURE_MAX, logo_get, logo_post), .resume_form = true,
     .shown_again = true, .writes = ROUTE_POST},
    {"status", "/admin/status", EDITOR(ROLE_ADMIN, status_get)},
    {"import", "/admin/import", FORM(ROLE_ADMIN, STORY_MAX, import_get, import_post),
     .writes = ROUTE_POST},
    {"import-report", "/admin/import/report.json", EDITOR(ROLE_ADMIN, import_report_get)},
    {"people", "/admin/people", FORM(ROLE_ADMIN, 16 * KIB, people_get, people_post),
     .resume_form = true, .shown_again = true, .writes = ROUTE_POST},
    {"person", "/admin/person/{id}", FORM(ROLE_ADMIN, 16 * KIB, person_get, person_post),
     .writes = ROUTE_POST},

    {"changes", "/{yyyy}/{mm}/{slug}/changes", READER(changes_get)},
    {"report", "/{yyyy}/{mm}/{slug}/report", .methods = ROUTE_GET | ROUTE_POST, .role = ROLE_NONE,
     .csrf = CSRF_SIGNED, .body_max = 48 * KIB, .cache = CACHE_NONE, .get = report_form_get,
     .post = report_form_post, .writes = ROUTE_POST},
    {"story-markdown", "/{yyyy}/{mm}/{slug}.md", ASKED(story_markdown_get)},
    {"story", "/{yyyy}/{mm}/{slug}", READER(story_get_page)},
    {"month", "/{yyyy}/{mm}/", READER(month_get)},
    {"year", "/{yyyy}/", READER(year_get)},
    {"section-feed", "/{section}/feed.{format}", READER(section_feed_get)},
    {"section", "/{section}/", READER(section_get)},
    {"page", "/{page}", READER(page_get)},
};
const size_t routes_n = sizeof routes / sizeof routes[0];

/* admin.h: handlers of the editors' pages; one file each, named after the page. */
#ifndef DATELINE_ADMIN_H
#define DATELINE_ADMIN_H

#include "cgi/page.h"
#include "db/permission.h"

void login_get(struct app *app, struct req *req, struct res *res); /* /admin/login */
void login_post(struct app *app, struct req *req, struct res *res);
void login_code_get(struct app *app, struct req *req, struct res *res); /* /admin/login/code */
void login_code_post(struct app *app, struct req *req, struct res *res);
void login_challenge_post(struct app *app, struct req *req, struct res *res); /* …/challenge */
void login_passkey_post(struct app *app, struct req *req, struct res *res);   /* …/passkey */
void link_get(struct app *app, struct req *req, struct res *res); /* /admin/link?token= */
void link_post(struct app *app, struct req *req, struct res *res);
void logout_post(struct app *app, struct req *req, struct res *res);   /* /admin/logout */
void desk_get(struct app *app, struct req *req, struct res *res);      /* /admin/: the story list */
void story_new_get(struct app *app, struct req *req, struct res *res); /* /admin/story/new */
void story_edit_get(struct app *app, struct req *req, struct res *res);     /* /admin/story/{id} */
void story_post(struct app *app, struct req *req, struct res *res);         /* either */
void story_copy_post(struct app *app, struct req *req, struct res *res);    /* /admin/copy */
void find_get(struct app *app, struct req *req, struct res *res);           /* /admin/find */
void suggest_get(struct app *app, struct req *req, struct res *res);        /* /admin/suggest */
void story_writers_get(struct app *app, struct req *req, struct res *res);  /* …/{id}/writers */
void story_preview_post(struct app *app, struct req *req, struct res *res); /* /admin/preview */
void story_noted_get(struct app *app, struct req *req, struct res *res);    /* …/{id}/notes */
void story_noted_post(struct app *app, struct req *req, struct res *res);
void suggestions_get(struct app *app, struct req *req, struct res *res); /* …/{id}/suggestions */
void suggestions_post(struct app *app, struct req *req, struct res *res);
void story_times_post(struct app *app, struct req *req, struct res *res);    /* …/{id}/times */
void story_withdraw_post(struct app *app, struct req *req, struct res *res); /* …/{id}/withdraw */
void story_restore_post(struct app *app, struct req *req, struct res *res);  /* …/{id}/restore */
void story_unschedule_post(struct app *app, struct req *req, struct res *res);
void story_discard_post(struct app *app, struct req *req, struct res *res);   /* …/{id}/discard */
void story_take_back_post(struct app *app, struct req *req, struct res *res); /* …/{id}/take-back */
void story_bin_post(struct app *app, struct req *req, struct res *res);       /* …/{id}/bin */
void story_review_post(struct app *app, struct req *req, struct res *res);    /* …/{id}/review */
void story_reword_post(struct app *app, struct req *req, struct res *res);    /* …/{id}/reword */
void story_lead_post(struct app *app, struct req *req, struct res *res);      /* …/{id}/lead */
void history_get(struct app *app, struct req *req, struct res *res);          /* …/{id}/history */
void media_upload_post(struct app *app, struct req *req, struct res *res);    /* /admin/media */
void library_get(struct app *app, struct req *req, struct res *res);          /* /admin/media */
void library_post(struct app *app, struct req *req, struct res *res);         /* /admin/media/new */
void picture_words_get(struct app *app, struct req *req, struct res *res); /* /admin/media/words */
void picture_words_post(struct app *app, struct req *req, struct res *res);
void picture_get(struct app *app, struct req *req, struct res *res); /* /admin/media/{id} */
void picture_post(struct app *app, struct req *req, struct res *res);
void picture_file_get(struct app *app, struct req *req,
                      struct res *res);                               /* /admin/media/{id}/file */
void paste_post(struct app *app, struct req *req, struct res *res);   /* /admin/paste */
void account_get(struct app *app, struct req *req, struct res *res);  /* /admin/account */
void account_post(struct app *app, struct req *req, struct res *res); /* password, end sessions */

void second_step_get(struct app *app, struct req *req, struct res *res); /* …/account/second-step */
void second_step_post(struct app *app, struct req *req, struct res *res);
void passkeys_get(struct app *app, struct req *req, struct res *res); /* …/account/passkeys */
void passkeys_post(struct app *app, struct req *req, struct res *res);

void house_style_get(struct app *app, struct req *req, struct res *res); /* /admin/style */
void house_style_post(struct app *app, struct req *req, struct res *res);
void sections_get(struct app *app, struct req *req, struct res *res);  /* /admin/sections */
void sections_post(struct app *app, struct req *req, struct res *res); /* their order; adds one */
void bylines_get(struct app *app, struct req *req, struct res *res);   /* /admin/bylines */
void tags_get(struct app *app, struct req *req, struct res *res);      /* /admin/tags */
void section_edit_get(struct app *app, struct req *req,
                      struct res *res); /* /admin/section/{section} */
void section_edit_post(struct app *app, struct req *req, struct res *res);
void byline_edit_get(struct app *app, struct req *req, struct res *res); /* /admin/byline/{name} */
void byline_edit_post(struct app *app, struct req *req, struct res *res);
void tag_edit_get(struct app *app, struct req *req, struct res *res); /* /admin/tag/{tag} */
void tag_edit_post(struct app *app, struct req *req, struct res *res);

void redirects_get(struct app *app, struct req *req, struct res *res); /* /admin/redirects */
void redirects_post(struct app *app, struct req *req, struct res *res);

void assignments_get(struct app *app, struct req *req, struct res *res);    /* /admin/assignments */
void assignment_new_get(struct app *app, struct req *req, struct res *res); /* …/assignment/new */
void assignment_new_post(struct app *app, struct req *req, struct res *res);
void assignment_edit_get(struct app *app, struct req *req, struct res *res); /* …/assignment/{id} */
void assignment_edit_post(struct app *app, struct req *req, struct res *res);
void bulk_post(struct app *app, struct req *req, struct res *res); /* /admin/bulk */

void calendar_get(struct app *app, struct req *req, struct res *res); /* /admin/calendar */

void front_edit_get(struct app *app, struct req *req, struct res *res); /* /admin/front */
void front_edit_post(struct app *app, struct req *req, struct res *res);
void front_preview_post(struct app *app, struct req *req, struct res *res); /* …/preview */
void prices_get(struct app *app, struct req *req, struct res *res);         /* /admin/prices */
void prices_post(struct app *app, struct req *req, struct res *res);

void trust_get(struct app *app, struct req *req, struct res *res);     /* /admin/trust */
void ai_get(struct app *app, struct req *req, struct res *res);        /* /admin/ai */
void ai_csv_get(struct app *app, struct req *req, struct res *res);    /* /admin/ai.csv */
void audit_get(struct app *app, struct req *req, struct res *res);     /* /admin/audit */
void audit_csv_get(struct app *app, struct req *req, struct res *res); /* /admin/audit.csv */
void status_get(struct app *app, struct req *req, struct res *res);    /* /admin/status */
void settings_get(struct app *app, struct req *req, struct res *res);  /* /admin/settings */
void settings_post(struct app *app, struct req *req, struct res *res);
void logo_get(struct app *app, struct req *req, struct res *res); /* /admin/logo */
void logo_post(struct app *app, struct req *req, struct res *res);
void import_get(struct app *app, struct req *req, struct res *res); /* /admin/import */
void import_post(struct app *app, struct req *req, struct res *res);
/* /admin/import/report.json */
void import_report_get(struct app *app, struct req *req, struct res *res);
void people_get(struct app *app, struct req *req, struct res *res);  /* /admin/people */
void people_post(struct app *app, struct req *req, struct res *res); /* adds one */
void person_get(struct app *app, struct req *req, struct res *res);  /* /admin/person/{id} */
void person_post(struct app *app, struct req *req, struct res *res);

void reports_get(struct app *app, struct req *req, struct res *res);     /* /admin/reports */
void report_get_page(struct app *app, struct req *req, struct res *res); /* /admin/report/{id} */
void report_post(struct app *app, struct req *req, struct res *res);

/* When a signed-out editor posts a form under /admin/, the login page that carries it along. */
void login_with_form(struct app *app, struct req *req, struct res *res, bool shown_again);
/* For any other form from there: the login page, which says what that form had done before it came
 * this second time. */
void login_after_post(struct app *app, struct req *req, struct res *res);

/* May this user do that to this story (NULL: to a new one, or to none)? db/permission.h decides. */
bool admin_may(const struct req *req, enum act act, const struct story *s);

#endif

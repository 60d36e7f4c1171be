/* user.c: dateline user add, list, passwd, link, totp off. */
#include "cli.h"

#include "db/session.h"
#include "db/totp.h"
#include "db/user.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool cli_user_named(const struct cli *c, struct store *s, const char *login, struct user *out)
{
    enum store_status st = user_find(s, c->arena, login, out);
    if (st == STORE_MISSING)
        cli_fail(c, "There is no user \"%s\".", login);
    else if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    return st == STORE_OK;
}

struct user_add_options {
    const char *name, *role;
    bool password_from_stdin, no_password;
};

/* An empty answer on the terminal means: no password. Off a terminal nothing is read unless asked
 * for, so that a script cannot hang on it. */
static bool user_first_password(const struct cli *c, struct store *s,
                                const struct user_add_options *o, const char *login,
                                char out[CLI_PASSWORD_SIZE])
{
    out[0] = '\0';
    if (o->no_password || (!o->password_from_stdin && !isatty(STDIN_FILENO)))
        return true;
    return cli_password(c, s, login, o->name ? o->name : login, true, out);
}

static bool user_base_url(const struct cli *c, struct store *s, const char **out)
{
    struct settings set;
    enum store_status st = setting_all(s, c->arena, &set);
    *out = set.v[SETTING_BASE_URL];
    if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    return st == STORE_OK;
}

/* What was done, and how the person gets in. */
static void user_print_added(const struct cli *c, const char *base_url, const struct user *u)
{
    const char *site = cli_quoted(c, c->args[0]);
    const char *who = strcmp(u->login, u->name) == 0
                          ? u->login
                          : arena_printf(c->arena, "%s (%s)", u->login, cli_plain(c, u->name));
    cli_print("Added %s as %s, %s.\n", who, role_name(u->role),
              u->has_password ? "with a password" : "without a password");
    if (u->has_password)
        cli_print("Sign in at %s/admin/ as %s", base_url, u->login);
    else
        cli_print("For a link that signs in once:\n    %s user link %s %s\n"
                  "It works",
                  c->program, site, u->login);
    cli_print(" while the site is served:\n    %s up %s\n", c->program, site);
}

static int user_add_as(struct cli *c, struct store *s, void *ctx)
{
    const struct user_add_options *o = ctx;
    const char *login = c->args[1];
    char password[CLI_PASSWORD_SIZE];
    struct problems why = {.arena = c->arena};
    int64_t id;
    int status = CLI_FAILED;
    const char *base_url;
    if (user_base_url(c, s, &base_url) && user_first_password(c, s, o, login, password)) {
        enum store_status st =
            user_add(s,
                     &(struct user_new){.login = login,
                                        .name = o->name ? o->name : login,
                                        .role = role_find(o->role),
                                        .password = password[0] ? password : NULL},
                     NULL, dateline_now(), &id, &why);
        if (st == STORE_EXISTS)
            status = cli_fail(c, "There is already a user \"%s\".", login);
        else
            status = cli_change_end(c, s, st, &why);
        if (st == STORE_OK)
            user_print_added(c, base_url,
                             &(struct user){.login = login,
                                            .name = o->name ? o->name : login,
                                            .role = role_find(o->role),
                                            .has_password = password[0]});
    }
    explicit_bzero(password, sizeof password);
    return status;
}

int user_add_run(struct cli *c)
{
    struct user_add_options o = {.role = "editor"};
    const struct cli_option options[] = {
        {.name = "name",
         .value = "NAME",
         .help = "the name to show (default: LOGIN)",
         .text = &o.name},
        {.name = "role",
         .value = "ROLE",
         .help = "admin, editor (default), author or contributor",
         .text = &o.role},
        {.name = "password-stdin",
         .help = "read the password from standard input",
         .flag = &o.password_from_stdin},
        {.name = "no-password",
         .help = "no password: sign in by link only",
         .flag = &o.no_password},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    enum role role = role_find(o.role);
    if (role == ROLE_MAX || role == ROLE_NONE)
        return cli_wrong(c, "--role must be admin, editor, author or contributor, not \"%s\".",
                         o.role);
    return cli_work(c, STORE_WRITE, user_add_as, &o);
}

static json_t *user_row_json(const struct user *u, struct calendar *calendar)
{
    return json_pack("{s:o s:o s:s s:b s:b s:o s:o}", "login", cli_json_text(u->login), "name",
                     cli_json_text(u->name), "role", role_name(u->role), "disabled", u->disabled,
                     "password", u->has_password, "created", cli_json_time(calendar, u->created_at),
                     "seen", cli_json_time(calendar, u->seen_at));
}

static int user_print_list(const struct cli *c, const struct users *all, struct calendar *calendar)
{
    json_t *list = json_array();
    for (size_t i = 0; i < all->n; i++) {
        const struct user *u = &all->v[i];
        if (c->json)
            json_array_append_new(list, user_row_json(u, calendar));
        else
            cli_print("%-16s %-7s %-9s seen %-25s %s\n", u->login, role_name(u->role),
                      u->disabled       ? "disabled"
                      : u->has_password ? "password"
                                        : "link only",
                      cli_time(c, calendar, u->seen_at), cli_plain(c, u->name));
    }
    if (c->json)
        return cli_print_json(c, list);
    json_decref(list);
    return CLI_DONE;
}

static int user_list_look(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    struct users all;
    (void)ctx;
    enum store_status st = user_list(s, c->arena, &all);
    return st == STORE_OK ? user_print_list(c, &all, calendar) : cli_store_fail(c, s, st, NULL);
}

int user_list_run(struct cli *c)
{
    return cli_look(c, NULL, user_list_look, NULL);
}

static int user_passwd(struct cli *c, struct store *s, void *ctx)
{
    char password[CLI_PASSWORD_SIZE] = "";
    struct problems why = {.arena = c->arena};
    struct user user;
    int status = CLI_FAILED;
    (void)ctx;
    if (cli_user_named(c, s, c->args[1], &user) &&
        cli_password(c, s, user.login, user.name, false, password)) {
        enum store_status st = user_set_password(s, user.id, password, NULL, dateline_now(), &why);
        status = cli_change_end(c, s, st, &why);
        if (st == STORE_OK)
            cli_print("The password of %s is changed; all of their sessions and links are ended.\n",
                      user.login);
    }
    explicit_bzero(password, sizeof password);
    return status;
}

int user_passwd_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, user_passwd, NULL) : c->status;
}

struct user_change_options {
    const char *name, *role;
    bool disable, enable, sign_out;
};

static bool user_change_parse(struct cli *c, struct user_change_options *o)
{
    const struct cli_option options[] = {
        {.name = "name", .value = "NAME", .help = "the name to show", .text = &o->name},
        {.name = "role",
         .value = "ROLE",
         .help = "admin, editor, author or contributor",
         .text = &o->role},
        {.name = "disable", .help = "let them sign in no more", .flag = &o->disable},
        {.name = "enable", .help = "let them sign in again", .flag = &o->enable},
        {.name = "sign-out", .help = "end all of their sessions and links", .flag = &o->sign_out},
        {0},
    };
    if (!cli_parse(c, options))
        return false;
    enum role role = o->role ? role_find(o->role) : ROLE_ADMIN;
    if (role == ROLE_MAX || role == ROLE_NONE)
        c->status = cli_wrong(c, "--role must be admin, editor, author or contributor, not \"%s\".",
                              o->role);
    else if (o->disable && o->enable)
        c->status = cli_wrong(c, "Give either --disable or --enable, not both.");
    else if (!o->name && !o->role && !o->disable && !o->enable && !o->sign_out)
        c->status =
            cli_wrong(c, "Say what to change: --name, --role, --disable, --enable or --sign-out.");
    else
        return true;
    return false;
}

static void user_print_changed(const struct cli *c, const struct user *u,
                               const struct user_change *to, const struct user_change_options *o)
{
    cli_print("%s (%s) is %s%s.%s\n", u->login, cli_plain(c, to->name), role_name(to->role),
              to->disabled ? ", and disabled" : "",
              o->sign_out || to->disabled ? " All of their sessions and links are ended." : "");
}

static int user_change_to(struct cli *c, struct store *s, void *ctx)
{
    const struct user_change_options *o = ctx;
    struct problems why = {.arena = c->arena};
    struct user u;
    if (!cli_user_named(c, s, c->args[1], &u))
        return CLI_FAILED;
    struct user_change to = {o->name ? o->name : u.name, o->role ? role_find(o->role) : u.role,
                             (u.disabled || o->disable) && !o->enable};
    enum store_status st = user_change(s, u.id, &to, NULL, dateline_now(), &why);
    if (st == STORE_OK && o->sign_out)
        st = user_sign_out(s, u.id, NULL, dateline_now());
    if (st == STORE_OK)
        user_print_changed(c, &u, &to, o);
    return cli_change_end(c, s, st, &why);
}

int user_change_run(struct cli *c)
{
    struct user_change_options o = {0};
    return user_change_parse(c, &o) ? cli_work(c, STORE_WRITE, user_change_to, &o) : c->status;
}

static int user_link(struct cli *c, struct store *s, void *ctx)
{
    const int64_t *minutes = ctx;
    struct user user;
    const char *base_url;
    if (!user_base_url(c, s, &base_url) || !cli_user_named(c, s, c->args[1], &user))
        return CLI_FAILED;
    if (user.disabled)
        return cli_fail(c, "\"%s\" is disabled and cannot sign in.", user.login);
    const char *link = cli_sign_in_link(c, s, user.id, base_url, *minutes);
    if (!link)
        return CLI_FAILED;
    if (c->json)
        return cli_print_json(c, json_pack("{s:o s:s s:I}", "login", cli_json_text(user.login),
                                           "link", link, "minutes", (json_int_t)*minutes));
    cli_print("%s\n", link);
    cli_remark("It signs %s in once, within %" PRId64 " minutes; earlier links no longer work.\n",
               user.login, *minutes);
    return CLI_DONE;
}

int user_link_run(struct cli *c)
{
    int64_t minutes = LOGIN_LINK_MINUTES;
    const struct cli_option options[] = {
        {.name = "minutes",
         .value = "N",
         .help = "how long the link is valid (default: 60)",
         .number = &minutes,
         .least = 1,
         .most = 7 * 24 * 60},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_WRITE, user_link, &minutes) : c->status;
}

static int user_totp_off(struct cli *c, struct store *s, void *ctx)
{
    struct user u;
    (void)ctx;
    if (!cli_user_named(c, s, c->args[1], &u))
        return CLI_FAILED;
    enum store_status st = totp_take_off(s, u.id, NULL, dateline_now());
    if (st == STORE_MISSING)
        return cli_fail(c, "%s signs in without codes already.", u.login);
    if (st == STORE_OK)
        cli_print("%s signs in without codes again; all of their sessions and links are ended.\n",
                  u.login);
    return cli_change_end(c, s, st, NULL);
}

int user_totp_off_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, user_totp_off, NULL) : c->status;
}

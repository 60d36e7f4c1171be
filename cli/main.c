/* main.c: dateline(1). The table of subcommands, and the door for plain CGI. */
#include "cli.h"

#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/server.h"
#include "lib/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef DATELINE_VERSION
#define DATELINE_VERSION "unknown"
#endif

/* In the order in which the help lists them. */
static const struct command commands[] = {
    {"init", "SITE", 1, 1, "Makes a new site in the folder SITE.",
     "The folder is made when it is missing. A new site has the sections News and Reviews;\n"
     "with --demo it is a small newspaper with stories, pictures and an editor to sign in as.",
     init_run},
    {"up", "SITE", 1, 1, "Serves a site on this machine, behind a private nginx; Ctrl-C ends it.",
     "For trying Dateline and for small sites behind a proxy. It prints the address and a\n"
     "one-time sign-in link. Its socket, logs and temporary files lie in a private folder that\n"
     "goes away with it.",
     up_run},
    {"serve", "SITE", 1, 1, "Serves a site over FastCGI, for a web server in front.",
     "SIGTERM finishes the requests under way and ends; SIGHUP loads templates and settings\n"
     "again.",
     serve_run},
    {"user add", "SITE LOGIN", 2, 2, "Adds somebody who may sign in.",
     "On a terminal it asks for a password; none means that LOGIN signs in by link only\n"
     "(dateline user link).",
     user_add_run},
    {"user list", "SITE", 1, 1, "Lists who may sign in.", NULL, user_list_run},
    {"user passwd", "SITE LOGIN", 2, 2, "Sets a password and ends the user's sessions.",
     "The password is asked for on the terminal, or is the first line of standard input.",
     user_passwd_run},
    {"user link", "SITE LOGIN", 2, 2, "Prints a sign-in link that works once.", NULL,
     user_link_run},
    {"story list", "SITE", 1, 1, "Lists stories, the last edited first.", NULL, story_list_run},
    {"story show", "SITE ID|PATH", 2, 2, "Shows a story: its times, revisions and text.", NULL,
     story_show_run},
    {"story post", "SITE FILE", 2, 2, "Saves a Markdown file with front matter as a story.",
     "FILE - is standard input. Without --id it becomes a new draft, or is published at once\n"
     "with --publish. With --id it becomes the next revision of that story. When readers see\n"
     "that story already, the change is a minor fix that leaves Updated alone, unless\n"
     "--updated and --note make it an update, or --correction, --wrong and --right a\n"
     "correction. docs/import.md describes the front matter.",
     story_post_run},
    {"story publish", "SITE ID", 2, 2, "Makes a story's newest revision the one readers see.", NULL,
     story_publish_run},
    {"story updated", "SITE ID [WHEN]", 2, 3, "Sets or clears a story's Updated time by hand.",
     "WHEN is now, a local time of the site such as 2026-01-08T09:30, or a time with its zone.",
     story_updated_run},
    {"story withdraw", "SITE ID", 2, 2, "Takes a story back; its address then says why.", NULL,
     story_withdraw_run},
    {"import", "SITE markdown PATH", 3, 3, "Imports a folder of Markdown files as stories.",
     "Reads every .md file below PATH that has YAML front matter (docs/import.md). It can be\n"
     "run again: what is unchanged is left alone, and so is what was edited here since.",
     import_markdown_run},
    {"settings list", "SITE", 1, 1, "Lists all settings and their values.", NULL,
     settings_list_run},
    {"settings get", "SITE KEY", 2, 2, "Prints one setting.", NULL, settings_get_run},
    {"settings set", "SITE KEY VALUE", 3, 3, "Changes one setting.", NULL, settings_set_run},
    {"backup", "SITE FILE", 2, 2, "Copies a site's database, whole and consistent, to FILE.",
     "Works while the site is being served. FILE must not exist. Pictures are plain files below\n"
     "SITE/media: copy that folder afterwards, and the copy is complete.",
     backup_run},
    {"verify", "SITE", 1, 1, "Checks a site from end to end; exits 1 when anything is wrong.", NULL,
     verify_run},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void command_list(FILE *out, const char *group)
{
    size_t n = group ? strlen(group) : 0;
    for (size_t i = 0; i < COMMANDS; i++)
        if (!group || (strncmp(commands[i].name, group, n) == 0 && commands[i].name[n] == ' '))
            fprintf(out, "  %-15s %s\n", commands[i].name, commands[i].summary);
}

static int main_usage(FILE *out, int status)
{
    fprintf(out, "Usage: dateline COMMAND …\nA news site in one program.\n\nCommands:\n");
    command_list(out, NULL);
    fprintf(out, "\nEach has a --help of its own. dateline --version prints the version.\n");
    return status;
}

static bool command_is_group(const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i < COMMANDS; i++)
        if (strncmp(commands[i].name, word, n) == 0 && commands[i].name[n] == ' ')
            return true;
    return false;
}

/* The row that argv[1] (and [2]) name; *words is how many they are. */
static const struct command *command_find(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        const char *name = commands[i].name, *space = strchr(name, ' ');
        size_t first = space ? (size_t)(space - name) : strlen(name);
        if (strlen(argv[1]) != first || strncmp(argv[1], name, first) != 0)
            continue;
        *words = space ? 2 : 1;
        if (!space || (argc > 2 && strcmp(argv[2], space + 1) == 0))
            return &commands[i];
    }
    return NULL;
}

static int command_wrong(int argc, char **argv)
{
    if (!command_is_group(argv[1])) {
        fprintf(stderr, "dateline: there is no command \"%s\".\nTry: dateline --help\n", argv[1]);
        return CLI_USAGE;
    }
    bool help = argc > 2 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0);
    FILE *out = help ? stdout : stderr;
    fprintf(out, "Usage: dateline %s COMMAND …\n", argv[1]);
    command_list(out, argv[1]);
    return help ? CLI_DONE : CLI_USAGE;
}

/* A web server that speaks CGI (RFC 3875) runs us without arguments. */
static bool main_is_cgi(int argc)
{
    return argc == 1 && getenv("GATEWAY_INTERFACE") && getenv("REQUEST_METHOD");
}

static int main_answer_cgi(void)
{
    const char *site = getenv("DATELINE_SITE");
    if (!site || !*site) {
        fputs("dateline: set DATELINE_SITE to the site's folder.\n", stderr);
        fputs("Status: 500\r\nContent-Type: text/plain\r\n\r\nThe site is not set up.\n", stdout);
        return CLI_FAILED;
    }
    struct arena *a = arena_new();
    int status = server_cgi(&answer_functions, site, app_data_folder(a), stdin, stdout);
    arena_free(a);
    return status;
}

int main(int argc, char **argv)
{
    if (!token_init()) {
        fputs("dateline: this system has no source of random numbers.\n", stderr);
        return CLI_FAILED;
    }
    if (main_is_cgi(argc))
        return main_answer_cgi();
    if (argc < 2)
        return main_usage(stderr, CLI_USAGE);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return main_usage(stdout, CLI_DONE);
    if (strcmp(argv[1], "--version") == 0)
        return puts("dateline " DATELINE_VERSION) == EOF ? CLI_FAILED : CLI_DONE;

    int words = 0;
    const struct command *command = command_find(argc, argv, &words);
    if (!command)
        return command_wrong(argc, argv);
    struct cli c = {
        .command = command, .arena = arena_new(), .argc = argc - words, .argv = argv + words};
    int status = command->run(&c);
    arena_free(c.arena);
    if (fflush(stdout) != 0 && status == CLI_DONE)
        status = CLI_FAILED;
    return status;
}

/* main.c: dateline(1). The table of subcommands, and the door for plain CGI. */
#include "cli.h"

#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/server.h"
#include "lib/token.h"
#include "lib/version.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In the order in which the help lists them. */
static const struct command commands[] = {
    {"init", "SITE", 1, 1, "Create a new site in the folder SITE.",
     "The folder is created if necessary. A new site has the sections News and Reviews; with\n"
     "--demo it is a small newspaper with stories, pictures and an editor account.",
     init_run},
    {"up", "SITE", 1, 1, "Serve a site on this machine behind a private nginx, until Ctrl-C.",
     "For trying Dateline, and for small sites behind a proxy. Prints the address and a one-time\n"
     "sign-in link. The socket, logs and temporary files are kept in a private folder, which is\n"
     "deleted at the end.",
     up_run},
    {"serve", "SITE", 1, 1, "Serve a site over FastCGI, behind a web server.",
     "SIGTERM finishes the requests in progress and stops; SIGHUP reloads templates and\n"
     "settings.",
     serve_run},
    {"user add", "SITE LOGIN", 2, 2, "Add a user who can sign in.",
     "On a terminal you are asked for a password of at least 12 characters; leave it empty if "
     "LOGIN\n"
     "is to sign in by link only (dateline user link). A script gives it on standard input, with\n"
     "--password-stdin; without, there is no password.",
     user_add_run},
    {"user list", "SITE", 1, 1, "List the users.", NULL, user_list_run},
    {"user passwd", "SITE LOGIN", 2, 2, "Set a user's password and end the user's sessions.",
     "The password is read from the terminal, or from the first line of standard input. It has at\n"
     "least 12 characters.",
     user_passwd_run},
    {"user change", "SITE LOGIN", 2, 2, "Change a user's name, role or access.",
     "A disabled user cannot sign in, and all of their sessions end; what they wrote stays "
     "theirs.\n"
     "Administrators do the same at the desk, below People.",
     user_change_run},
    {"user link", "SITE LOGIN", 2, 2, "Print a sign-in link that works once.",
     "For somebody without a password, or who has forgotten it. Earlier links of LOGIN no longer\n"
     "work.",
     user_link_run},
    {"user totp off", "SITE LOGIN", 2, 2, "Let a user sign in without codes again.",
     "For somebody who has lost the telephone and the recovery codes. All of their sessions and\n"
     "links end. Where the setting totp_required names their role, they set it up anew at the "
     "next\n"
     "sign-in.",
     user_totp_off_run},
    {"user passkey list", "SITE LOGIN", 2, 2, "List a user's passkeys, and when each was used.",
     NULL, user_passkey_list_run},
    {"user passkey remove", "SITE LOGIN NUMBER", 3, 3, "Remove a user's passkey, or all.",
     "NUMBER is one that \"user passkey list\" shows, or all. For somebody who has lost what it "
     "lies\n"
     "on. All of their sessions and links end.",
     user_passkey_remove_run},
    {"story list", "SITE", 1, 1, "List stories, the most recently edited first.", NULL,
     story_list_run},
    {"story show", "SITE ID|PATH", 2, 2, "Show a story: its times, texts, revisions and words.",
     "A story has up to three texts: live, which readers see; waiting, which waits for its time; "
     "and\n"
     "draft. Each is listed with its revision, who saved it and when, and how many words of it\n"
     "differ from what readers see.",
     story_show_run},
    {"story post", "SITE FILE", 2, 2, "Save a Markdown file with front matter as a story.",
     "If FILE is -, standard input is read. Without --id the file becomes a new draft, or is\n"
     "published at once with --publish. docs/import.md describes the front matter.\n"
     "\n"
     "With --id the file replaces a text of that story: the only one, or the one that --on names.\n"
     "  live     readers see the change at once, or from --at WHEN on; with --keep it becomes a\n"
     "           draft instead, and readers see nothing of it\n"
     "  waiting  the new text waits for the same time, or for --at WHEN\n"
     "  draft    the draft is kept; with --publish readers see it\n"
     "--from N refuses when another revision than N is there by now. A change of what readers see "
     "is\n"
     "a minor fix that leaves Updated as it is, unless --updated and --note make it an update, or\n"
     "--correction, --wrong and --right make it a correction. It is put into the text that waits,\n"
     "too. Nothing reaches readers that the command does not name.",
     story_post_run},
    {"story publish", "SITE ID", 2, 2, "Publish a story's draft, or the text that waits.",
     "Of two texts that readers have not seen, --on names the one. On a story that readers know "
     "it\n"
     "is a minor fix, unless the options make it an update or a correction; a text that waits "
     "keeps\n"
     "its own kind. To publish a new text, use dateline story post.",
     story_publish_run},
    {"story unschedule", "SITE ID", 2, 2, "Take what waits off the schedule, or back from review.",
     "It becomes the draft, unless there is one: then it is in the history alone.",
     story_unschedule_run},
    {"story discard", "SITE ID", 2, 2, "Discard a draft; it is in the history alone then.", NULL,
     story_discard_run},
    {"story updated", "SITE ID [WHEN]", 2, 3, "Set or clear a story's Updated time by hand.",
     "WHEN is now, a time in the site's time zone such as 2026-01-08T09:30, or a time with its\n"
     "offset such as 2026-01-08T09:30:00Z.",
     story_updated_run},
    {"story withdraw", "SITE ID", 2, 2, "Withdraw a story; its page then shows the reason.",
     "What waits is taken off the schedule.", story_withdraw_run},
    {"story restore", "SITE ID", 2, 2, "Bring a withdrawn story back as it was.",
     "To bring it back with another text, use dateline story post --publish.", story_restore_run},
    {"story take-back", "SITE ID", 2, 2, "Take back a story published by mistake in the last hour.",
     "It becomes a draft, and its address is not found. After an hour, withdraw it instead.",
     story_take_back_run},
    {"story bin", "SITE ID", 2, 2, "Put a draft into the bin; it is deleted after 30 days.", NULL,
     story_bin_run},
    {"story unbin", "SITE ID", 2, 2, "Take a draft out of the bin.", NULL, story_unbin_run},
    {"story reword", "SITE ID", 2, 2,
     "Put an update's note, a correction or a withdrawal's reason right.",
     "Readers are told that it happened; the audit log keeps the former words.", story_reword_run},
    {"assignment list", "SITE", 1, 1,
     "List assignments that are to be done, the earliest due first.", NULL, assignment_list_run},
    {"assignment show", "SITE ID", 2, 2, "Show one assignment.", NULL, assignment_show_run},
    {"assignment add", "SITE TITLE", 2, 2, "Assign a story before there is a text.",
     "Prints its number. It waits at the desk of whoever is to write it, and readers see nothing "
     "of\n"
     "it.",
     assignment_add_run},
    {"assignment change", "SITE ID", 2, 2, "Change an assignment.",
     "What is not named stays as it is. Somebody else than before is asked anew.",
     assignment_change_run},
    {"assignment take", "SITE ID", 2, 2, "Note that whoever is assigned writes it.", NULL,
     assignment_take_run},
    {"assignment decline", "SITE ID", 2, 2, "Note that whoever is assigned does not write it.",
     NULL, assignment_decline_run},
    {"assignment begin", "SITE ID", 2, 2, "Make a draft of an assignment.",
     "Prints the story's number. Of one that was begun already, prints that again.",
     assignment_begin_run},
    {"assignment close", "SITE ID", 2, 2, "Close an assignment: nothing is to be done any more.",
     "It closes by itself when its story goes out.", assignment_close_run},
    {"assignment reopen", "SITE ID", 2, 2, "Open a closed assignment again.", NULL,
     assignment_reopen_run},
    {"report list", "SITE", 1, 1, "List what readers report, open reports first.", NULL,
     report_list_run},
    {"report show", "SITE ID", 2, 2, "Show one report.", NULL, report_show_run},
    {"report close", "SITE ID", 2, 2, "Close a report that needs no correction.",
     "To publish a correction from a report, open it at the desk.", report_close_run},
    {"report reopen", "SITE ID", 2, 2, "Open a closed report again.", NULL, report_reopen_run},
    {"price list", "SITE", 1, 1, "List reviews whose price was checked long ago.",
     "How long is long, the setting price_check_days says.", price_list_run},
    {"price check", "SITE ID", 2, 2, "Note that a review's price was checked today.",
     "Readers see the day at once, as a minor fix.", price_check_run},
    {"ai list", "SITE", 1, 1, "List what AI was used for, newest first.", NULL, ai_list_run},
    {"import", "SITE FORMAT PATH...", 3, 1000,
     "Import stories from files or another system's export.",
     "FORMAT is markdown (every Markdown and HTML file below PATH), html (a folder of pages that "
     "a\n"
     "site was made of), wordpress or ghost (files of an export; --media names the folder of\n"
     "uploads) or feed (saved RSS, Atom and JSON Feed);\n"
     "docs/import.md describes them. It is safe to run again: unchanged stories are skipped, and\n"
     "stories edited here since are left alone. json is a whole paper, as \"export SITE json\" "
     "wrote\n"
     "it, for a new site; --media names the old site's folder.",
     import_run},
    {"front show", "SITE", 1, 1, "Show how the front page is arranged, and what waits.", NULL,
     front_show_run},
    {"front set", "SITE [STORY[@UNTIL]...]", 1, 13, "Arrange the front page.",
     "Each STORY is a story's number, the lead first; \"-\" leaves a place to the newest story. "
     "With\n"
     "@UNTIL it has its place until then. Without any, all places have the newest. Bands stay as\n"
     "they are unless --section or --hide is given.",
     front_set_run},
    {"front list", "SITE", 1, 1, "List the arrangements that there were, newest first.", NULL,
     front_list_run},
    {"front undo", "SITE [ID]", 1, 2, "Go back to the arrangement before, or to that one.",
     "It is saved as one more; none is lost.", front_undo_run},
    {"front cancel", "SITE ID", 2, 2, "Take an arrangement that waits off the schedule.", NULL,
     front_cancel_run},
    {"section add", "SITE NAME", 2, 2, "Add a section, as the last of the menu.", NULL,
     section_add_run},
    {"section move", "SITE SLUG up|down", 3, 3, "Move a section one place in the menu.", NULL,
     section_move_run},
    {"section hide", "SITE SLUG", 2, 2, "Take a section out of the menu and the front page.",
     "Its page, its feed and its stories stay.", section_hide_run},
    {"section show", "SITE SLUG", 2, 2, "Put a hidden section back into the menu.", NULL,
     section_show_run},
    {"section delete", "SITE SLUG", 2, 2, "Delete a section; its stories go to another one.",
     "With --into its address and its feed lead there, and stories move without a new Updated;\n"
     "dateline name part undoes that. Without, no story may ever have been in it.",
     section_delete_run},
    {"name list", "SITE KIND", 2, 2, "List the sections, bylines or tags, with their stories.",
     "KIND is section, byline or tag, as it is for the other commands of names.", name_list_run},
    {"name change", "SITE KIND SLUG", 3, 3, "Rename a section, byline or tag, or describe it.",
     "All of its stories show another name at once, without a new Updated; the address stays.",
     name_change_run},
    {"name author", "SITE SLUG", 2, 2, "Say more of an author: place, languages, contact, links.",
     "What is not named stays as it is; \"\" empties it. The biography is the text of name change.",
     name_author_run},
    {"name merge", "SITE KIND SLUG INTO", 4, 4, "Merge a byline or tag into another one.",
     "All stories of SLUG show the name of INTO at once, without a new Updated, and the address "
     "and\n"
     "feed of SLUG lead to it. No saved text changes.",
     name_merge_run},
    {"name part", "SITE KIND SLUG", 3, 3, "Undo the merge of SLUG into another one.", NULL,
     name_part_run},
    {"export", "SITE FORMAT PATH", 3, 3, "Take all stories along, in a form that others read.",
     "FORMAT is markdown (a folder of Markdown files and pictures, which dateline import reads\n"
     "back), json (one file with every revision), static (pages and files for any web server) or "
     "wxr\n"
     "(one file for WordPress's importer); docs/export.md describes them. Works while the site is\n"
     "being served; run again, it brings PATH up to date. All but static hold drafts and what is\n"
     "still to come: keep them as you keep those.",
     export_run},
    {"media add", "SITE FILE...", 2, 10000, "Add pictures.",
     "Each picture's id is printed. The same picture again is the one there is: what is said of "
     "it\n"
     "is taken only where nothing was. A file that cannot be taken keeps no other out.",
     media_add_run},
    {"media list", "SITE", 1, 1, "List pictures, the newest first.",
     "Views: all that are on offer, unused ones, those whose rights are ending within 30 days, "
     "and\n"
     "those whose rights have ended.",
     media_list_run},
    {"media show", "SITE ID", 2, 2, "Print what is said of a picture, and which stories have it.",
     NULL, media_show_run},
    {"media set", "SITE ID[,ID...] FIELD VALUE", 4, 4, "Change what is said of pictures.",
     "FIELD is alt, caption, credit, creator, copyright, license, source, rights_from,\n"
     "rights_until (days, as 2026-01-08), not_again (1 or nothing) or focus, the point that crops "
     "keep:\n"
     "percent from the left and from the top, as 30,70, or middle. Stories that have the picture\n"
     "keep their words.",
     media_set_run},
    {"media older", "SITE ID", 2, 2, "List the texts that say what was said of a picture before.",
     "Live texts and drafts that took words over from the picture and keep them, beside what is\n"
     "said of it now. What a text says of its own is not among them.",
     media_older_run},
    {"media apply", "SITE ID STORY...", 3, 202, "Let stories say what is said of a picture now.",
     "In what readers see as a minor fix, and in the draft as a draft, each alone. Nothing "
     "changes\n"
     "but the words that media older lists.",
     media_apply_run},
    {"media replace", "SITE ID BY", 3, 3, "Let a picture stand for another one, for readers.",
     "From then on readers see picture BY wherever ID is: above texts, in them, in lists, as a\n"
     "portrait. No text changes; what is said of it there is what the options say, else what is "
     "said\n"
     "of BY. Refused for one whose rights do not cover today, or whose stories readers do not see.",
     media_replace_run},
    {"media unreplace", "SITE ID", 2, 2, "Take back that another picture stands for this one.",
     NULL, media_unreplace_run},
    {"media delete", "SITE ID", 2, 2, "Delete a picture that nothing has.",
     "Refused while a story has it, in an earlier text too, or an author, or somebody types one.",
     media_delete_run},
    {"redirect list", "SITE", 1, 1, "List the addresses that lead elsewhere by hand.", NULL,
     redirect_list_run},
    {"redirect add", "SITE PATH TARGET", 3, 3, "Lead an address of the site elsewhere.",
     "TARGET is a path of the site or an http(s) address. Where there is a page, it stays; what\n"
     "stories, sections and names were called once leads on by itself. A circle is refused.",
     redirect_add_run},
    {"redirect remove", "SITE PATH", 2, 2, "Lead that address nowhere again.", NULL,
     redirect_remove_run},
    {"redirect missed", "SITE", 1, 1, "List what readers asked for in vain, the most wanted first.",
     "Counts of addresses alone: no query, nothing of who asked.", redirect_missed_run},
    {"audit", "SITE", 1, 1, "List who did what, newest first.",
     "Sign-ins, rights, settings and every publication, each with its time and who did it. It\n"
     "only grows: no line is changed, and none deleted unless the setting audit_days says so.",
     audit_run},
    {"trust", "SITE", 1, 1,
     "List what readers are told of how the paper works, and what is missing.",
     "By the Trust Project's eight indicators: pages and settings of the paper, the newest 20\n"
     "stories, and their authors. Each that is missing comes with the address where the desk mends "
     "it.",
     trust_run},
    {"settings list", "SITE", 1, 1, "List all settings and their values.", NULL, settings_list_run},
    {"settings get", "SITE KEY", 2, 2, "Print one setting.", NULL, settings_get_run},
    {"settings logo", "SITE [FILE]", 1, 2, "Put a picture in the place of the paper's name.",
     "JPEG, PNG, WebP, GIF or AVIF, best without a ground; it is made small, and kept in the "
     "settings.",
     settings_logo_run},
    {"settings set", "SITE KEY VALUE", 3, 3, "Change one setting.", NULL, settings_set_run},
    {"style list", "SITE", 1, 1, "List the rules of the paper's house style.", NULL,
     style_list_run},
    {"style add", "SITE PATTERN", 2, 2,
     "Add a rule: words that the desk points at as they are typed.",
     "PATTERN is found as whole words, in any case unless it has a capital; with --regex it is a\n"
     "regular expression as ICU has them, and $1 in --use is its first group. Try it first.",
     style_add_run},
    {"style remove", "SITE NUMBER", 2, 2, "Remove a rule.", NULL, style_remove_run},
    {"style try", "SITE PATTERN", 2, 2, "Show what a rule would find in the live stories.", NULL,
     style_try_run},
    {"backup", "SITE FILE", 2, 2,
     "Write a whole site to FILE: stories, people, keys, pictures, its own files.",
     "Works while the site is being served. FILE is a tar archive and must not exist yet; it gets\n"
     "its name when it is whole and on disk. It holds password hashes and keys: keep it as you\n"
     "keep those. With --test it is restored into a temporary folder beside it, checked as by\n"
     "dateline verify, and compared with the site.",
     backup_run},
    {"restore", "FILE SITE", 2, 2, "Make the site of a backup again, in the folder SITE.",
     "SITE must be missing or empty. What is restored is compared with what was backed up and\n"
     "checked as by dateline verify, and gets its name when it is whole and on disk.",
     restore_run},
    {"verify", "SITE", 1, 1, "Check a site thoroughly; exit with status 1 if anything is wrong.",
     NULL, verify_run},
    {"housekeep", "SITE", 1, 1, "Clear away what nobody needs any more.",
     "Sessions and links that have ended, counts of wrong passwords, records of forms, unsaved\n"
     "copies after 30 days, e-mail addresses of readers' reports after 90, stories after 30 days\n"
     "in the bin, files of uploads that broke off, old ready pages. Nothing that readers see, and\n"
     "no line of the audit log. While the site is served, as often as you like: once a day is\n"
     "enough.",
     housekeep_run},
    {"reindex", "SITE", 1, 1, "Make the search index anew from the stories.",
     "For when verify says that it is damaged and no server runs, which would do it by itself.",
     reindex_run},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void command_list(FILE *out, const char *group)
{
    size_t n = group ? strlen(group) : 0;
    for (size_t i = 0; i < COMMANDS; i++)
        if (!group || (strncmp(commands[i].name, group, n) == 0 && commands[i].name[n] == ' '))
            fprintf(out, "  %-16s %s\n", commands[i].name, commands[i].summary);
}

static int main_usage(FILE *out, int status)
{
    fprintf(out, "Usage: dateline COMMAND …\nA news site in one program.\n\nCommands:\n");
    command_list(out, NULL);
    fprintf(out, "\nFor help with a command: dateline COMMAND --help\nTo print the version: "
                 "dateline --version\n");
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

/* Whether the arguments begin with the words of a command's name; *words is how many they are. */
static bool command_is_named(const char *name, int argc, char **argv, int *words)
{
    for (*words = 0; *words + 1 < argc; name++) {
        size_t n = strcspn(name, " ");
        const char *word = argv[*words + 1];
        if (strlen(word) != n || strncmp(word, name, n) != 0)
            return false;
        ++*words;
        name += n;
        if (!*name)
            return true;
    }
    return false;
}

/* The row that argv[1] (to [3]) name; *words is how many they are. */
static const struct command *command_find(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (command_is_named(commands[i].name, argc, argv, words))
            return &commands[i];
    return NULL;
}

static int command_wrong(int argc, char **argv)
{
    if (!command_is_group(argv[1])) {
        cli_remark("dateline: unknown command \"%s\".\nTry: dateline --help\n", argv[1]);
        return CLI_USAGE;
    }
    bool help = argc > 2 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0);
    FILE *out = help ? stdout : stderr;
    fprintf(out, "Usage: dateline %s COMMAND …\n", argv[1]);
    command_list(out, argv[1]);
    return help ? CLI_DONE : CLI_USAGE;
}

/* "help story post": as "story post --help". */
static int main_help(int argc, char **argv)
{
    int words = 0;
    const struct command *command = command_find(argc - 1, argv + 1, &words);
    if (!command)
        return command_wrong(3, (char *[]){argv[0], argv[2], "--help", NULL});
    struct cli c = {.program = argv[0],
                    .command = command,
                    .arena = arena_new(),
                    .argc = 2,
                    .argv = (char *[]){argv[0], "--help", NULL}};
    int status = command->run(&c);
    arena_free(c.arena);
    return status;
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
        fputs("dateline: DATELINE_SITE must name the site's folder.\n", stderr);
        fputs("Status: 500\r\nContent-Type: text/plain\r\n\r\nThis site has not been set up yet.\n",
              stdout);
        return CLI_FAILED;
    }
    struct arena *a = arena_new();
    int status = server_cgi(&answer_functions, site, app_data_folder(a), stdin, stdout);
    arena_free(a);
    return status;
}

int main(int argc, char **argv)
{
    signal(SIGXFSZ,
           SIG_IGN); /* a file that may grow no more fails to be written, like a full disk */
    if (!token_init()) {
        fputs("dateline: no source of random numbers is available.\n", stderr);
        return CLI_FAILED;
    }
    if (main_is_cgi(argc))
        return main_answer_cgi();
    if (argc < 2)
        return main_usage(stderr, CLI_USAGE);
    if (strcmp(argv[1], "help") == 0 && argc > 2)
        return main_help(argc, argv);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return main_usage(stdout, CLI_DONE);
    if (strcmp(argv[1], "--version") == 0)
        return printf("dateline %s\n", version_program()) < 0 ? CLI_FAILED : CLI_DONE;

    int words = 0;
    const struct command *command = command_find(argc, argv, &words);
    if (!command)
        return command_wrong(argc, argv);
    struct cli c = {.program = argv[0],
                    .command = command,
                    .arena = arena_new(),
                    .argc = argc - words,
                    .argv = argv + words};
    int status = command->run(&c);
    arena_free(c.arena);
    if (fflush(stdout) != 0 && status == CLI_DONE)
        status = CLI_FAILED;
    return status;
}

/* robots.c: /robots.txt (RFC 9309; Content-Usage: draft-ietf-aipref-attach; License: RSL 1.0). */
#include "reader.h"

#include "cgi/machine_rights.h"

/* Crawlers that say they gather text for language models, or for answers made by them, by the names
 * that their operators give for this file. Google-Extended and Applebot-Extended are no crawlers but
 * names for that use of what the search engine's crawler has fetched: denying them takes nothing
 * out of the search. */
static const char *const ai_crawlers[] = {
    "AI2Bot",          "Amazonbot",       "Applebot-Extended", "Bytespider",
    "CCBot",           "ChatGPT-User",    "Claude-User",       "Claude-Web",
    "ClaudeBot",       "Diffbot",         "DuckAssistBot",     "FacebookBot",
    "GPTBot",          "Google-Extended", "ImagesiftBot",      "Meta-ExternalAgent",
    "MistralAI-User",  "OAI-SearchBot",   "Omgilibot",         "PanguBot",
    "Perplexity-User", "PerplexityBot",   "Timpibot",          "YouBot",
    "anthropic-ai",    "cohere-ai",       "img2dataset",       "omgili",
};

static void deny_ai(struct buf *out)
{
    for (size_t i = 0; i < sizeof ai_crawlers / sizeof ai_crawlers[0]; i++)
        buf_printf(out, "User-agent: %s\n", ai_crawlers[i]);
    buf_adds(out, "Disallow: /\n\n");
}

/* A crawler obeys the one group that names it: those above do not look at this one. Searches are
 * endless, and what they find has addresses that crawlers reach without them. */
void robots_get(struct app *app, struct req *req, struct res *res)
{
    (void)req;
    const char *base = app_setting(app, SETTING_BASE_URL);
    res->content_type = "text/plain; charset=utf-8";
    bool reserved = machine_rights_reserved(app);
    if (reserved)
        deny_ai(&res->body);
    buf_printf(&res->body, "User-agent: *\n%sDisallow: /admin/\nDisallow: /search\n\n",
               reserved ? "Content-Usage: train-ai=n\n" : "");
    if (reserved)
        buf_printf(&res->body, "License: %s" MACHINE_RIGHTS_RSL "\n", base);
    buf_printf(&res->body, "Sitemap: %s/sitemap.xml\nSitemap: %s/news-sitemap.xml\n", base, base);
}

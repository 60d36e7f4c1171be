/* markdown_video.c: a paragraph that is the address of a video and nothing else, or a link to one.
 *
 * Readers get a card with a title and a link. Nothing is loaded from elsewhere: no frame, no picture, no
 * script, so that nobody else learns what somebody reads here. */
#include "markdown_private.h"

#include "ascii.h"
#include "text.h"

#include <string.h>

#define HOST_MAX 253

/* Hosts of videos, with their subdomains, and what the addresses of their videos have in them. */
static const struct {
    const char *host, *path;
} videos[] = {
    {"ardmediathek.de", "/video/"},
    {"arte.tv", "/videos/"},
    {"bbc.co.uk", "/iplayer/"},
    {"bbc.com", "/videos/"},
    {"bilibili.com", "/video/"},
    {"dai.ly", "/"},
    {"dailymotion.com", "/video/"},
    {"facebook.com", "/videos/"},
    {"facebook.com", "/watch"},
    {"fb.watch", "/"},
    {"france.tv", ".html"},
    {"instagram.com", "/reel/"},
    {"nebula.tv", "/videos/"},
    {"on.orf.at", "/video/"},
    {"rtbf.be", "/media/"},
    {"rts.ch", "/play/tv/"},
    {"rtve.es", "/play/videos/"},
    {"rutube.ru", "/video/"},
    {"srf.ch", "/play/tv/"},
    {"tagesschau.de", "/video/"},
    {"tiktok.com", "/video/"},
    {"twitch.tv", "/videos/"},
    {"v.qq.com", "/"},
    {"v.youku.com", "/"},
    {"vimeo.com", "/"},
    {"youtu.be", "/"},
    {"youtube-nocookie.com", "/embed/"},
    {"youtube.com", "/embed/"},
    {"youtube.com", "/live/"},
    {"youtube.com", "/playlist"},
    {"youtube.com", "/shorts/"},
    {"youtube.com", "/watch"},
    {"zdf.de", "/play/"},
    {"zdf.de", "/video/"},
};

/* The host of an https address, in small letters; false: it is none that readers can see through. */
static bool video_host(const char *url, char host[HOST_MAX + 1], const char **path)
{
    if (strncasecmp(url, "https://", 8) != 0)
        return false;
    url += 8;
    size_t n = strcspn(url, "/?#");
    if (n == 0 || n > HOST_MAX || memchr(url, '@', n) || memchr(url, ':', n))
        return false;
    for (size_t i = 0; i < n; i++)
        host[i] = ascii_lower(url[i]);
    host[n] = '\0';
    *path = url + n;
    return true;
}

static bool host_is(const char *host, const char *of)
{
    size_t n = strlen(host), m = strlen(of);
    return n >= m && strcmp(host + n - m, of) == 0 && (n == m || host[n - m - 1] == '.');
}

/* On whatever host: PeerTube's addresses, and files. */
static bool path_is_video(const char *path)
{
    static const char *const files[] = {".m4v", ".mov", ".mp4", ".ogv", ".webm"};
    const char *end = path + strcspn(path, "?#");
    if (strncmp(path, "/videos/watch/", 14) == 0 || strncmp(path, "/videos/embed/", 14) == 0)
        return end - path > 14;
    if (strncmp(path, "/w/", 3) == 0) /* a short UUID: 22 letters and digits */
        return strspn(path + 3, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") >=
               20;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t n = strlen(files[i]);
        if (end - path > (ptrdiff_t)n + 1 && end[-1 - (ptrdiff_t)n] != '/' &&
            strncasecmp(end - n, files[i], n) == 0)
            return true;
    }
    return false;
}

static bool url_is_video(const char *url, char host[HOST_MAX + 1])
{
    const char *path;
    if (!md_url_is_allowed(url) || !video_host(url, host, &path))
        return false;
    for (size_t i = 0; i < sizeof videos / sizeof *videos; i++)
        if (host_is(host, videos[i].host) && strstr(path, videos[i].path) && strlen(path) > 1)
            return true;
    return path_is_video(path);
}

/* The address that a paragraph is, and its words; NULL: it is something else, or more. */
static const char *paragraph_url(struct md_render *r, cmark_node *paragraph, const char **words)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    *words = "";
    if (first && cmark_node_get_type(first) == CMARK_NODE_LINK && !cmark_node_next(first)) {
        *words = md_node_text(r, first);
        return md_own(r, cmark_node_get_url(first));
    }
    for (cmark_node *at = first; at; at = cmark_node_next(at))
        if (cmark_node_get_type(at) != CMARK_NODE_TEXT)
            return NULL;
    const char *all = first ? md_node_text(r, paragraph) : "";
    return all[strcspn(all, " ()[]<>\"'")] == '\0' ? all : NULL;
}

bool md_add_video(struct md_render *r, cmark_node *paragraph, size_t p_number)
{
    char host[HOST_MAX + 1];
    const char *words, *url;
    if (cmark_node_get_type(cmark_node_parent(paragraph)) != CMARK_NODE_DOCUMENT)
        return false;
    url = paragraph_url(r, paragraph, &words);
    if (!url || !url_is_video(url, host))
        return false;
    const char *shown = strncmp(host, "www.", 4) == 0 ? host + 4 : host;
    bool named = !text_blank(words) && strcmp(words, url) != 0;
    buf_printf(r->html,
               "<p id=\"%sp-%zu\" class=\"video\">" MARKDOWN_VIDEO MARKDOWN_VIDEO_LABEL
               "</span> <a href=\"",
               md_ids(r), p_number);
    md_add_url(r->html, url);
    buf_addc(r->html, '"');
    md_add_rel(r, r->html, url);
    buf_printf(r->html, "%s>", named ? md_direction_of(r, words) : "");
    buf_add_html(r->html, named ? words : shown, strlen(named ? words : shown));
    buf_adds(r->html, "</a>");
    if (named) {
        buf_adds(r->html, " <span class=\"host\" dir=\"ltr\">(");
        buf_add_html(r->html, shown, strlen(shown));
        buf_adds(r->html, ")</span>");
    }
    buf_adds(r->html, "</p>\n");
    return true;
}

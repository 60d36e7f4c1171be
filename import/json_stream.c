/* json_stream.c: see json_stream.h. */
#include "json_stream.h"

#include "lib/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { END = -1 };

void json_stream_begin(struct json_stream *in, int fd)
{
    *in = (struct json_stream){.fd = fd, .line = 1};
    if (lseek(fd, 0, SEEK_SET) < 0)
        in->why = "it is no file that can be read twice";
}

static void stream_fill(struct json_stream *in)
{
    ssize_t got;
    do
        got = read(in->fd, in->bytes, sizeof in->bytes);
    while (got < 0 && errno == EINTR);
    in->at = 0;
    in->n = got > 0 ? (size_t)got : 0;
    in->ended = got <= 0;
    if (got < 0 && !in->why)
        in->why = "it cannot be read to its end";
}

static int stream_peek(struct json_stream *in)
{
    if (in->at == in->n && !in->ended)
        stream_fill(in);
    return in->at < in->n ? (unsigned char)in->bytes[in->at] : END;
}

static int stream_get(struct json_stream *in)
{
    int c = stream_peek(in);
    if (c != END) {
        in->at++;
        in->line += c == '\n';
    }
    return c;
}

/* The next that is no white space (RFC 8259). */
static int stream_next(struct json_stream *in)
{
    int c;
    while ((c = stream_peek(in)) == ' ' || c == '\t' || c == '\n' || c == '\r')
        stream_get(in);
    return c;
}

static bool stream_wrong(struct json_stream *in, int found, const char *expected)
{
    if (in->why)
        return false;
    if (found == END)
        snprintf(in->said, sizeof in->said, "it ends here, in the middle");
    else
        snprintf(in->said, sizeof in->said, "it is not well-formed JSON: %s should stand here",
                 expected);
    in->why = in->said;
    return false;
}

bool json_stream_take(struct json_stream *in, char c)
{
    const char expected[] = {'"', c, '"', '\0'};
    int found = stream_next(in);
    if (in->why || found != c)
        return stream_wrong(in, found, expected);
    stream_get(in);
    return true;
}

/* Whether there is one more behind a comma, in what `close` ends, which is taken. */
static bool stream_more(struct json_stream *in, bool first, char close)
{
    int c = stream_next(in);
    if (in->why)
        return false;
    if (c == close) {
        stream_get(in);
        return false;
    }
    return first || json_stream_take(in, ',');
}

const char *json_stream_key(struct json_stream *in, struct arena *a, bool first)
{
    if (!stream_more(in, first, '}'))
        return NULL;
    int c = stream_next(in);
    if (c != '"') {
        stream_wrong(in, c, "a key");
        return NULL;
    }
    json_t *key = json_stream_value(in);
    const char *text = key ? arena_dup(a, json_string_value(key)) : NULL;
    json_decref(key);
    return text && json_stream_take(in, ':') ? text : NULL;
}

bool json_stream_item(struct json_stream *in, bool first)
{
    return stream_more(in, first, ']');
}

/* A byte at a time: jansson must take none that is behind the value. */
static size_t stream_give(void *buffer, size_t n, void *ctx)
{
    struct json_stream *in = ctx;
    int c = n > 0 && in->value < JSON_STREAM_VALUE_MAX ? stream_get(in) : END;
    if (c == END)
        return 0;
    in->value++;
    *(char *)buffer = (char)c;
    return 1;
}

/* What jansson says, without where: the line is ours. */
static void stream_say(struct json_stream *in, const json_error_t *error)
{
    struct arena *a = arena_new();
    if (in->value >= JSON_STREAM_VALUE_MAX)
        in->why = "a record of it is too large";
    else if (stream_peek(in) == END)
        stream_wrong(in, END, "");
    else
        snprintf(in->said, sizeof in->said, "it is not well-formed JSON: %.120s",
                 text_line(a, text_utf8_repair(a, error->text, strlen(error->text))));
    in->why = in->why ? in->why : in->said;
    arena_free(a);
}

json_t *json_stream_value(struct json_stream *in)
{
    json_error_t error;
    int c = stream_next(in);
    in->value = 0;
    if (in->why)
        return NULL;
    if (!c || !strchr("{[\"", c)) { /* a number's end would be behind it */
        stream_wrong(in, c, "a text, a list or an object");
        return NULL;
    }
    json_t *value = json_load_callback(
        stream_give, in, JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY, &error);
    if (!value)
        stream_say(in, &error);
    return value;
}

bool json_stream_end(struct json_stream *in)
{
    int c = stream_next(in);
    if (!in->why && c != END)
        in->why = "something stands behind its end";
    return !in->why;
}

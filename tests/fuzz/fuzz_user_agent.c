/* fuzz_user_agent.c: what a browser says of itself and takes, a line each: User-Agent, Accept-Encoding. What it is called is one
 * of ours, and no coding is taken that it does not name. */
#include "cgi/http/coding.h"
#include "lib/arena.h"
#include "lib/user_agent.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const codings[] = {"gzip", "br", "identity"};
    struct arena *a = arena_new();
    const char *agent = arena_dupn(a, (const char *)data, n);
    const char *line = strchr(agent, '\n'), *takes = line ? line + 1 : "";
    agent = arena_dupn(a, agent, line ? (size_t)(line - agent) : strlen(agent));
    struct user_agent is = user_agent_read(agent);
    if (strlen(is.browser) > 40 || strlen(is.system) > 40)
        abort();
    for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++)
        if (coding_is_taken(takes, codings[i]) && !strcasestr(takes, codings[i]))
            abort();
    arena_free(a);
    return 0;
}

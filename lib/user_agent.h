/* user_agent.h: what a browser is called, by what it says of itself.
 *
 * Enough for somebody to know their own browsers again in a list; no decision may depend on it. The
 * User-Agent header is described in RFC 9110, section 10.1.5. */
#ifndef DATELINE_USER_AGENT_H
#define DATELINE_USER_AGENT_H

struct user_agent {
    const char *browser; /* "Firefox", or "" when it is none that is known */
    const char *system;  /* "Windows", or "" */
};
/* Never fails; agent may be "". What it gives is constant. */
struct user_agent user_agent_read(const char *agent);

#endif

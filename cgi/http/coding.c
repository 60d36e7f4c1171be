/* coding.c: see coding.h. */
#include "coding.h"

#include <string.h>
#include <strings.h>

#define SPACE " \t"

/* "q=0", "q=0.0", … in what follows a member of the list. */
static bool has_no_weight(const char *parameters)
{
    const char *s = parameters + strspn(parameters, ";" SPACE);
    if (strncasecmp(s, "q=", 2) != 0)
        return false;
    s += 2;
    size_t n = strspn(s, "0.");
    return n > 0 && !(s[n] >= '1' && s[n] <= '9');
}

bool coding_is_taken(const char *accept_encoding, const char *coding)
{
    size_t n = strlen(coding);
    for (const char *s = accept_encoding ? accept_encoding : ""; *s; s += *s == ',') {
        s += strspn(s, SPACE);
        if (strcspn(s, ",;" SPACE) == n && strncasecmp(s, coding, n) == 0)
            return !has_no_weight(s + n);
        s += strcspn(s, ",");
    }
    return false;
}

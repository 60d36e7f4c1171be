/* fuzz_passkey.c: what a browser says with a passkey, a line each: to make a key, clientDataJSON and
 * authenticatorData; to use one, those, a signature, and the kind of key. Nothing that is not of the site, of a
 * verified person, is taken; and no signature is right under a key that nobody made. */
#include "lib/passkey.h"
#include "lib/token.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *line_of(struct arena *a, const char **rest)
{
    size_t n = strcspn(*rest, "\n");
    const char *line = arena_dupn(a, *rest, n);
    *rest += n + ((*rest)[n] == '\n');
    return line;
}

static void make(struct arena *a, const struct passkey_site *site, const char *rest)
{
    const char *client = line_of(a, &rest), *auth = line_of(a, &rest);
    struct passkey_key key;
    (void)passkey_check_client(a, client, PASSKEY_MAKE, site);
    if (passkey_take_key(a, auth, site, &key) != PASSKEY_SOUND)
        return;
    if (!*key.id || !*key.key || strlen(key.id) > 2 * PASSKEY_ID_MAX || key.count < 0 ||
        key.count > UINT32_MAX)
        abort();
}

static void use(struct arena *a, const struct passkey_site *site, const char *rest)
{
    struct passkey_answer said = {line_of(a, &rest), line_of(a, &rest), line_of(a, &rest)};
    char *some = arena_alloc(a, 87);
    struct passkey_key key = {.id = "AA", .algorithm = atoll(rest), .key = some};
    int64_t count = 0;
    memset(some, key.algorithm == -8 ? 'B' : 'A', key.algorithm == -8 ? 43 : 86);
    (void)passkey_check_client(a, said.client, PASSKEY_USE, site);
    if (strlen(passkey_challenge_of(a, said.client)) > PASSKEY_TEXT_MAX)
        abort();
    if (passkey_check_answer(a, &key, &said, site, &count) == PASSKEY_SOUND)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct passkey_site site = {"paper.example", "https://paper.example"};
    if (!token_init())
        return 0;
    struct arena *a = arena_new();
    const char *rest = arena_dupn(a, (const char *)data, size);
    if (strcmp(line_of(a, &rest), "make") == 0)
        make(a, &site, rest);
    else
        use(a, &site, rest);
    arena_free(a);
    return 0;
}

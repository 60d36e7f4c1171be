/* otp.c: liboath reckons the codes; they are compared here, in constant time. */
#include "otp.h"

#include "buf.h"
#include "text.h"
#include "token.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#define DIGITS 6
#define SECRET_BYTES 20
/* Without i, l, o and 1, 0, u, which hands and eyes mistake. */
static const char letters[] = "abcdefghjkmnpqrstvwxyz23456789";
#define LETTERS_N (sizeof letters - 1)
#define RECOVERY_LETTERS 16
#define GROUP 4

bool otp_secret_make(char out[OTP_SECRET_SIZE])
{
    char bytes[SECRET_BYTES], *text = NULL;
    size_t n = 0;
    randombytes_buf(bytes, sizeof bytes);
    bool made =
        oath_base32_encode(bytes, sizeof bytes, &text, &n) == OATH_OK && n == OTP_SECRET_SIZE - 1;
    if (made)
        memcpy(out, text, OTP_SECRET_SIZE);
    free(text);
    return made;
}

int64_t otp_step(int64_t now)
{
    return now / OTP_STEP_MS;
}

const char *otp_digits(struct arena *a, const char *typed)
{
    char digits[DIGITS + 1] = "";
    size_t n = 0, left = strlen(typed);
    for (uint32_t cp; left > 0;) {
        size_t used = text_codepoint(typed, left, &cp);
        if (used == 0)
            return "";
        int digit = u_charDigitValue((UChar32)cp);
        typed += used;
        left -= used;
        if (digit < 0 && (u_isUWhiteSpace((UChar32)cp) || cp == '-'))
            continue;
        if (digit < 0 || n == DIGITS)
            return "";
        digits[n++] = (char)('0' + digit);
    }
    return n == DIGITS ? arena_dup(a, digits) : "";
}

bool otp_check(const char *secret, const char *digits, int64_t now, int64_t last, int64_t *step)
{
    char *bytes = NULL;
    size_t n = 0;
    bool right = false;
    if (strlen(digits) != DIGITS ||
        oath_base32_decode(secret, strlen(secret), &bytes, &n) != OATH_OK)
        return false;
    for (int64_t at = otp_step(now) - 1; at <= otp_step(now) + 1; at++) {
        char code[DIGITS + 1] = "";
        bool made = at >= 0 && oath_totp_generate(bytes, n, (time_t)(at * (OTP_STEP_MS / 1000)), 30,
                                                  0, DIGITS, code) == OATH_OK;
        if (token_equal(code, digits) && made && at > last && !right) {
            right = true;
            *step = at;
        }
    }
    sodium_memzero(bytes, n);
    free(bytes);
    return right;
}

const char *otp_uri(struct arena *a, const char *secret, const char *issuer, const char *login)
{
    struct buf b;
    buf_init(&b, 4096);
    buf_adds(&b, "otpauth://totp/");
    buf_add_urlencoded(&b, issuer, strlen(issuer));
    buf_adds(&b, ":");
    buf_add_urlencoded(&b, login, strlen(login));
    buf_printf(&b, "?secret=%s&issuer=", secret);
    buf_add_urlencoded(&b, issuer, strlen(issuer));
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

void recovery_code_make(const char *token, char out[RECOVERY_CODE_SIZE])
{
    char hash[TOKEN_HASH_SIZE];
    token_sha256(token, strlen(token), hash);
    for (size_t i = 0, at = 0; i < RECOVERY_LETTERS; i++) {
        char pair[5] = {hash[4 * i], hash[4 * i + 1], hash[4 * i + 2], hash[4 * i + 3], '\0'};
        if (i > 0 && i % GROUP == 0)
            out[at++] = '-';
        out[at++] = letters[strtoul(pair, NULL, 16) % LETTERS_N];
    }
    out[RECOVERY_CODE_SIZE - 1] = '\0';
}

const char *recovery_code_read(struct arena *a, const char *typed)
{
    char code[RECOVERY_LETTERS + 1] = "";
    size_t n = 0;
    for (; *typed; typed++) {
        char c = *typed >= 'A' && *typed <= 'Z' ? (char)(*typed - 'A' + 'a') : *typed;
        if (c == ' ' || c == '-')
            continue;
        if (!strchr(letters, c) || n == RECOVERY_LETTERS)
            return "";
        code[n++] = c;
    }
    return n == RECOVERY_LETTERS ? arena_dup(a, code) : "";
}

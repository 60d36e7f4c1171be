/* otp.h: one-time codes by the clock (RFC 6238: SHA-1, 6 digits, 30 seconds), and recovery codes. */
#ifndef DATELINE_OTP_H
#define DATELINE_OTP_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

#define OTP_SECRET_SIZE 33 /* 160 bits in base32 (RFC 4226 4) and NUL */
#define OTP_STEP_MS INT64_C(30000)

/* A new secret, as programs take it. False: no memory. */
bool otp_secret_make(char out[OTP_SECRET_SIZE]);
/* The time step of an instant, ms UTC. */
int64_t otp_step(int64_t now);
/* Six digits, however they were typed: with blanks between, or in another script's digits. "" when the
 * text is not that. */
const char *otp_digits(struct arena *a, const char *typed);
/* Whether the digits are the code of this step, or of one before or after it, for clocks go wrong; of a
 * step later than `last`, so that no code counts twice. *step is then its step. Takes the same time
 * whichever it is. False too: the secret is none. */
bool otp_check(const char *secret, const char *digits, int64_t now, int64_t last, int64_t *step);
/* "otpauth://totp/…" that programs read from a QR code: whose it is, and where. In the arena. */
const char *otp_uri(struct arena *a, const char *secret, const char *issuer, const char *login);

#define RECOVERY_CODE_SIZE 20 /* "abcd-efgh-jkmn-pqrs" and NUL: 80 bits */

/* The recovery code that a token (lib/token.h) gives. */
void recovery_code_make(const char *token, char out[RECOVERY_CODE_SIZE]);
/* As it is kept, however it was typed: in capitals, with or without hyphens. "" when the text is no
 * recovery code. In the arena. */
const char *recovery_code_read(struct arena *a, const char *typed);

#endif

/* password.h: whether a new password is hard to guess, by zxcvbn's estimate (D. Wheeler, "zxcvbn:
 * Low-Budget Password Strength Estimation", USENIX Security 2016). */
#ifndef DATELINE_PASSWORD_H
#define DATELINE_PASSWORD_H

#include "arena.h"

#define PASSWORD_MIN 12 /* code points */
/* Guesses that a password must withstand, in bits: of 10^10 and a few more. Common long passwords,
 * walks over the keyboard and repetitions stay below 33, three unrelated words with spaces and four
 * without are above 44. */
#define PASSWORD_BITS 36

/* NULL when good; else why not, an English sentence for language_word. names: what anybody can look
 * up that goes with the paper and the person; each, each of its words, and all of them together
 * count as known. */
const char *password_weakness(struct arena *a, const char *password, const struct strlist *names);

#endif

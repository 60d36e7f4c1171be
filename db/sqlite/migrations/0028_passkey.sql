-- 0028_passkey.sql: keys that people sign in with (W3C Web Authentication).

CREATE TABLE passkey (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id),
    credential_id TEXT NOT NULL UNIQUE, -- base64, as browsers say it: nobody's but this person's
    algorithm INTEGER NOT NULL,         -- COSE: -7, -8, -257
    public_key TEXT NOT NULL,           -- base64
    sign_count INTEGER NOT NULL,        -- of the last use; 0: it does not count
    name TEXT NOT NULL,                 -- by which its person knows it
    created_at INTEGER NOT NULL,
    used_at INTEGER                     -- NULL: not yet
) STRICT;
CREATE INDEX passkey_user ON passkey (user_id, id);

-- What a browser was asked to sign, once, and a moment ago.
CREATE TABLE passkey_challenge (
    challenge_hash TEXT PRIMARY KEY, -- SHA-256
    browser_hash TEXT NOT NULL,      -- SHA-256 of what only the browser that asked knows
    user_id INTEGER REFERENCES user (id), -- for whom a key is made; NULL: somebody signs in
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_challenge_end ON passkey_challenge (expires_at);

PRAGMA user_version = 28;

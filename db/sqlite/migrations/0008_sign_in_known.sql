-- 0008_sign_in_known.sql: the addresses that people of the desk sign in from.
--
-- Passwords tried from anywhere else share a few turns, so that strangers cannot keep the machine
-- busy with hashing.

CREATE TABLE sign_in_known (
    key TEXT PRIMARY KEY,      -- an address, as in sign_in_try
    seen_at INTEGER NOT NULL   -- when somebody who was signed in last came from there
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_known_seen ON sign_in_known (seen_at);

PRAGMA user_version = 8;

-- 0018_review.sql: who looks at a text before readers do, who writes it with whom, and who signs in how.

-- What became of a text between its writer and its readers, each step with what was said.
CREATE TABLE review_step (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    number INTEGER NOT NULL,           -- the revision that it is about; 0: none in particular
    text_hash TEXT NOT NULL,           -- … and what that one says
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 9), -- enum review_kind
    points INTEGER NOT NULL,           -- of an override: the points of the checklist, a bit each
    user_id INTEGER REFERENCES user (id), -- NULL: the command line
    name TEXT NOT NULL,                -- of whoever has no account: the lawyer who saw it
    words TEXT NOT NULL,               -- the note or the reason
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_step_story ON review_step (story_id, id);

-- How it stands now. No row: nothing of all this.
CREATE TABLE review (
    story_id INTEGER PRIMARY KEY REFERENCES story (id),
    held_by INTEGER REFERENCES user (id), -- who reads what was handed in; NULL: nobody yet
    held_at INTEGER,
    returned INTEGER NOT NULL CHECK (returned IN (0, 1)), -- with a note, and not handed in since
    legal INTEGER NOT NULL CHECK (legal IN (0, 1))        -- a lawyer must see each text that goes out
) STRICT;
CREATE INDEX review_returned ON review (story_id) WHERE returned = 1;
CREATE INDEX story_in_review ON story (edited_at, id) WHERE in_review = 1;

-- Who may write on a story besides whoever began it.
CREATE TABLE story_writer (
    story_id INTEGER NOT NULL REFERENCES story (id),
    user_id INTEGER NOT NULL REFERENCES user (id),
    PRIMARY KEY (story_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_writer_user ON story_writer (user_id, story_id);

-- A contributor may less than an author: each number of enum role is one more than it was.
UPDATE user SET role = role + 1;

-- A model wrote it and nobody has reviewed it: with ai = 3.
ALTER TABLE revision ADD COLUMN ai_unreviewed INTEGER NOT NULL DEFAULT 0
    CHECK (ai_unreviewed IN (0, 1));

-- The second step of signing in (RFC 6238).
CREATE TABLE totp (
    user_id INTEGER PRIMARY KEY REFERENCES user (id),
    secret TEXT NOT NULL,              -- base32, as the person's program has it
    confirmed_at INTEGER,              -- NULL: offered, and no code of it was typed yet
    last_step INTEGER NOT NULL         -- the time step of the last code: none counts twice
) STRICT;
CREATE TABLE recovery_code (
    user_id INTEGER NOT NULL REFERENCES user (id),
    code_hash TEXT NOT NULL,           -- SHA-256; 80 random bits need no slow one
    used_at INTEGER,                   -- NULL: good, once
    PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;
-- Somebody who gave the password, or opened a link, and whose code is waited for.
CREATE TABLE sign_in_step (
    token_hash TEXT PRIMARY KEY,       -- SHA-256 of what the form carries
    user_id INTEGER NOT NULL REFERENCES user (id),
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL             -- wrong codes
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_step_user ON sign_in_step (user_id);

PRAGMA user_version = 18;

-- 0016_note.sql: what colleagues, and guests without an account, say of a text and would change in it.

-- Lets somebody without an account see a story's newest text.
CREATE TABLE preview_link (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    name TEXT NOT NULL,                -- whom it is for: "Dr. Kim, lawyer"
    token_hash TEXT NOT NULL UNIQUE,   -- SHA-256 of the link's token; the token is kept nowhere
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id),
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,                -- NULL: it was not
    revoked_by INTEGER REFERENCES user (id),
    seen_at INTEGER                    -- when it was opened last, to a few minutes; NULL: never
) STRICT;
CREATE INDEX preview_link_story ON preview_link (story_id, id);

-- One thing that somebody said. No revision, and nothing that readers see.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    thread_id INTEGER REFERENCES note (id),        -- the note that this answers; NULL: it is one
    user_id INTEGER REFERENCES user (id),          -- who said it …
    link_id INTEGER REFERENCES preview_link (id),  -- … or which guest
    place TEXT NOT NULL,               -- "p-4", "headline", …: where it was said; "": of the whole
    quote TEXT NOT NULL,               -- that passage's words then, cut when very long
    words TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    resolved_at INTEGER,               -- of a thread's first note; NULL: open
    resolved_by INTEGER REFERENCES user (id),
    CHECK ((user_id IS NULL) <> (link_id IS NULL))
) STRICT;
CREATE INDEX note_story ON note (story_id, id);
CREATE INDEX note_thread ON note (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX note_link ON note (link_id, created_at) WHERE link_id IS NOT NULL;

-- What somebody would change, beginning from one revision.
CREATE TABLE suggestion (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    number INTEGER NOT NULL,           -- that revision
    user_id INTEGER REFERENCES user (id),
    link_id INTEGER REFERENCES preview_link (id),
    reason TEXT NOT NULL,              -- "" when none was given
    created_at INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (link_id IS NULL)),
    FOREIGN KEY (story_id, number) REFERENCES revision (story_id, number)
) STRICT;
CREATE INDEX suggestion_story ON suggestion (story_id, number);
CREATE INDEX suggestion_link ON suggestion (link_id) WHERE link_id IS NOT NULL;

-- Each of its changes, taken or refused by itself.
CREATE TABLE suggestion_change (
    suggestion_id INTEGER NOT NULL REFERENCES suggestion (id),
    number INTEGER NOT NULL,           -- from 1, in the order of fields and text
    field TEXT NOT NULL,               -- "body", "headline", …
    at INTEGER NOT NULL,               -- bytes from the beginning of that field in the revision
    words_before TEXT NOT NULL,        -- what stands there; "": it is put in
    words_after TEXT NOT NULL,         -- what should; "": it is left out
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2), -- open, taken, refused
    decided_at INTEGER,
    decided_by INTEGER REFERENCES user (id),
    PRIMARY KEY (suggestion_id, number)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 16;

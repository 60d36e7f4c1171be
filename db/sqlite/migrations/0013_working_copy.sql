-- 0013_working_copy.sql: what somebody is typing and has not saved: nobody else's, and no revision.

CREATE TABLE working_copy (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,              -- of the form that is typed into: two tabs are two
    user_id INTEGER NOT NULL REFERENCES user (id),
    story_id INTEGER REFERENCES story (id),  -- NULL: a new story
    fields TEXT NOT NULL,                    -- the form as it was typed, JSON: [["headline", "…"], …]
    headline TEXT NOT NULL,
    words INTEGER NOT NULL,                  -- that differ from what readers see, or all of them
    saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX working_copy_user ON working_copy (user_id, saved_at);
CREATE INDEX working_copy_story ON working_copy (story_id, saved_at) WHERE story_id IS NOT NULL;

PRAGMA user_version = 13;

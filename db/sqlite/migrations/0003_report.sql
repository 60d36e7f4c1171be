-- 0003_report.sql: what readers write when they find an error (docs/corrections.md).

-- One row for each note that a reader sent.
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    number INTEGER NOT NULL,           -- the revision that was read
    passage TEXT NOT NULL,             -- "p-4", "headline", …: where in it; "": the whole story
    quote TEXT NOT NULL,               -- that passage's words in that revision, cut when very long
    message TEXT NOT NULL,             -- what is wrong, in the reader's words
    email TEXT NOT NULL,               -- "" when none was given, and after 90 days
    address TEXT NOT NULL,             -- keyed hash of the sender's network address; "" after 90 days
    created_at INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3), -- enum report_state
    is_open INTEGER NOT NULL GENERATED ALWAYS AS (state = 0) STORED, -- for the order of the list
    note TEXT NOT NULL DEFAULT '',     -- of the editor who closed it, for colleagues
    closed_at INTEGER,                 -- NULL: open
    closed_by INTEGER REFERENCES user (id), -- NULL: open, or the command line
    correction_id INTEGER REFERENCES correction (id), -- the correction that came of it, or NULL
    FOREIGN KEY (story_id, number) REFERENCES revision (story_id, number)
) STRICT;
CREATE INDEX report_listed ON report (is_open, created_at, id);
CREATE INDEX report_story ON report (story_id, number);
CREATE INDEX report_correction ON report (correction_id) WHERE correction_id IS NOT NULL;
-- Whose notes are counted, and whose traces are to be wiped.
CREATE INDEX report_address ON report (address, created_at) WHERE address <> '';
CREATE INDEX report_traced ON report (created_at) WHERE address <> '' OR email <> '';

-- A staged correction that is taken back leaves its report open again.
CREATE TRIGGER report_reopens BEFORE DELETE ON correction
BEGIN
    UPDATE report SET state = 0, correction_id = NULL, closed_at = NULL, closed_by = NULL
        WHERE correction_id = OLD.id;
END;

CREATE TABLE secret (
    name TEXT PRIMARY KEY,             -- what it signs: "reader-form"
    value TEXT NOT NULL                -- 256 random bits, made at first use
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 3;

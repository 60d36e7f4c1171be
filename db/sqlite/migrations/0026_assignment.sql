-- 0026_assignment.sql: stories before there is a text: who writes what until when.

CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,          -- grows by one with each change
    title TEXT NOT NULL,               -- a working title
    user_id INTEGER REFERENCES user (id), -- who is to write it; NULL: nobody yet
    words INTEGER NOT NULL,            -- how long it should be; 0: nobody said
    due_at INTEGER NOT NULL,           -- 9223372036854775807: nobody said when, after all others
    section_id INTEGER REFERENCES section (id) ON DELETE SET NULL,
    note TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- enum assignment_state
    said TEXT NOT NULL,                -- with which it was declined
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES user (id), -- NULL: the command line
    changed_at INTEGER NOT NULL,
    changed_by INTEGER REFERENCES user (id),
    story_id INTEGER UNIQUE REFERENCES story (id), -- that was begun; NULL: none yet
    out_at INTEGER,                    -- when that story goes out, or went; derived from publication
    closed_at INTEGER,                 -- by hand; NULL: not
    closed_by INTEGER REFERENCES user (id)
) STRICT;
CREATE INDEX assignment_due ON assignment (due_at, id);
CREATE INDEX assignment_user ON assignment (user_id, due_at, id);
-- What is still to be done.
CREATE INDEX assignment_open ON assignment (due_at, id) WHERE closed_at IS NULL AND out_at IS NULL;
CREATE INDEX assignment_user_open ON assignment (user_id, due_at, id)
    WHERE closed_at IS NULL AND out_at IS NULL;
CREATE INDEX assignment_state ON assignment (state, due_at, id)
    WHERE closed_at IS NULL AND out_at IS NULL;

-- Scheduled, put off, published, taken back: an assignment follows its story.
CREATE TRIGGER assignment_story_added AFTER INSERT ON publication
BEGIN
    UPDATE assignment SET out_at = (SELECT min(live_from) FROM publication
                                    WHERE story_id = NEW.story_id)
    WHERE story_id = NEW.story_id;
END;
CREATE TRIGGER assignment_story_moved AFTER UPDATE OF live_from ON publication
BEGIN
    UPDATE assignment SET out_at = (SELECT min(live_from) FROM publication
                                    WHERE story_id = NEW.story_id)
    WHERE story_id = NEW.story_id;
END;
CREATE TRIGGER assignment_story_dropped AFTER DELETE ON publication
BEGIN
    UPDATE assignment SET out_at = (SELECT min(live_from) FROM publication
                                    WHERE story_id = OLD.story_id)
    WHERE story_id = OLD.story_id;
END;

PRAGMA user_version = 26;

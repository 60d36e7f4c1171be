-- 0021_open_notes.sql: notes that are open, counted in the list of stories; copies of what is suggested.

CREATE INDEX note_open ON note (story_id) WHERE thread_id IS NULL AND resolved_at IS NULL;

-- 1: typed into the form for suggestions, which whoever may not write the story has, too.
ALTER TABLE working_copy ADD COLUMN suggests INTEGER NOT NULL DEFAULT 0 CHECK (suggests IN (0, 1));

PRAGMA user_version = 21;

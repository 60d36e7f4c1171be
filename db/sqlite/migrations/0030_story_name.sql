-- 0030_story_name.sql: the desk's list by tag, byline and draft, at any size.

-- Tags and bylines of each story's newest revision, as that names them: one may stand for another since.
CREATE TABLE story_name (
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2), -- 1 a tag, 2 a byline (enum group_kind)
    name_id INTEGER NOT NULL,
    story_id INTEGER NOT NULL REFERENCES story (id),
    PRIMARY KEY (kind, name_id, story_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO story_name (kind, name_id, story_id)
    SELECT 1, t.tag_id, s.id FROM story s
    CROSS JOIN revision r ON r.story_id = s.id AND r.number = s.head_number
    CROSS JOIN revision_tag t ON t.revision_id = r.id;
INSERT OR IGNORE INTO story_name (kind, name_id, story_id)
    SELECT 2, b.byline_id, s.id FROM story s
    CROSS JOIN revision r ON r.story_id = s.id AND r.number = s.head_number
    CROSS JOIN revision_byline b ON b.revision_id = r.id;

CREATE TRIGGER story_name_tag_added AFTER INSERT ON revision_tag
BEGIN
    INSERT OR IGNORE INTO story_name (kind, name_id, story_id)
    SELECT 1, NEW.tag_id, s.id FROM revision r
    CROSS JOIN story s ON s.id = r.story_id AND s.head_number = r.number
    WHERE r.id = NEW.revision_id;
END;
CREATE TRIGGER story_name_byline_added AFTER INSERT ON revision_byline
BEGIN
    INSERT OR IGNORE INTO story_name (kind, name_id, story_id)
    SELECT 2, NEW.byline_id, s.id FROM revision r
    CROSS JOIN story s ON s.id = r.story_id AND s.head_number = r.number
    WHERE r.id = NEW.revision_id;
END;
-- A newer revision has names of its own; whether it is there already or comes after, it is read.
CREATE TRIGGER story_name_head_changed AFTER UPDATE OF head_number ON story
WHEN NEW.head_number <> OLD.head_number
BEGIN
    DELETE FROM story_name WHERE kind = 1 AND story_id = NEW.id AND name_id IN
        (SELECT t.tag_id FROM revision r CROSS JOIN revision_tag t ON t.revision_id = r.id
         WHERE r.story_id = NEW.id AND r.number = OLD.head_number);
    DELETE FROM story_name WHERE kind = 2 AND story_id = NEW.id AND name_id IN
        (SELECT b.byline_id FROM revision r CROSS JOIN revision_byline b ON b.revision_id = r.id
         WHERE r.story_id = NEW.id AND r.number = OLD.head_number);
    INSERT OR IGNORE INTO story_name (kind, name_id, story_id)
        SELECT 1, t.tag_id, NEW.id FROM revision r CROSS JOIN revision_tag t ON t.revision_id = r.id
        WHERE r.story_id = NEW.id AND r.number = NEW.head_number;
    INSERT OR IGNORE INTO story_name (kind, name_id, story_id)
        SELECT 2, b.byline_id, NEW.id FROM revision r CROSS JOIN revision_byline b ON b.revision_id = r.id
        WHERE r.story_id = NEW.id AND r.number = NEW.head_number;
END;
-- Revisions go when the bin is emptied, their names first.
CREATE TRIGGER story_name_tag_dropped AFTER DELETE ON revision_tag
BEGIN
    DELETE FROM story_name WHERE kind = 1 AND name_id = OLD.tag_id
        AND story_id = (SELECT r.story_id FROM revision r WHERE r.id = OLD.revision_id);
END;
CREATE TRIGGER story_name_byline_dropped AFTER DELETE ON revision_byline
BEGIN
    DELETE FROM story_name WHERE kind = 2 AND name_id = OLD.byline_id
        AND story_id = (SELECT r.story_id FROM revision r WHERE r.id = OLD.revision_id);
END;

-- Drafts beside what readers see, or what waits.
CREATE INDEX story_draft ON story (edited_at, id)
    WHERE draft_number IS NOT NULL AND published_at IS NOT NULL;

PRAGMA user_version = 30;

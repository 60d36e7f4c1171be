-- 0014_shown.sql: the desk's list by section and by kind, at any size.
--
-- An older program, which does not advance the number in the lock file (shown.c) before it commits, opens a
-- site of this schema no more.

ALTER TABLE story ADD COLUMN head_section INTEGER; -- of the newest revision; NULL: none
UPDATE story SET head_section =
    (SELECT r.section_id FROM revision r WHERE r.story_id = story.id AND r.number = story.head_number);
CREATE TRIGGER revision_is_head AFTER INSERT ON revision
BEGIN
    UPDATE story SET head_section = NEW.section_id
    WHERE id = NEW.story_id AND head_section IS NOT NEW.section_id;
END;

CREATE INDEX story_section ON story (head_section, edited_at, id) WHERE head_section IS NOT NULL;
CREATE INDEX story_kind ON story (kind, edited_at, id) WHERE kind <> 0;

PRAGMA user_version = 14;

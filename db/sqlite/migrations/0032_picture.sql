-- 0032_picture.sql: a picture that stands for another one wherever readers see that, and what crops keep of one.

-- A row for each that is replaced; media.replaced_by says by which. No text changes: what readers get of it does.
CREATE TABLE media_replacement (
    media_id INTEGER PRIMARY KEY REFERENCES media (id),
    alt TEXT NOT NULL,                       -- what readers are told of the new one …
    caption TEXT NOT NULL,
    credit TEXT NOT NULL,                    -- … wherever it stands for this one
    at INTEGER NOT NULL,
    user_id INTEGER REFERENCES user (id),    -- who said so; NULL: the command line
    shows INTEGER NOT NULL REFERENCES media (id), -- where that ends, for the new one may be replaced too
    words_of INTEGER NOT NULL REFERENCES media (id) -- media_id of the last step there, whose words readers get
) STRICT;
CREATE INDEX media_replacement_shows ON media_replacement (shows);

-- One that stands for another is in use.
CREATE TRIGGER media_stands_for AFTER UPDATE OF replaced_by ON media WHEN NEW.replaced_by IS NOT OLD.replaced_by
BEGIN
    UPDATE media SET uses = uses - 1 WHERE id = OLD.replaced_by;
    UPDATE media SET uses = uses + 1 WHERE id = NEW.replaced_by;
END;

-- Cards name a picture's files, its credit and what crops keep of it.
CREATE TRIGGER card_replacement_added AFTER INSERT ON media_replacement
BEGIN DELETE FROM card WHERE story_id IN (SELECT u.story_id FROM media_use u WHERE u.media_id = NEW.media_id); END;
CREATE TRIGGER card_replacement_changed AFTER UPDATE ON media_replacement
BEGIN DELETE FROM card WHERE story_id IN (SELECT u.story_id FROM media_use u WHERE u.media_id = NEW.media_id); END;
CREATE TRIGGER card_replacement_dropped AFTER DELETE ON media_replacement
BEGIN DELETE FROM card WHERE story_id IN (SELECT u.story_id FROM media_use u WHERE u.media_id = OLD.media_id); END;
CREATE TRIGGER card_focus_changed AFTER UPDATE OF focus_x, focus_y ON media
WHEN NEW.focus_x <> OLD.focus_x OR NEW.focus_y <> OLD.focus_y
BEGIN
    DELETE FROM card WHERE story_id IN (
        SELECT u.story_id FROM media_use u WHERE u.media_id = NEW.id
        UNION SELECT u.story_id FROM media_replacement p JOIN media_use u ON u.media_id = p.media_id
        WHERE p.shows = NEW.id);
END;

PRAGMA user_version = 32;

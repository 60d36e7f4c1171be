-- 0027_library.sql: the picture library: what is said of a picture, until when it may be shown, who shows it, and
-- the words that it is found by.

ALTER TABLE media ADD COLUMN source TEXT NOT NULL DEFAULT '';       -- where it came from; for editors
ALTER TABLE media ADD COLUMN rights_from TEXT NOT NULL DEFAULT '';  -- "2026-01-08": the first day on which it may be shown, "": any
ALTER TABLE media ADD COLUMN rights_until TEXT NOT NULL DEFAULT ''; -- the last one, in the site's zone
ALTER TABLE media ADD COLUMN not_again INTEGER NOT NULL DEFAULT 0 CHECK (not_again IN (0, 1)); -- in no further story
ALTER TABLE media ADD COLUMN focus_x INTEGER NOT NULL DEFAULT 50 CHECK (focus_x BETWEEN 0 AND 100); -- percent from the left …
ALTER TABLE media ADD COLUMN focus_y INTEGER NOT NULL DEFAULT 50 CHECK (focus_y BETWEEN 0 AND 100); -- … and from the top: what crops keep
ALTER TABLE media ADD COLUMN brought_at INTEGER NOT NULL DEFAULT 0; -- when somebody last brought it
ALTER TABLE media ADD COLUMN replaced_by INTEGER REFERENCES media (id); -- the one that is offered in its place; NULL: none
-- Stories that have it in any revision, and authors whose portrait it is: triggers count, whoever writes.
ALTER TABLE media ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;

CREATE INDEX byline_portrait ON byline_profile (portrait_id) WHERE portrait_id IS NOT NULL;
UPDATE media SET brought_at = created_at,
    uses = (SELECT count(*) FROM media_use u WHERE u.media_id = media.id)
         + (SELECT count(*) FROM byline_profile y WHERE y.portrait_id = media.id);

CREATE TRIGGER media_use_added AFTER INSERT ON media_use
BEGIN UPDATE media SET uses = uses + 1 WHERE id = NEW.media_id; END;
CREATE TRIGGER media_use_dropped AFTER DELETE ON media_use
BEGIN UPDATE media SET uses = uses - 1 WHERE id = OLD.media_id; END;
CREATE TRIGGER portrait_added AFTER INSERT ON byline_profile WHEN NEW.portrait_id IS NOT NULL
BEGIN UPDATE media SET uses = uses + 1 WHERE id = NEW.portrait_id; END;
CREATE TRIGGER portrait_changed AFTER UPDATE OF portrait_id ON byline_profile
WHEN NEW.portrait_id IS NOT OLD.portrait_id
BEGIN
    UPDATE media SET uses = uses - 1 WHERE id = OLD.portrait_id;
    UPDATE media SET uses = uses + 1 WHERE id = NEW.portrait_id;
END;
CREATE TRIGGER portrait_dropped AFTER DELETE ON byline_profile WHEN OLD.portrait_id IS NOT NULL
BEGIN UPDATE media SET uses = uses - 1 WHERE id = OLD.portrait_id; END;

-- The library's lists: those on offer, those that nobody has, those whose rights end.
CREATE INDEX media_offer ON media (created_at, id) WHERE replaced_by IS NULL;
CREATE INDEX media_unused ON media (created_at, id) WHERE uses = 0;
CREATE INDEX media_rights ON media (rights_until, id) WHERE rights_until <> '';
CREATE INDEX media_replaced ON media (replaced_by) WHERE replaced_by IS NOT NULL;

-- What was said of a picture before: a story that says the same took it from there and said nothing of its own.
CREATE TABLE media_said (
    media_id INTEGER NOT NULL REFERENCES media (id),
    number INTEGER NOT NULL,     -- from 1
    alt TEXT NOT NULL,
    caption TEXT NOT NULL,
    credit TEXT NOT NULL,
    until INTEGER NOT NULL,      -- when something else was said
    changed_by INTEGER REFERENCES user (id), -- who said it; NULL: the command line
    PRIMARY KEY (media_id, number)
) STRICT, WITHOUT ROWID;

-- Words of its name, credit, caption, description, maker and source, folded (lib/word_set.h).
CREATE TABLE media_word (
    media_id INTEGER NOT NULL REFERENCES media (id),
    word TEXT NOT NULL,
    PRIMARY KEY (media_id, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_word_of ON media_word (word, media_id);

WITH RECURSIVE rest (id, word, words) AS (
    SELECT id, '', text_words(original || ' ' || alt || ' ' || caption || ' ' || credit || ' ' || creator
                              || ' ' || copyright) || ' ' FROM media
    UNION ALL
    SELECT id, substr(words, 1, instr(words, ' ') - 1), substr(words, instr(words, ' ') + 1)
    FROM rest WHERE words <> ''
)
INSERT OR IGNORE INTO media_word (media_id, word) SELECT id, word FROM rest WHERE word <> '';

PRAGMA user_version = 27;

-- 0023_card.sql: what lists show of a story, in one row.
--
-- Derived from the others, and so from the instant on that a publication is from until the next one is; at
-- any other, what it says is asked of those again (db/story_card.c). Whatever changes what a card says takes
-- it away, here and not in the program, so that none is ever left behind; the program then makes it anew.

CREATE TABLE card (
    story_id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,       -- of the revision that readers see …
    live_from INTEGER NOT NULL,    -- … from this instant …
    until INTEGER NOT NULL,        -- … and no longer at this one
    published_at INTEGER NOT NULL,
    updated_at INTEGER,            -- as of publication; NULL: it never was
    kind INTEGER NOT NULL,         -- enum story_kind
    corrected INTEGER NOT NULL CHECK (corrected IN (0, 1)),
    rating INTEGER NOT NULL,       -- of the revision, as the following
    revision_id INTEGER NOT NULL,
    section_id INTEGER,            -- the one that the revision names, whom it stands for is asked
    hero_id INTEGER,
    -- Path, headline, dek, lang, product, credit and files of the picture, U+001F between them: one column
    -- costs a tenth of seven. The files are "stem format width height rest …", or "": media_file is asked.
    words TEXT NOT NULL
) STRICT;

CREATE TRIGGER card_publication_added AFTER INSERT ON publication
BEGIN DELETE FROM card WHERE story_id = NEW.story_id; END;
CREATE TRIGGER card_publication_changed
AFTER UPDATE OF story_id, number, live_from, kind, updated_at ON publication
BEGIN DELETE FROM card WHERE story_id IN (OLD.story_id, NEW.story_id); END;
CREATE TRIGGER card_publication_dropped AFTER DELETE ON publication
BEGIN DELETE FROM card WHERE story_id = OLD.story_id; END;
CREATE TRIGGER card_story_changed AFTER UPDATE OF kind, path, published_at, withdrawn_at ON story
WHEN NEW.kind <> OLD.kind OR NEW.path IS NOT OLD.path
    OR NEW.published_at IS NOT OLD.published_at OR NEW.withdrawn_at IS NOT OLD.withdrawn_at
BEGIN DELETE FROM card WHERE story_id = OLD.id; END;
CREATE TRIGGER card_story_dropped AFTER DELETE ON story
BEGIN DELETE FROM card WHERE story_id = OLD.id; END;

-- The addresses of a picture's files are kept in cards: a picture has the files that it was made with.
CREATE TRIGGER media_file_keeps BEFORE UPDATE ON media_file
BEGIN SELECT RAISE(ABORT, 'a picture''s file is never changed'); END;
CREATE TRIGGER card_media_file_dropped AFTER DELETE ON media_file
BEGIN
    DELETE FROM card WHERE hero_id = OLD.media_id
    AND story_id IN (SELECT u.story_id FROM media_use u WHERE u.media_id = OLD.media_id);
END;

INSERT INTO card (story_id, number, live_from, until, published_at, updated_at, kind, corrected, rating,
                  revision_id, section_id, hero_id, words)
SELECT s.id, r.number, n.live_from,
    coalesce((SELECT min(p.live_from) FROM publication p
              WHERE p.story_id = s.id AND p.live_from > n.live_from), 9223372036854775807),
    s.published_at,
    (SELECT p.updated_at FROM publication p
     WHERE p.story_id = s.id AND p.live_from <= n.live_from AND p.updated_at IS NOT NULL
     ORDER BY p.live_from DESC, p.id DESC LIMIT 1),
    s.kind,
    EXISTS (SELECT 1 FROM publication p
            WHERE p.story_id = s.id AND p.live_from <= n.live_from AND p.kind = 3),
    r.rating, r.id, r.section_id, r.hero_id,
    s.path || char(31) || r.headline || char(31) || r.dek || char(31) || r.lang || char(31)
    || r.product || char(31) || r.hero_credit || char(31) || coalesce(
    (SELECT CASE WHEN min(substr(f.path, 1, length(m.folder) + 1 + length(m.name))
                          = m.folder || '/' || m.name)
            THEN m.folder || '/' || m.name || ' '
                || group_concat(f.format || ' ' || f.width || ' ' || f.height || ' '
                                || substr(f.path, length(m.folder) + 2 + length(m.name)), ' ') END
     FROM media m CROSS JOIN media_file f ON f.media_id = m.id WHERE m.id = r.hero_id), '')
FROM story s
CROSS JOIN publication n ON n.id = coalesce(
    (SELECT p.id FROM publication p
     WHERE p.story_id = s.id AND p.live_from <= CAST(strftime('%s', 'now') AS INTEGER) * 1000
     ORDER BY p.live_from DESC, p.id DESC LIMIT 1),
    (SELECT p.id FROM publication p WHERE p.story_id = s.id ORDER BY p.live_from, p.id DESC LIMIT 1))
CROSS JOIN revision r ON r.story_id = s.id AND r.number = n.number
WHERE s.withdrawn_at IS NULL AND s.published_at IS NOT NULL AND s.path IS NOT NULL
AND instr(s.path || r.headline || r.dek || r.lang || r.product || r.hero_credit, char(31)) = 0;

PRAGMA user_version = 23;

-- 0017_places.sql: a section, byline or tag that stands for another one; what readers learn of an author;
-- redirects by hand, and addresses that were asked for and lead nowhere.
--
-- Revisions name groups by id, and their hashes are over these ids. So a merge changes no revision: the
-- row stays and says whom it stands for.

ALTER TABLE section ADD COLUMN merged_into INTEGER REFERENCES section (id); -- as somebody said; NULL: it is itself
ALTER TABLE section ADD COLUMN stands_for INTEGER REFERENCES section (id);  -- where that ends; NULL: itself
ALTER TABLE section ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)); -- in no menu
ALTER TABLE tag ADD COLUMN merged_into INTEGER REFERENCES tag (id);
ALTER TABLE tag ADD COLUMN stands_for INTEGER REFERENCES tag (id);
ALTER TABLE byline ADD COLUMN merged_into INTEGER REFERENCES byline (id);
ALTER TABLE byline ADD COLUMN stands_for INTEGER REFERENCES byline (id);
CREATE INDEX section_stands_for ON section (stands_for) WHERE stands_for IS NOT NULL;
CREATE INDEX tag_stands_for ON tag (stands_for) WHERE stands_for IS NOT NULL;
CREATE INDEX byline_stands_for ON byline (stands_for) WHERE stands_for IS NOT NULL;

-- The desk's list is by the section that the revision's stands for.
DROP TRIGGER revision_is_head;
CREATE TRIGGER revision_is_head AFTER INSERT ON revision
BEGIN
    UPDATE story SET head_section =
        (SELECT coalesce(g.stands_for, g.id) FROM section g WHERE g.id = NEW.section_id)
    WHERE id = NEW.story_id;
END;

-- What readers learn of an author beside the biography.
CREATE TABLE byline_profile (
    byline_id INTEGER PRIMARY KEY REFERENCES byline (id),
    number TEXT NOT NULL UNIQUE,                  -- 128 random bits in hex: whatever the name and address become
    portrait_id INTEGER REFERENCES media (id),    -- NULL: none
    place TEXT NOT NULL,                          -- where they work, as printed
    languages TEXT NOT NULL,                      -- BCP 47, one a line
    beats TEXT NOT NULL,                          -- what they write about, one a line
    contact TEXT NOT NULL,                        -- mail address or http(s) address, for readers
    links TEXT NOT NULL                           -- http(s) addresses of the same person, one a line
) STRICT;
INSERT INTO byline_profile (byline_id, number, place, languages, beats, contact, links)
    SELECT id, lower(hex(randomblob(16))), '', '', '', '', '' FROM byline;

CREATE TABLE redirect_rule (
    path TEXT PRIMARY KEY COLLATE NOCASE,  -- "/old/address", without a slash at its end
    target TEXT NOT NULL,                  -- "/path" of this site, or an http(s) address
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES user (id) -- NULL: the command line
) STRICT, WITHOUT ROWID;

-- Counts alone: no reader, no query, no referrer.
CREATE TABLE missed_path (
    path TEXT PRIMARY KEY,
    n INTEGER NOT NULL,      -- how often it was asked for
    last_day TEXT NOT NULL   -- "2026-01-08", in UTC
) STRICT, WITHOUT ROWID;
CREATE INDEX missed_path_n ON missed_path (n);

PRAGMA user_version = 17;

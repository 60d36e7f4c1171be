-- Which text. A story has up to three: what readers see, what waits, and a draft. The first two are
-- publications, now and to come; the third had no place of its own and was guessed to be the newest
-- revision.

-- The draft: a revision that no publication points to. NULL: there is none.
ALTER TABLE story ADD COLUMN draft_number INTEGER;
-- The revision that readers saw when the draft was last saved: what its words are to be told from.
ALTER TABLE story ADD COLUMN draft_follows INTEGER;
-- In the bin since; NULL: not. Only stories that readers never saw.
ALTER TABLE story ADD COLUMN binned_at INTEGER;
CREATE INDEX story_binned ON story (binned_at, id) WHERE binned_at IS NOT NULL;

UPDATE story SET
    draft_number = head_number,
    draft_follows = (SELECT p.number FROM publication p, revision r
                     WHERE p.story_id = story.id AND r.story_id = story.id
                       AND r.number = story.head_number AND p.live_from <= r.saved_at
                     ORDER BY p.live_from DESC, p.id DESC LIMIT 1)
WHERE NOT EXISTS (SELECT 1 FROM publication p
                  WHERE p.story_id = story.id AND p.number = story.head_number);

-- The revision that its writer began from. NULL: the one before it, or none.
ALTER TABLE revision ADD COLUMN parent INTEGER;

-- The revision that readers saw when this one was sent out. NULL: none, or not known.
ALTER TABLE publication ADD COLUMN follows INTEGER;
-- When the wording of the note, or of the correction, was last put right; NULL: never.
ALTER TABLE publication ADD COLUMN reworded_at INTEGER;
ALTER TABLE correction ADD COLUMN reworded_at INTEGER;

-- What a form did, so that its second arrival gets the first one's answer.
CREATE TABLE form (
    number TEXT NOT NULL,              -- random, the form's own
    digest TEXT NOT NULL,              -- of what it said: another text is another arrival
    user_id INTEGER REFERENCES user (id),
    at INTEGER NOT NULL,
    story_id INTEGER REFERENCES story (id), -- NULL: about no story
    revision INTEGER NOT NULL,         -- that it saved; 0: none
    outcome INTEGER NOT NULL,          -- enum story_outcome
    PRIMARY KEY (number, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_at ON form (at);

-- A draft that has been in the bin for its 30 days may go; nothing else ever does.
DROP TRIGGER revision_stays;
CREATE TRIGGER revision_stays BEFORE DELETE ON revision
WHEN (SELECT binned_at FROM story WHERE id = OLD.story_id) IS NULL
BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
DROP TRIGGER revision_byline_stays;
CREATE TRIGGER revision_byline_stays BEFORE DELETE ON revision_byline
WHEN (SELECT s.binned_at FROM story s, revision r
      WHERE r.id = OLD.revision_id AND s.id = r.story_id) IS NULL
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
DROP TRIGGER revision_tag_stays;
CREATE TRIGGER revision_tag_stays BEFORE DELETE ON revision_tag
WHEN (SELECT s.binned_at FROM story s, revision r
      WHERE r.id = OLD.revision_id AND s.id = r.story_id) IS NULL
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

PRAGMA user_version = 4;

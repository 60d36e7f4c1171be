-- 0029_front.sql: the front page as editors arrange it.
--
-- Each arrangement is a row that stays: readers see the one with the latest live_from that has come, so none
-- has to be put there by a job, and going back is one more.

CREATE TABLE front (
    id INTEGER PRIMARY KEY,
    live_from INTEGER NOT NULL,             -- ms: readers see it from then on, until the next begins
    saved_at INTEGER NOT NULL,
    saved_by INTEGER REFERENCES user (id),  -- NULL: the command line, an import
    cancelled_at INTEGER,                   -- taken off the schedule before its time; NULL: it was not
    cancelled_by INTEGER REFERENCES user (id)
) STRICT;
CREATE INDEX front_live ON front (live_from, id) WHERE cancelled_at IS NULL;

-- A story's place: 1 is the lead. A place that no row names is the newest story's.
CREATE TABLE front_story (
    front_id INTEGER NOT NULL REFERENCES front (id),
    place INTEGER NOT NULL CHECK (place >= 1),
    story_id INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    until INTEGER,                          -- ms: from then on it is not there; NULL: it stays
    PRIMARY KEY (front_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX front_story_story ON front_story (story_id);
CREATE INDEX front_story_until ON front_story (until) WHERE until IS NOT NULL;

-- Bands of sections in their order. No row at all: as the menu has them; sections without one come last.
CREATE TABLE front_section (
    front_id INTEGER NOT NULL REFERENCES front (id),
    place INTEGER NOT NULL,
    section_id INTEGER NOT NULL REFERENCES section (id) ON DELETE CASCADE,
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    PRIMARY KEY (front_id, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER front_keeps BEFORE UPDATE OF id, live_from, saved_at, saved_by ON front
BEGIN SELECT RAISE(ABORT, 'an arrangement is never changed'); END;
CREATE TRIGGER front_story_keeps BEFORE UPDATE ON front_story
BEGIN SELECT RAISE(ABORT, 'an arrangement is never changed'); END;
CREATE TRIGGER front_section_keeps BEFORE UPDATE ON front_section
BEGIN SELECT RAISE(ABORT, 'an arrangement is never changed'); END;

-- The lead story was a setting.
INSERT INTO front (live_from, saved_at, saved_by)
SELECT coalesce(a.at, s.created_at), coalesce(a.at, s.created_at), a.user_id
FROM setting k JOIN story s ON s.id = CAST(k.value AS INTEGER)
LEFT JOIN audit a ON a.id = (SELECT max(id) FROM audit WHERE action = 'story.lead' AND story_id = s.id)
WHERE k.key = 'lead_story';
INSERT INTO front_story (front_id, place, story_id)
SELECT f.id, 1, CAST(k.value AS INTEGER) FROM front f JOIN setting k ON k.key = 'lead_story';
DELETE FROM setting WHERE key = 'lead_story';

PRAGMA user_version = 29;

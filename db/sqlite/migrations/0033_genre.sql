-- 0033_genre.sql: what sort of work a text is, where it was reported from, and how.
--
-- Hashed only where they say something, so that every hash before them stays what it is (story_hash.c).

ALTER TABLE revision ADD COLUMN genre INTEGER NOT NULL DEFAULT 0 CHECK (genre BETWEEN 0 AND 6); -- enum story_genre
ALTER TABLE revision ADD COLUMN place_line TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN how_reported TEXT NOT NULL DEFAULT ''; -- Markdown
ALTER TABLE revision ADD COLUMN how_html TEXT NOT NULL DEFAULT '';     -- of it, rendered at save

ALTER TABLE card ADD COLUMN genre INTEGER NOT NULL DEFAULT 0; -- of the revision

PRAGMA user_version = 33;

-- 0007_names.sql: names are one when their letters are.
--
-- An address tells them apart no longer: two people may be "Li Lei" in it.

-- The name's letters (name_key in lib/name.h). Not unique: a site may have had doubles before.
ALTER TABLE section ADD COLUMN letters TEXT NOT NULL DEFAULT '';
ALTER TABLE tag ADD COLUMN letters TEXT NOT NULL DEFAULT '';
ALTER TABLE byline ADD COLUMN letters TEXT NOT NULL DEFAULT '';
UPDATE section SET letters = name_letters(name);
UPDATE tag SET letters = name_letters(name);
UPDATE byline SET letters = name_letters(name);
CREATE INDEX tag_letters ON tag (letters);
CREATE INDEX byline_letters ON byline (letters);

PRAGMA user_version = 7;

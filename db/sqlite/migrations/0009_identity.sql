-- 0009_identity.sql: a database says whose it is, and its log whose it is.
--
-- "Dtln". Earlier ones are known by their tables (identity.c).
PRAGMA application_id = 1148480622;

-- Both lie in the row that every commit of a new log writes, so that the file and the log beside it
-- can be compared (lineage.c). The site's number has always eight bytes.
ALTER TABLE generation ADD COLUMN base INTEGER NOT NULL DEFAULT 0; -- the file had this number at least
                                                                   -- when the log was written
ALTER TABLE generation ADD COLUMN site INTEGER NOT NULL DEFAULT 0; -- random: of this site alone
UPDATE generation SET base = 0, site = (random() & 4611686018427387903) | 4611686018427387904;

PRAGMA user_version = 9;

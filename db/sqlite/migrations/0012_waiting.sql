-- 0012_waiting.sql: what goes live next, at any size.
--
-- Ready pages (db/ready.h) are right until then. An older program, which does not take them away before it
-- writes, opens a site of this schema no more.

CREATE INDEX publication_live ON publication (live_from);

PRAGMA user_version = 12;

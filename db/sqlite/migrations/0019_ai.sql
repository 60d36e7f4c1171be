-- 0019_ai.sql: the record of AI: the revisions that were made with it, at any size.

CREATE INDEX revision_ai ON revision (id) WHERE ai >= 2;

PRAGMA user_version = 19;

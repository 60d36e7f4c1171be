-- 0024_story_slug.sql: the desk finds a story by the words of its address, at any size.

CREATE INDEX story_slug ON story (slug);

PRAGMA user_version = 24;

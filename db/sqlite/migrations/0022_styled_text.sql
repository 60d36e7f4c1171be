-- 0022_styled_text.sql: how each person writes: in Markdown as it is typed, or as it will look.

ALTER TABLE user ADD COLUMN styled_text INTEGER NOT NULL DEFAULT 0 CHECK (styled_text IN (0, 1));

PRAGMA user_version = 22;

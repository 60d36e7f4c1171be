-- 0020_suggestion_open.sql: changes that wait for somebody who decides, at any size.

CREATE INDEX suggestion_change_open ON suggestion_change (suggestion_id) WHERE state = 0;

PRAGMA user_version = 20;

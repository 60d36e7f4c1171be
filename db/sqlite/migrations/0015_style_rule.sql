-- 0015_style_rule.sql: the paper's house style: what its texts should not say, and what to say instead.

CREATE TABLE style_rule (
    id INTEGER PRIMARY KEY,
    pattern TEXT NOT NULL,
    is_regex INTEGER NOT NULL,   -- 0: words, 1: an expression
    replacement TEXT NOT NULL,   -- "": none
    advice TEXT NOT NULL,
    UNIQUE (pattern, is_regex)
) STRICT;

PRAGMA user_version = 15;

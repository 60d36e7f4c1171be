-- 0002_search.sql: the search index (docs/search.md).
--
-- Derived from stories, like listing: a row for each revision that is live or waits to be. Search
-- keeps the rows whose revision is the live one now, so the clock alone decides what is found.

-- One row for each indexed revision.
CREATE TABLE search_doc (
    id INTEGER PRIMARY KEY,        -- row of the index; grows with published_at (search_index.c)
    story_id INTEGER NOT NULL,
    number INTEGER NOT NULL,       -- the revision's
    published_at INTEGER NOT NULL, -- the story's when it was indexed
    tags TEXT NOT NULL,            -- names as they were indexed, one a line: to take them out again
    bylines TEXT NOT NULL          -- the same
) STRICT;
CREATE INDEX search_doc_story ON search_doc (story_id);

-- Words and where they stand, and no text: that is in revision. Its row ids are search_doc's.
CREATE VIRTUAL TABLE search USING fts5 (
    body,                          -- first, for the first column's places are stored shortest
    headline,
    dek,
    takeaways,
    tags,                          -- names
    bylines,                       -- names
    facet,                         -- what is filtered by: section and bylines, by id
    content = '', columnsize = 0, detail = full, tokenize = 'dateline'
);
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608); -- bytes of words kept for a segment
INSERT INTO search (search, rank) VALUES ('automerge', 16);     -- segments of a size that are merged
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);   -- … at once, when it was put off

-- Every word of a script with spaces that was ever indexed: for beginnings and near misses. What is
-- shown of it was found in live text first.
CREATE TABLE search_term (
    term TEXT PRIMARY KEY,         -- folded
    n INTEGER NOT NULL             -- how often it was met, roughly: counted in steps of 64
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_common ON search_term (term, n) WHERE n >= 64;

-- Stories whose rows are to be made anew before the transaction commits; empty between them.
CREATE TABLE search_pending (
    story_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE search_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), -- one row
    format INTEGER NOT NULL,       -- how words are made (SEARCH_FORMAT); another: begin anew
    docs INTEGER NOT NULL,         -- rows of search_doc
    slack INTEGER NOT NULL,        -- how far at most a row's id lies below what its time asks for
    next INTEGER NOT NULL,         -- stories from this id on …
    last INTEGER NOT NULL          -- … to this one were there before and are yet to be indexed
) STRICT;
INSERT INTO search_state (id, format, docs, slack, next, last)
    SELECT 1, 1, 0, 0, 1, coalesce(max(id), 0) FROM story;

PRAGMA user_version = 2;

-- 0006_search.sql: search finds the other forms of a word (docs/search.md).
--
-- The index stays as it is: which words belong together is written down beside it.

-- What a word leads to. lang "": the same word written in another way, whatever the language;
-- else forms of a language's word. Rows are added as words are seen, and never taken out.
CREATE TABLE search_form (
    lang TEXT NOT NULL,            -- "de", or ""
    stem TEXT NOT NULL,            -- folded; for "" the word in one: "obrien"
    term TEXT NOT NULL,            -- folded, not the stem itself; "o brien": one after the other;
                                   -- "=stem": where those typed without accents go on looking
    PRIMARY KEY (lang, stem, term)
) STRICT, WITHOUT ROWID;

-- Languages that stories say they are in.
CREATE TABLE search_language (
    lang TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

ALTER TABLE search_doc ADD COLUMN lang TEXT NOT NULL DEFAULT ''; -- as indexed; "": the site's
ALTER TABLE search_state ADD COLUMN lang TEXT NOT NULL DEFAULT ''; -- the site's, for forms of words

-- All stories are looked at once more, some at a time; rows of the index stay where they fit.
UPDATE search_state SET next = 1, last = (SELECT coalesce(max(id), 0) FROM story);

PRAGMA user_version = 6;

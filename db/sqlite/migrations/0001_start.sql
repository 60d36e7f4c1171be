-- 0001_start.sql: everything a site keeps.
--
-- Instants are integer milliseconds since 1970-01-01T00:00:00Z. Enums are the numbers of the enums
-- in db/*.h. Reading rule: a revision is live when it is that of the newest publication whose
-- live_from has come, and the story is not withdrawn. Nothing here says "is live": the clock does.

PRAGMA application_id = 1145132366; -- "DATN": file(1) and we know our own

CREATE TABLE generation (
    id INTEGER PRIMARY KEY CHECK (id = 1), -- one row
    number INTEGER NOT NULL                -- grows by one with every commit that readers could see
) STRICT;
INSERT INTO generation (id, number) VALUES (1, 1);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,  -- a name of db/setting.c
    value TEXT NOT NULL    -- checked when it was set
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,   -- lower case
    name TEXT NOT NULL,           -- shown
    role INTEGER NOT NULL,        -- enum role
    password_hash TEXT,           -- argon2id; NULL: signs in by link only
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)), -- may not sign in
    created_at INTEGER NOT NULL,
    seen_at INTEGER               -- last sign-in
) STRICT;

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: "end session 7" must not end a newer
    token_hash TEXT NOT NULL UNIQUE,  -- SHA-256 of the cookie's token; the token is kept nowhere
    user_id INTEGER NOT NULL REFERENCES user (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,         -- last use, written every few minutes
    agent TEXT NOT NULL               -- the browser's User-Agent, cut
) STRICT;
CREATE INDEX session_user ON session (user_id, id);

CREATE TABLE login_link (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,  -- SHA-256 of the link's token
    user_id INTEGER NOT NULL REFERENCES user (id),
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES user (id), -- NULL: the command line
    expires_at INTEGER NOT NULL,      -- good before this instant
    used_at INTEGER                   -- NULL: not yet
) STRICT;
CREATE INDEX login_link_user ON login_link (user_id);

CREATE TABLE sign_in_try (
    key TEXT PRIMARY KEY,        -- "address <ip>" or "login <login> <ip>"
    failures INTEGER NOT NULL,   -- in a row
    last_at INTEGER NOT NULL,    -- of the newest of them
    wait_until INTEGER NOT NULL  -- no try is looked at before this instant
) STRICT, WITHOUT ROWID;

CREATE TABLE section (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,   -- in the address: /{slug}/
    name TEXT NOT NULL,
    text TEXT NOT NULL,          -- description
    position INTEGER NOT NULL    -- order in menus
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,   -- /tag/{slug}/
    name TEXT NOT NULL,
    text TEXT NOT NULL           -- description
) STRICT;
CREATE INDEX tag_name ON tag (name);

CREATE TABLE byline (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,   -- /author/{slug}/
    name TEXT NOT NULL,
    text TEXT NOT NULL           -- biography
) STRICT;
CREATE INDEX byline_name ON byline (name);

CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,          -- 128 random bits in hex: the stem of its files
    folder TEXT NOT NULL,               -- "2026/01", below SITE/media
    original TEXT NOT NULL,             -- the uploaded file's name, for editors only
    source_sha256 TEXT NOT NULL UNIQUE, -- of the upload's bytes: one picture is kept once
    width INTEGER NOT NULL,             -- of the largest rendition, pixels
    height INTEGER NOT NULL,
    alt TEXT NOT NULL,                  -- what was said at upload; a story may say it anew
    caption TEXT NOT NULL,
    credit TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES user (id) -- NULL: import or command line
) STRICT;

CREATE TABLE media_file (
    media_id INTEGER NOT NULL REFERENCES media (id),
    format INTEGER NOT NULL,     -- enum media_format
    width INTEGER NOT NULL,      -- pixels
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,      -- size of the file
    path TEXT NOT NULL,          -- below SITE/media
    sha256 TEXT NOT NULL,        -- of the file, hex
    PRIMARY KEY (media_id, format, width)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2), -- enum story_kind
    slug TEXT NOT NULL,          -- "" while a draft has no headline
    slug_auto INTEGER NOT NULL CHECK (slug_auto IN (0, 1)), -- made from the headline, follows it
    path TEXT UNIQUE,            -- the permalink; NULL before it is scheduled or published
    created_at INTEGER NOT NULL, -- when it was begun here
    published_at INTEGER,        -- what readers are told; NULL: never; future: scheduled
    edited_at INTEGER NOT NULL,  -- last change of any kind; internal
    edited_by INTEGER REFERENCES user (id),  -- who did that; NULL: import or command line
    in_review INTEGER NOT NULL DEFAULT 0 CHECK (in_review IN (0, 1)), -- an author has submitted it
    withdrawn_at INTEGER,        -- NULL: not withdrawn
    withdrawn_reason TEXT,       -- public
    head_number INTEGER NOT NULL,            -- of the newest revision
    created_by INTEGER REFERENCES user (id), -- NULL: import or command line
    import_key TEXT UNIQUE,      -- where it came from; NULL: written here
    import_hash TEXT,            -- of everything the source said at the last import
    import_number INTEGER        -- the revision that import made; another head means "edited here"
) STRICT;
CREATE INDEX story_edited ON story (edited_at, id);
CREATE INDEX story_unpublished ON story (edited_at, id) WHERE published_at IS NULL;
CREATE INDEX story_withdrawn ON story (edited_at, id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX story_mine ON story (created_by, edited_at, id) WHERE created_by IS NOT NULL;
CREATE INDEX story_published ON story (published_at);

CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    number INTEGER NOT NULL CHECK (number >= 1), -- 1, 2, … within the story
    saved_at INTEGER NOT NULL,
    saved_by INTEGER REFERENCES user (id),       -- NULL: import or command line
    words INTEGER NOT NULL,            -- of the body
    headline TEXT NOT NULL,
    dek TEXT NOT NULL,                 -- the standfirst
    lang TEXT NOT NULL,                -- BCP 47, "": the site's
    section_id INTEGER REFERENCES section (id),
    hero_id INTEGER REFERENCES media (id),
    hero_alt TEXT NOT NULL,
    hero_caption TEXT NOT NULL,
    hero_credit TEXT NOT NULL,
    product TEXT NOT NULL,             -- review: what is reviewed
    rating INTEGER NOT NULL CHECK (rating BETWEEN -1 AND 50), -- tenths of a point; -1: not rated
    verdict TEXT NOT NULL,
    price TEXT NOT NULL,               -- as printed
    price_checked_on TEXT NOT NULL,    -- "2026-01-08" or ""
    ai INTEGER NOT NULL CHECK (ai BETWEEN 0 AND 3), -- enum story_ai
    ai_note TEXT NOT NULL,
    fact_checked_by TEXT NOT NULL,
    takeaways TEXT NOT NULL,           -- JSON array of strings, in order
    sources TEXT NOT NULL,             -- JSON array of {"title","url"}, in order
    pros TEXT NOT NULL,                -- JSON array of strings
    cons TEXT NOT NULL,                -- JSON array of strings
    text_hash TEXT NOT NULL,           -- SHA-256 of what readers read: equal texts, equal hashes
    prev_hash TEXT NOT NULL,           -- hash of the revision before, "" for the first
    hash TEXT NOT NULL,                -- SHA-256 over all of this and prev_hash (story_hash.c)
    body_html TEXT NOT NULL,           -- rendered at save
    body TEXT NOT NULL,                -- Markdown
    plain TEXT NOT NULL,               -- the body as plain text, for search and excerpts
    UNIQUE (story_id, number)
) STRICT;

CREATE TABLE revision_byline (
    revision_id INTEGER NOT NULL REFERENCES revision (id),
    position INTEGER NOT NULL,         -- order in print, from 0
    byline_id INTEGER NOT NULL REFERENCES byline (id),
    PRIMARY KEY (revision_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_tag (
    revision_id INTEGER NOT NULL REFERENCES revision (id),
    position INTEGER NOT NULL,         -- order in print, from 0
    tag_id INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (revision_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE publication (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    number INTEGER NOT NULL,           -- the revision that readers see …
    live_from INTEGER NOT NULL,        -- … from this instant, until a newer publication's
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3), -- enum edit_kind
    updated_at INTEGER,                -- Updated from live_from on; NULL: as before; 0: none
    note TEXT NOT NULL,                -- public, of an update
    user_id INTEGER REFERENCES user (id),
    created_at INTEGER NOT NULL,
    FOREIGN KEY (story_id, number) REFERENCES revision (story_id, number)
) STRICT;
-- Covers the three questions of every card: which revision, which Updated, corrected or not.
CREATE INDEX publication_story ON publication (story_id, live_from, id, number, updated_at, kind);
CREATE INDEX publication_updated ON publication (updated_at, id) WHERE updated_at <> 0;

CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id),
    publication_id INTEGER NOT NULL REFERENCES publication (id), -- public when that one is
    wrong TEXT NOT NULL,               -- what was said
    right TEXT NOT NULL,               -- what is so
    at INTEGER NOT NULL                -- the time printed beside it
) STRICT;
CREATE INDEX correction_at ON correction (at, id);
CREATE INDEX correction_story ON correction (story_id, at, id);
CREATE INDEX correction_publication ON correction (publication_id);

-- Derived from the above, so that a list of ten stories costs ten steps in a million: a row per
-- list for each revision that is live or waits to be. A list takes the rows whose published_at has
-- come and whose number is that of the live revision; the others are invisible.
CREATE TABLE listing (
    list INTEGER NOT NULL,             -- enum story_list; 5: pages
    key_id INTEGER NOT NULL,           -- section, tag or byline; 0 in the other lists
    published_at INTEGER NOT NULL,     -- the story's
    story_id INTEGER NOT NULL,
    number INTEGER NOT NULL,           -- the revision's
    PRIMARY KEY (list, key_id, published_at, story_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_story ON listing (story_id);

CREATE TABLE redirect (
    path TEXT PRIMARY KEY COLLATE NOCASE, -- an address that was a story's once, here or elsewhere
    story_id INTEGER NOT NULL REFERENCES story (id), -- 301 to that story's path
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX redirect_story ON redirect (story_id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    user_id INTEGER REFERENCES user (id),   -- NULL: command line, or nobody known
    story_id INTEGER REFERENCES story (id), -- NULL: about no story
    action TEXT NOT NULL,                   -- "story.publish"
    detail TEXT NOT NULL                    -- no secrets
) STRICT;
CREATE INDEX audit_story ON audit (story_id, id) WHERE story_id IS NOT NULL;

-- What was said stays said.
CREATE TRIGGER revision_keeps BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER revision_stays BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
CREATE TRIGGER revision_byline_keeps BEFORE UPDATE ON revision_byline
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER revision_byline_stays BEFORE DELETE ON revision_byline
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER revision_tag_keeps BEFORE UPDATE ON revision_tag
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER revision_tag_stays BEFORE DELETE ON revision_tag
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;

-- Updated is never before Published, whoever writes.
CREATE TRIGGER publication_after BEFORE INSERT ON publication
WHEN NEW.updated_at <> 0
    AND NEW.updated_at < (SELECT published_at FROM story WHERE id = NEW.story_id)
BEGIN SELECT RAISE(ABORT, 'updated_at before published_at'); END;
CREATE TRIGGER publication_after_change BEFORE UPDATE OF updated_at ON publication
WHEN NEW.updated_at <> 0
    AND NEW.updated_at < (SELECT published_at FROM story WHERE id = NEW.story_id)
BEGIN SELECT RAISE(ABORT, 'updated_at before published_at'); END;
CREATE TRIGGER story_before_updates BEFORE UPDATE OF published_at ON story
WHEN EXISTS (SELECT 1 FROM publication
             WHERE story_id = NEW.id AND updated_at <> 0 AND updated_at < NEW.published_at)
BEGIN SELECT RAISE(ABORT, 'published_at after updated_at'); END;

PRAGMA user_version = 1;

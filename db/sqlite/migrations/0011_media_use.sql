-- 0011_media_use.sql: which stories have which pictures, in any of their revisions.
--
-- So that the pictures of a withdrawn story can be told from those that others show, too
-- (media_held.h).

CREATE TABLE media_use (
    media_id INTEGER NOT NULL REFERENCES media (id),
    story_id INTEGER NOT NULL REFERENCES story (id),
    PRIMARY KEY (media_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_use_story ON media_use (story_id);

INSERT OR IGNORE INTO media_use
    SELECT hero_id, story_id FROM revision WHERE hero_id IS NOT NULL;

-- "/media/2026/01/<name>-960.jpg" in a text: what is behind each "/media/".
WITH RECURSIVE picture (story_id, rest) AS (
    SELECT story_id, substr(body_html, instr(body_html, '/media/') + 7) FROM revision
    WHERE instr(body_html, '/media/') > 0
    UNION ALL
    SELECT story_id, substr(rest, instr(rest, '/media/') + 7) FROM picture
    WHERE instr(rest, '/media/') > 0
)
INSERT OR IGNORE INTO media_use
    SELECT media.id, picture.story_id FROM picture JOIN media ON media.name = substr(rest, 9, 32);

PRAGMA user_version = 11;

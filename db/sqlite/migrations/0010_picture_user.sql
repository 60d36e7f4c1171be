-- 0010_picture_user.sql: who has brought a picture.
--
-- The same bytes are one picture, whoever brings them; authors are offered those that they have brought
-- themselves, for others' may be of stories that readers have not seen.
CREATE TABLE media_user (
    user_id INTEGER NOT NULL REFERENCES user (id),
    media_id INTEGER NOT NULL REFERENCES media (id),
    PRIMARY KEY (user_id, media_id)
) STRICT, WITHOUT ROWID;
INSERT INTO media_user (user_id, media_id)
    SELECT created_by, id FROM media WHERE created_by IS NOT NULL;

PRAGMA user_version = 10;

-- 0025_price.sql: reviews that name a price, by the day on which it was checked, in the table of lists.
--
-- List 6 of listing: the key is that day as a number, 20260108; 0 where nobody said when.

INSERT INTO listing (list, key_id, published_at, story_id, number)
SELECT 6, CASE r.price_checked_on WHEN '' THEN 0
    ELSE CAST(replace(r.price_checked_on, '-', '') AS INTEGER) END,
    l.published_at, l.story_id, l.number
FROM listing l CROSS JOIN revision r ON r.story_id = l.story_id AND r.number = l.number
WHERE l.list = 4 AND l.key_id = 0 AND r.price <> '';

PRAGMA user_version = 25;

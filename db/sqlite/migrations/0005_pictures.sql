-- What a picture's file says of its maker and its rights (IPTC Photo Metadata), and whether it is a
-- film of which readers see the first frame. Of pictures that were there before nothing is known.
ALTER TABLE media ADD COLUMN creator TEXT NOT NULL DEFAULT '';     -- names, parted by ", "
ALTER TABLE media ADD COLUMN copyright TEXT NOT NULL DEFAULT '';   -- the notice
ALTER TABLE media ADD COLUMN license TEXT NOT NULL DEFAULT '';     -- http(s) address of the licence
ALTER TABLE media ADD COLUMN acquire TEXT NOT NULL DEFAULT '';     -- http(s): where to get one
ALTER TABLE media ADD COLUMN source_type TEXT NOT NULL DEFAULT ''; -- a term of IPTC's vocabulary
ALTER TABLE media ADD COLUMN moves INTEGER NOT NULL DEFAULT 0 CHECK (moves IN (0, 1));

PRAGMA user_version = 5;

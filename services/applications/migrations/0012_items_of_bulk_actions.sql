-- The items of a bulk action, where they were chosen one by one.
ALTER TABLE bulks ADD COLUMN items text[] NOT NULL DEFAULT '{}';

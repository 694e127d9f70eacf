-- A trail of a period finds its entries by when they were recorded, which is nearly the
-- order they lie in: a few kilobytes of ranges do, and adding an entry costs nothing.
CREATE INDEX entries_by_time ON entries
    USING brin (recorded_at) WITH (pages_per_range = 32, autosummarize = on);

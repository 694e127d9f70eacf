-- Sending leases what is due host by host, so that none holds up another. The host is
-- the address's domain, or the channel of what does not go by mail. `begun` counts how
-- often the text left; `begun_number` is the number of the delivery of which nobody has
-- recorded yet how that ended.
ALTER TABLE deliveries
    ADD COLUMN lease uuid,
    ADD COLUMN begun integer NOT NULL DEFAULT 0,
    ADD COLUMN begun_number integer,
    ADD COLUMN host text NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN channel = 'email'
            THEN coalesce(lower(substring(address FROM '@([^@]*)$')), '?')
            ELSE channel
        END
    ) STORED;
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (host, due_at) WHERE status = 'due';

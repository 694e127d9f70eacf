-- The bytes of quarantined records, apart from the rows that name them: those stay as
-- long as the log, and the bytes, which may hold anything, as long as the rulebook says.
CREATE TABLE quarantined_bytes (
    cluster_id text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    value bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, topic, partition, record_offset)
);
CREATE INDEX quarantined_bytes_by_time ON quarantined_bytes (recorded_at);

INSERT INTO quarantined_bytes
SELECT cluster_id, topic, partition, record_offset, value, recorded_at
FROM quarantine WHERE value IS NOT NULL;

ALTER TABLE quarantine ADD COLUMN length integer;
ALTER TABLE quarantine DISABLE TRIGGER quarantine_stays;
UPDATE quarantine SET length = octet_length(value);
ALTER TABLE quarantine ENABLE TRIGGER quarantine_stays;
ALTER TABLE quarantine DROP COLUMN value;

-- By this one index the words that were searched for are found when their time is over.
CREATE INDEX entries_of_looks ON entries (recorded_at)
    WHERE type = 'register.views.looked.v1';

DO $$
BEGIN
    EXECUTE format(
        'GRANT SELECT, INSERT, DELETE ON quarantined_bytes TO %I',
        current_setting('register.service_role')
    );
END $$;

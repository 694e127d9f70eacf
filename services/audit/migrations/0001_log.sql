-- The audit log. The audit service may add to it, never change it.

-- Every event of every service, byte for byte as it was published, in one order.
CREATE TABLE entries (
    index bigint PRIMARY KEY CHECK (index >= 0),
    leaf_hash bytea NOT NULL UNIQUE CHECK (octet_length(leaf_hash) = 32),
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    event_id uuid NOT NULL,
    type text NOT NULL,
    source text COLLATE "C" NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- By which ids in clear it is found: actor, correlation, application and so on.
    keys text[] NOT NULL,
    entry bytea NOT NULL CHECK (octet_length(entry) <= 65535),
    UNIQUE (stream, version)
);
-- What waits to be merged into the index is looked through by every search of every
-- key: at 4 MB, as by default, a person's trail took 100 ms.
CREATE INDEX entries_by_key ON entries USING gin (keys)
    WITH (gin_pending_list_limit = 256);

-- The size and root of the tree after each batch.
CREATE TABLE tree_heads (
    size bigint NOT NULL,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (size, root)
);

-- Records that could not be entries; an entry of our own holds each one's digest.
CREATE TABLE quarantine (
    cluster_id text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    cause text NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    value bytea,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, topic, partition, record_offset)
);

-- How far each partition of each Kafka cluster has been read.
CREATE TABLE log_offsets (
    cluster_id text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (cluster_id, topic, partition)
);

-- The personal data of sealed entries, each entry's SD-JWT disclosures joined by `~`.
-- It may be deleted: the log does not need it. By `person_id` an entry is found too.
CREATE TABLE entry_disclosures (
    entry_index bigint PRIMARY KEY,
    event_id uuid NOT NULL,
    person_id uuid,
    disclosures text NOT NULL
);
CREATE INDEX entry_disclosures_of_person ON entry_disclosures (person_id);

CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the log holds in % is never changed', TG_TABLE_NAME;
END $$;

CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER tree_heads_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER quarantine_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON quarantine
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- The role's name is a setting of the migration's session, not a part of this file.
DO $$
DECLARE
    service_role text := current_setting('register.service_role');
BEGIN
    EXECUTE format(
        'GRANT SELECT, INSERT ON entries, tree_heads, quarantine TO %I',
        service_role
    );
    EXECUTE format(
        'GRANT SELECT, INSERT, UPDATE ON log_offsets TO %I',
        service_role
    );
    EXECUTE format(
        'GRANT SELECT, INSERT, DELETE ON entry_disclosures TO %I',
        service_role
    );
END $$;

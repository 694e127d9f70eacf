-- The kit's tables in every service's database. `:service_role` is the service's role.

-- The event store, which is the outbox. Nothing is updated or deleted.
CREATE TABLE events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    epoch integer NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    id uuid NOT NULL UNIQUE,
    type text NOT NULL,
    topic text NOT NULL,
    recorded_at timestamptz NOT NULL,
    sealed boolean NOT NULL,
    traceparent text,
    entry bytea NOT NULL CHECK (octet_length(entry) <= 65535),
    UNIQUE (stream, version)
);
CREATE INDEX events_in_order ON events (epoch, transaction_id, position);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what is recorded in % is never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The personal data of sealed events, apart from them, so that a person can be erased:
-- all of an event's SD-JWT disclosures, joined by `~`.
CREATE TABLE disclosures (
    event_id uuid PRIMARY KEY,
    person_id uuid,
    disclosures text NOT NULL
);
CREATE INDEX disclosures_of_person ON disclosures (person_id);

-- One answer a command id, for ever the same.
CREATE TABLE answers (
    command_id uuid PRIMARY KEY,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The last version of a stream that a capability handled.
CREATE TABLE inbox (
    capability text NOT NULL,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (capability, stream)
);

-- Messages that wait: for what comes before, for their subject, or as poison.
CREATE TABLE waiting (
    capability text NOT NULL,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    reason text NOT NULL,
    sentence text NOT NULL,
    source text NOT NULL,
    attempts integer NOT NULL,
    since timestamptz NOT NULL,
    due_at timestamptz,
    awaits text COLLATE "C",
    awaited_version bigint NOT NULL DEFAULT 0,
    record bytea NOT NULL,
    disclosures text NOT NULL,
    PRIMARY KEY (capability, stream, version)
);
CREATE INDEX waiting_due ON waiting (capability, due_at);

-- What falls due on a stream, by the register's clock.
CREATE TABLE deadlines (
    stream text COLLATE "C" NOT NULL,
    name text NOT NULL,
    capability text NOT NULL,
    due_at timestamptz NOT NULL,
    put_off_until timestamptz,
    PRIMARY KEY (stream, name)
);
CREATE INDEX deadlines_due ON deadlines (due_at);

-- Who is erased, and of what: what still arrives about them arrives without it. `confirm`
-- is false where the service confirmed before it lost its database.
CREATE TABLE erasures (
    erasure_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    erased text[] NOT NULL,
    applications uuid[] NOT NULL,
    event_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    confirm boolean NOT NULL DEFAULT true,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at timestamptz
);
CREATE INDEX erasures_of_person ON erasures (person_id);
CREATE INDEX erasures_pending ON erasures (noted_at) WHERE done_at IS NULL;

-- Which cluster of PostgreSQL this store has lived in; a restored dump opens an epoch.
CREATE TABLE epochs (
    epoch integer PRIMARY KEY,
    system_identifier text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How far the relay has come, and the Kafka that it has spoken to.
CREATE TABLE relay_cursor (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch integer NOT NULL,
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL,
    cluster_id text NOT NULL,
    ends jsonb NOT NULL
);

-- The offset of the register's clock, which only the embedded mode moves.
CREATE TABLE clock (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    offset_seconds double precision NOT NULL
);

GRANT SELECT, INSERT ON events, answers, epochs TO :service_role;
GRANT SELECT, INSERT, DELETE ON disclosures TO :service_role;
GRANT DELETE, UPDATE (digest) ON answers TO :service_role;
GRANT SELECT, INSERT, UPDATE (done_at) ON erasures TO :service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, waiting, deadlines TO :service_role;
GRANT SELECT, INSERT, UPDATE ON relay_cursor, clock TO :service_role;

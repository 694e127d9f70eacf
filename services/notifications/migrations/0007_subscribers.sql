-- Employers and other registers that are told by signed webhook. No secret is here: each
-- follows from a key that is not in the database, and from `secret_id`.
CREATE TABLE subscribers (
    subscriber_id uuid PRIMARY KEY,
    kind text NOT NULL,
    title text,
    url text,
    changes text[] NOT NULL,
    status text NOT NULL DEFAULT 'enabled'
        CHECK (status IN ('enabled', 'disabled', 'ended')),
    code text,
    secret_id uuid NOT NULL,
    earlier_secret_id uuid,
    earlier_until timestamptz,
    registered_at timestamptz NOT NULL
);

-- What changed in the public register and no subscriber was told of yet: a worker owes
-- each a message, and takes the row away.
CREATE TABLE register_changes (
    change_id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    change text NOT NULL,
    application_id uuid NOT NULL,
    person_id uuid,
    facts text NOT NULL,
    changed_at timestamptz NOT NULL,
    correlation_id uuid NOT NULL
);
CREATE INDEX register_changes_in_order ON register_changes (position);
CREATE INDEX register_changes_of_a_person ON register_changes (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON subscribers, register_changes TO :service_role;

-- A subscriber is a host of its own, so that none holds up another.
ALTER TABLE deliveries ADD COLUMN subscriber_id uuid;
DROP INDEX deliveries_due;
ALTER TABLE deliveries DROP COLUMN host;
ALTER TABLE deliveries
    ADD COLUMN host text NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN channel = 'email'
            THEN coalesce(lower(substring(address FROM '@([^@]*)$')), '?')
            WHEN channel = 'webhook'
            THEN coalesce('webhook/' || subscriber_id::text, channel)
            ELSE channel
        END
    ) STORED;
CREATE INDEX deliveries_due ON deliveries (host, due_at) WHERE status = 'due';

-- Read tables of retention: opaque ids, days and codes, and nothing personal.

-- Whose application it is, and whether it is still to be decided or led to an entry.
CREATE TABLE person_cases (
    application_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    under_way boolean NOT NULL,
    entered boolean NOT NULL
);
CREATE INDEX person_cases_of_person ON person_cases (person_id);

-- Which holds keep a person's records, and when their period ends.
CREATE TABLE person_retention (
    person_id uuid PRIMARY KEY,
    holds text[] NOT NULL DEFAULT '{}',
    retention_ends_at timestamptz,
    retention_rule text
);

-- Every erasure, and the services that have yet to confirm it.
CREATE TABLE person_erasures (
    erasure_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    reason text NOT NULL,
    authority text NOT NULL,
    erased text[] NOT NULL,
    kept text[] NOT NULL,
    kept_by text,
    erased_at timestamptz NOT NULL,
    kafka_forgets_by timestamptz NOT NULL,
    missing text[] NOT NULL
);
CREATE INDEX person_erasures_of_person ON person_erasures (person_id);
CREATE INDEX person_erasures_latest ON person_erasures (erased_at);
CREATE INDEX person_erasures_unconfirmed ON person_erasures (erasure_id)
    WHERE missing <> '{}';

GRANT SELECT, INSERT, UPDATE ON person_cases, person_retention, person_erasures
    TO :service_role;

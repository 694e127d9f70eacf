-- Read tables of the applications service. Every one can be made again from the events
-- and their disclosures; every row with personal data names its person, so that an
-- erasure finds it.

CREATE TABLE applications (
    application_id uuid PRIMARY KEY,
    person_id uuid,
    status text NOT NULL,
    scopes text[] NOT NULL DEFAULT '{}',
    route text,
    submitted_on date,
    possible_duplicate_of uuid[] NOT NULL DEFAULT '{}',
    faults text[] NOT NULL DEFAULT '{}',
    recommendation text,
    assessors text[] NOT NULL DEFAULT '{}',
    reasons text[] NOT NULL DEFAULT '{}',
    received_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    -- Personal, all of it: erased with the person.
    external_ref text,
    given_names text,
    family_name text,
    work_town text,
    email text,
    answers jsonb,
    content bytea
);
CREATE INDEX applications_by_status ON applications (status, application_id);
CREATE INDEX applications_of_person ON applications (person_id);

-- One row for each way in which an application may be like another.
CREATE TABLE application_likeness (
    position bigint GENERATED ALWAYS AS IDENTITY,
    key bytea NOT NULL,
    application_id uuid NOT NULL,
    person_id uuid,
    PRIMARY KEY (key, application_id)
);
CREATE INDEX application_likeness_of_person ON application_likeness (person_id);

-- The public register. A number is never given twice, so no row is ever deleted: an
-- erasure empties its names.
CREATE TABLE register_entries (
    sequence bigint PRIMARY KEY,
    registration_number text NOT NULL UNIQUE,
    person_id uuid NOT NULL,
    application_id uuid NOT NULL UNIQUE,
    scopes text[] NOT NULL,
    route text NOT NULL,
    status text NOT NULL,
    registered_on date NOT NULL,
    -- Personal: erased with the person.
    given_names text,
    family_name text,
    work_town text,
    sought_name text
);
CREATE INDEX register_entries_of_person ON register_entries (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON applications, application_likeness TO :service_role;
GRANT SELECT, INSERT, UPDATE ON register_entries TO :service_role;

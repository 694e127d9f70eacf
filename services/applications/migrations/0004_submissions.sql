-- What a submission says besides its answers, and what other registers said of it.

ALTER TABLE applications
    ADD COLUMN signed_on_paper boolean NOT NULL DEFAULT false,
    ADD COLUMN eligibility text NOT NULL DEFAULT '',
    ADD COLUMN checks text[] NOT NULL DEFAULT '{}',
    ADD COLUMN signposts text[] NOT NULL DEFAULT '{}';

-- The last answer of each other register about an application.
CREATE TABLE registrations_elsewhere (
    application_id uuid NOT NULL,
    source text NOT NULL,
    person_id uuid,
    settled boolean NOT NULL,
    checked_by text NOT NULL,
    checked_at timestamptz NOT NULL,
    -- Personal: erased with the person.
    found text,
    explanation text,
    PRIMARY KEY (application_id, source)
);
CREATE INDEX registrations_elsewhere_of_person ON registrations_elsewhere (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON registrations_elsewhere TO :service_role;

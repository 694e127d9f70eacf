-- What becomes of an application after its submission. Every column can be made again
-- from the events; actors are opaque ids.

ALTER TABLE applications
    -- Who submitted it; only they act on it as the applicant.
    ADD COLUMN applicant text,
    ADD COLUMN gaps text[] NOT NULL DEFAULT '{}',
    ADD COLUMN recommended_scopes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN round integer NOT NULL DEFAULT 0,
    ADD COLUMN asked_gaps text[] NOT NULL DEFAULT '{}',
    ADD COLUMN answer_by date,
    ADD COLUMN referred text[] NOT NULL DEFAULT '{}',
    ADD COLUMN deciders text[] NOT NULL DEFAULT '{}',
    ADD COLUMN decided_at timestamptz,
    ADD COLUMN admitted text[] NOT NULL DEFAULT '{}',
    ADD COLUMN not_admitted text[] NOT NULL DEFAULT '{}',
    ADD COLUMN appeal_by date,
    ADD COLUMN appeals integer NOT NULL DEFAULT 0,
    ADD COLUMN appeal_decide_by date,
    ADD COLUMN appeal_outcome text,
    ADD COLUMN appeal_overdue boolean NOT NULL DEFAULT false,
    ADD COLUMN heard_by text[] NOT NULL DEFAULT '{}',
    ADD COLUMN concern_open boolean NOT NULL DEFAULT false,
    ADD COLUMN appeal_grounds text[] NOT NULL DEFAULT '{}',
    -- Personal: what was asked, answered and appealed, in their own words.
    ADD COLUMN request_explanation text,
    ADD COLUMN answer_statement text,
    ADD COLUMN appeal_statement text;
CREATE INDEX applications_of_applicant ON applications (applicant, application_id);

-- Each interval for which an application's clock stood still (domain §8, 17).
CREATE TABLE clock_stops (
    application_id uuid NOT NULL,
    stopped_at timestamptz NOT NULL,
    started_at timestamptz,
    why text NOT NULL,
    PRIMARY KEY (application_id, stopped_at)
);

-- Whom staff and board members are tied to, themselves included. An address is kept as
-- its digest; a row is erased with its person.
CREATE TABLE staff_interests (
    interest_id uuid PRIMARY KEY,
    actor text NOT NULL,
    tie text NOT NULL,
    person_id uuid,
    email_digest bytea
);
CREATE INDEX staff_interests_of_person ON staff_interests (person_id);

-- Who is tied to which application: to its applicant, or as its proposer.
CREATE VIEW application_ties AS
SELECT a.application_id, s.actor
  FROM applications a
  JOIN staff_interests s
    ON s.person_id = a.person_id
    OR s.email_digest = sha256(convert_to(lower(btrim(a.email)), 'UTF8'))
    OR (s.tie = 'self' AND s.email_digest IN (
        sha256(convert_to(lower(btrim(a.answers ->> 'proposer_1_email')), 'UTF8')),
        sha256(convert_to(lower(btrim(a.answers ->> 'proposer_2_email')), 'UTF8'))));

GRANT SELECT, INSERT, UPDATE, DELETE ON clock_stops, staff_interests TO :service_role;
GRANT SELECT ON application_ties TO :service_role;

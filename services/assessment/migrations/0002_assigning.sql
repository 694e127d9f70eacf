-- Who may be given a case, why not, and the target of each case.

ALTER TABLE assessors
    ADD COLUMN standing text NOT NULL DEFAULT 'registrant',
    ADD COLUMN levels text[] NOT NULL DEFAULT '{}',
    ADD COLUMN nominated_by text,
    ADD COLUMN until date,
    ADD COLUMN training_lapses_on date,
    ADD COLUMN interests_by date,
    ADD COLUMN declared_none boolean,
    ADD COLUMN interests text;

-- The leave of assessors, both days included; kept once for the list.
CREATE TABLE assessor_leave (
    assessor_id text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    PRIMARY KEY (assessor_id, starts_on)
);

-- Scopes with too few free assessors, since when.
CREATE TABLE scope_cover (
    scope text PRIMARY KEY,
    short boolean NOT NULL,
    free integer NOT NULL,
    needed integer NOT NULL,
    since timestamptz NOT NULL
);

ALTER TABLE pool
    ADD COLUMN name text,
    ADD COLUMN until date,
    ADD COLUMN training_lapses_on date,
    ADD COLUMN interests_by date;

CREATE TABLE pool_leave (
    assessor_id text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    PRIMARY KEY (assessor_id, starts_on)
);

-- What assessors declared, one row each: an employer, a training centre, or a person.
-- An employer that was left has its last day in `ceased`.
CREATE TABLE pool_interests (
    assessor_id text NOT NULL,
    person_id uuid,
    kind text NOT NULL,
    value text NOT NULL,
    ceased date,
    tie text
);
CREATE INDEX pool_interests_of_an_assessor ON pool_interests (assessor_id);
CREATE INDEX pool_interests_of_a_person ON pool_interests (person_id);

ALTER TABLE cases
    ADD COLUMN seats integer,
    ADD COLUMN escalated_to text;

CREATE INDEX cases_by_target ON cases (due_at, assessment_id) WHERE outcome IS NULL;

-- Of the addresses of `parties`, which is the applicant's.
ALTER TABLE case_papers ADD COLUMN email text;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON assessor_leave, scope_cover, pool_leave, pool_interests
    TO :service_role;

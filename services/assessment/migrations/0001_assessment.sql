-- The read tables of the assessment service. Rows with personal data name the person.

-- assessors: who was appointed.
CREATE TABLE assessors (
    assessor_id text PRIMARY KEY,
    person_id uuid,
    name text,
    email text,
    scopes text[] NOT NULL,
    capacity integer NOT NULL
);
CREATE INDEX assessors_of_a_person ON assessors (person_id);

-- assessing: the pool as heard, and the cases.
CREATE TABLE pool (
    assessor_id text PRIMARY KEY,
    person_id uuid,
    email text,
    scopes text[] NOT NULL,
    capacity integer NOT NULL
);
CREATE INDEX pool_of_a_person ON pool (person_id);

CREATE TABLE cases (
    assessment_id uuid PRIMARY KEY,
    application_id uuid NOT NULL UNIQUE,
    scopes text[] NOT NULL,
    route text NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_on date NOT NULL,
    due_at timestamptz,
    overdue boolean NOT NULL DEFAULT false,
    outcome text
);
CREATE INDEX cases_open ON cases (opened_at, assessment_id) WHERE outcome IS NULL;

-- Who assesses a case; recommendation is null until it is given.
CREATE TABLE case_assessors (
    assessment_id uuid NOT NULL,
    assessor_id text NOT NULL,
    recommendation text,
    given_at timestamptz,
    PRIMARY KEY (assessment_id, assessor_id)
);
CREATE INDEX case_assessors_owing ON case_assessors (assessor_id)
    WHERE recommendation IS NULL;

-- What the application disclosed that assessors need. Declarations of health and
-- character are not here: they are for a panel of their own (domain §1.2).
CREATE TABLE case_papers (
    assessment_id uuid PRIMARY KEY,
    person_id uuid,
    title text,
    given_names text,
    family_name text,
    employer text,
    job_title text,
    work_town text,
    qualification text,
    awarding_body text,
    awarded_on date,
    proposer_1_name text,
    proposer_2_name text,
    parties text[] NOT NULL
);
CREATE INDEX case_papers_of_a_person ON case_papers (person_id);

-- The words of a recommendation are about the applicant, who is its person.
CREATE TABLE case_reasons (
    assessment_id uuid NOT NULL,
    assessor_id text NOT NULL,
    person_id uuid,
    reasons text,
    PRIMARY KEY (assessment_id, assessor_id)
);
CREATE INDEX case_reasons_of_a_person ON case_reasons (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON assessors, pool, cases, case_assessors, case_papers, case_reasons
    TO :service_role;

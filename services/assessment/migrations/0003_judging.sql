-- What assessors say of a case, round by round and version by version.

-- What is asked in the round that runs; `open_round` is the last whose judgements the
-- assessors may see of one another, 0 for none.
ALTER TABLE cases
    ADD COLUMN standards text[] NOT NULL DEFAULT '{}',
    ADD COLUMN asked text[] NOT NULL DEFAULT '{}',
    ADD COLUMN round integer NOT NULL DEFAULT 1,
    ADD COLUMN open_round integer NOT NULL DEFAULT 0,
    ADD COLUMN moderation text,
    ADD COLUMN moderation_due_at timestamptz,
    ADD COLUMN disputed text[] NOT NULL DEFAULT '{}',
    ADD COLUMN gaps text[] NOT NULL DEFAULT '{}',
    ADD COLUMN recommended_scopes text[] NOT NULL DEFAULT '{}';

-- An appeal may have an application assessed afresh, as another case.
ALTER TABLE cases DROP CONSTRAINT cases_application_id_key;
CREATE INDEX cases_of_an_application ON cases (application_id);

-- `recommendation` is null while something is owed: what `task` says.
ALTER TABLE case_assessors
    ADD COLUMN part text NOT NULL DEFAULT 'assessor',
    ADD COLUMN task text NOT NULL DEFAULT 'judge';

-- The words of a judgement are about the applicant, who is its person.
CREATE TABLE case_judgements (
    assessment_id uuid NOT NULL,
    assessor_id text NOT NULL,
    round integer NOT NULL,
    version integer NOT NULL,
    person_id uuid,
    recommendation text NOT NULL,
    findings jsonb NOT NULL,
    scopes text[] NOT NULL,
    gaps text[] NOT NULL,
    given_at timestamptz NOT NULL,
    reasons text,
    reasons_by_standard jsonb,
    PRIMARY KEY (assessment_id, assessor_id, round, version)
);
CREATE INDEX case_judgements_of_a_person ON case_judgements (person_id);

INSERT INTO case_judgements (
    assessment_id, assessor_id, round, version, person_id, recommendation, findings,
    scopes, gaps, given_at, reasons)
SELECT assessment_id, assessor_id, 1, 1, person_id, recommendation, '{}',
    '{}', '{}', given_at, reasons
FROM case_assessors
LEFT JOIN case_reasons USING (assessment_id, assessor_id)
WHERE recommendation IS NOT NULL;
DROP TABLE case_reasons;
UPDATE cases SET open_round = 1 WHERE outcome IS NOT NULL;

-- A draft is its author's alone.
CREATE TABLE case_drafts (
    assessment_id uuid NOT NULL,
    assessor_id text NOT NULL,
    person_id uuid,
    draft jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (assessment_id, assessor_id)
);
CREATE INDEX case_drafts_of_a_person ON case_drafts (person_id);

ALTER TABLE pool ADD COLUMN lead boolean NOT NULL DEFAULT false;
ALTER TABLE assessors ADD COLUMN lead boolean NOT NULL DEFAULT false;

GRANT SELECT, INSERT, UPDATE, DELETE ON case_judgements, case_drafts TO :service_role;

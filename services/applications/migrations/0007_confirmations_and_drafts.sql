-- Who was asked to confirm which application, and what became of it. A proposer's name
-- and address go with the applicant, whose `person_id` it is.
CREATE TABLE confirmations (
    confirmation_id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    role text NOT NULL,
    attempt integer NOT NULL,
    standing text NOT NULL,
    reason text,
    answered_by text,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    answered_at timestamptz,
    -- Personal: erased with the applicant.
    person_id uuid,
    name text,
    email text,
    applicant_name text,
    applicant_email text,
    confirmed_name text,
    statement text
);
CREATE INDEX confirmations_of_application ON confirmations (application_id);
CREATE INDEX confirmations_of_person ON confirmations (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON confirmations TO :service_role;

-- The last version of each unfinished form. What was submitted or deleted leaves none.
CREATE TABLE drafts (
    draft_id uuid PRIMARY KEY,
    actor text,
    standing text NOT NULL,
    changed_at timestamptz NOT NULL,
    deleted_at timestamptz NOT NULL,
    -- Personal: erased with the person.
    person_id uuid,
    answers jsonb
);
CREATE INDEX drafts_of_actor ON drafts (actor, changed_at);
CREATE INDEX drafts_of_person ON drafts (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO :service_role;

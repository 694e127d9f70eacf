-- Cases about fraudulent or incorrect entries. Actors are opaque ids.

CREATE TABLE entry_fraud_cases (
    case_id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    status text NOT NULL,
    source text NOT NULL,
    raiser text NOT NULL,
    raised_at timestamptz NOT NULL,
    respond_by date NOT NULL,
    answered boolean NOT NULL DEFAULT false,
    outcome text,
    decider text,
    decided_at timestamptz,
    scopes_ended text[] NOT NULL DEFAULT '{}',
    levels_ended text[] NOT NULL DEFAULT '{}',
    appeal_by date,
    effective_on date,
    concern_id uuid,
    applicant text,
    person_id uuid,
    -- Personal: erased with the person.
    registration_number text,
    given_names text,
    allegation text,
    particulars text,
    statement text,
    appeal_statement text,
    reasons text[] NOT NULL DEFAULT '{}',
    explanation text
);
CREATE INDEX entry_fraud_cases_open ON entry_fraud_cases (raised_at, case_id)
    WHERE status <> 'ended';
CREATE INDEX entry_fraud_cases_of_application ON entry_fraud_cases (application_id);
CREATE INDEX entry_fraud_cases_of_person ON entry_fraud_cases (person_id);

GRANT SELECT, INSERT, UPDATE ON entry_fraud_cases TO :service_role;

-- The documents of an application that its assessors may see, to be opened where they
-- are kept. A row is erased with its person.
CREATE TABLE case_documents (
    document_id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    kind text NOT NULL,
    size bigint NOT NULL,
    scan text NOT NULL,
    received_at timestamptz NOT NULL,
    person_id uuid,
    file_name text
);
CREATE INDEX case_documents_of_a_case ON case_documents (application_id, received_at);
CREATE INDEX case_documents_of_a_person ON case_documents (person_id);

-- The level of practice that is applied for, and those that an assessor may judge.
ALTER TABLE cases ADD COLUMN level text;
ALTER TABLE pool ADD COLUMN levels text[] NOT NULL DEFAULT '{}';

GRANT SELECT, INSERT, UPDATE, DELETE ON case_documents TO :service_role;

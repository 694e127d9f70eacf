-- Read tables of evidence. The documents themselves rest in the document store.

-- Whose application it is, as heard; erased, nobody's.
CREATE TABLE evidence_cases (
    application_id uuid PRIMARY KEY,
    person_id uuid,
    actor text,
    closed boolean NOT NULL DEFAULT false
);
CREATE INDEX evidence_cases_of_person ON evidence_cases (person_id);

-- Which assessors have been given which application: opaque ids.
CREATE TABLE evidence_readers (
    application_id uuid NOT NULL,
    actor text NOT NULL,
    PRIMARY KEY (application_id, actor)
);

-- `standing` is kept, withdrawn, erased or destroyed. What is withdrawn or erased is
-- still to be destroyed in the document store; `scan_due_at` is wall time.
CREATE TABLE documents (
    document_id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    kind text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    scan text NOT NULL,
    signature text,
    seen_by text[] NOT NULL,
    standing text NOT NULL,
    received_by text NOT NULL,
    received_at timestamptz NOT NULL,
    scan_due_at timestamptz NOT NULL,
    scan_attempts integer NOT NULL DEFAULT 0,
    -- Personal: erased with the person.
    person_id uuid,
    file_name text
);
CREATE INDEX documents_of_application ON documents (application_id, received_at);
CREATE INDEX documents_of_person ON documents (person_id);
CREATE INDEX documents_to_destroy ON documents (document_id)
    WHERE standing IN ('withdrawn', 'erased');
CREATE INDEX documents_to_scan ON documents (scan_due_at)
    WHERE standing = 'kept' AND scan IN ('scan-pending', 'not-scanned');

GRANT SELECT, INSERT, UPDATE, DELETE
    ON evidence_cases, evidence_readers, documents
    TO :service_role;

-- The read tables of the notifications service. Rows with personal data name the person.

-- What is owed and what became of it. `requested_at` and `settled_at` are the
-- register's clock; `first_due_at`, `due_at` and `leased_until` are wall time, since
-- delivery is tried by wall time. The text is kept only until it is sent.
CREATE TABLE deliveries (
    message_id uuid PRIMARY KEY,
    about text NOT NULL,
    template text NOT NULL,
    template_version integer NOT NULL,
    person_id uuid,
    address text,
    subject_line text,
    body text,
    status text NOT NULL DEFAULT 'due' CHECK (status IN ('due', 'sent', 'failed')),
    requested_at timestamptz NOT NULL,
    settled_at timestamptz,
    correlation_id uuid NOT NULL,
    first_due_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    leased_until timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    code text
);
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE status = 'due';
CREATE INDEX deliveries_requested ON deliveries (requested_at, message_id);
CREATE INDEX deliveries_of_a_person ON deliveries (person_id);

-- Where assessors are written to, as heard from the assessment service.
CREATE TABLE assessor_contacts (
    assessor_id text PRIMARY KEY,
    person_id uuid,
    name text,
    email text
);
CREATE INDEX assessor_contacts_of_a_person ON assessor_contacts (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON deliveries, assessor_contacts
    TO :service_role;

-- A letter is kept to be sent as text and as HTML, and applicants are written to of
-- what their own events say without an address.
ALTER TABLE deliveries ADD COLUMN html text;

CREATE TABLE applicant_contacts (
    application_id uuid PRIMARY KEY,
    person_id uuid,
    name text,
    email text
);

CREATE INDEX applicant_contacts_by_person ON applicant_contacts (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON applicant_contacts TO :service_role;

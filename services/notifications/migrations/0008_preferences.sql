-- How people want to be written to, and by which actor an applicant is signed in.
ALTER TABLE applicant_contacts ADD COLUMN actor text;

CREATE TABLE preferences (
    person_id uuid PRIMARY KEY,
    language text NOT NULL,
    channel text NOT NULL,
    postal_address text
);

GRANT SELECT, INSERT, UPDATE, DELETE ON preferences TO :service_role;

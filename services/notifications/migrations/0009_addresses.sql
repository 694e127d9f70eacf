-- Whether an applicant's address was looked at since it was given, and what was noticed.
ALTER TABLE applicant_contacts ADD COLUMN looked_at boolean NOT NULL DEFAULT false;
CREATE INDEX applicant_contacts_not_looked_at
    ON applicant_contacts (application_id) WHERE NOT looked_at;

CREATE TABLE address_notices (
    application_id uuid PRIMARY KEY,
    notice text NOT NULL,
    person_id uuid,
    noticed_at timestamptz NOT NULL
);
CREATE INDEX address_notices_in_order ON address_notices (noticed_at, application_id);
CREATE INDEX address_notices_of_a_person ON address_notices (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON address_notices TO :service_role;

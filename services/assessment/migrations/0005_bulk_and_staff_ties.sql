-- Bulk actions on cases: prepared by one, released by another, carried out. Opaque ids.
CREATE TABLE bulks (
    bulk_id uuid PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    target text NOT NULL,
    status text NOT NULL,
    count integer NOT NULL,
    items_digest text NOT NULL,
    excluded jsonb NOT NULL,
    prepared_by text NOT NULL,
    prepared_at timestamptz NOT NULL,
    released_by text,
    changed_at timestamptz NOT NULL,
    remaining integer,
    items text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX bulks_by_status ON bulks (status, changed_at);

-- Whom somebody of the staff is tied to, by id or by the digest of an address: such a
-- case reaches neither the assessor nor the registrar that they are. Erased with them.
CREATE TABLE staff_ties (
    interest_id uuid PRIMARY KEY,
    actor text NOT NULL,
    tie text NOT NULL,
    person_id uuid,
    email_digest text
);
CREATE INDEX staff_ties_of_an_actor ON staff_ties (actor);
CREATE INDEX staff_ties_of_a_person ON staff_ties (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON staff_ties TO :service_role;
GRANT SELECT, INSERT, UPDATE ON bulks TO :service_role;

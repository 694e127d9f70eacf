-- On which footing each entry stands in each of its scopes: opaque ids, numbers and
-- codes, nothing personal. Before footings were recorded all were voluntary.

CREATE TABLE entry_footings (
    registration_number text NOT NULL,
    application_id uuid NOT NULL,
    scope text NOT NULL,
    footing text NOT NULL,
    since date NOT NULL,
    PRIMARY KEY (registration_number, scope)
);
CREATE INDEX entry_footings_of_scope
    ON entry_footings (scope, footing, registration_number);

INSERT INTO entry_footings (registration_number, application_id, scope, footing, since)
SELECT registration_number, application_id, unnest(scopes), 'voluntary', registered_on
  FROM register_entries;

-- Bulk actions: prepared by one, released by another, carried out.
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
    remaining integer
);
CREATE INDEX bulks_by_status ON bulks (status, changed_at);

GRANT SELECT, INSERT, UPDATE ON entry_footings, bulks TO :service_role;

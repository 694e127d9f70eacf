-- What holds of an entry, each fact from a day: `since` and `until` are days of effect,
-- `known_since` and `known_until` the instants at which they were recorded. On the day
-- `until` it does not hold any more; `version` is that of the entry's stream. Numbers, codes and opaque ids, nothing personal.

CREATE TABLE entry_scopes (
    registration_number text NOT NULL,
    scope text NOT NULL,
    version bigint NOT NULL,
    place integer NOT NULL,
    since date NOT NULL,
    known_since timestamptz NOT NULL,
    until date,
    known_until timestamptz,
    application_id uuid NOT NULL,
    route text NOT NULL,
    PRIMARY KEY (registration_number, scope, version)
);
CREATE INDEX entry_scopes_of_application ON entry_scopes (application_id);

CREATE TABLE entry_levels (
    registration_number text NOT NULL,
    level text NOT NULL,
    scope text NOT NULL,
    version bigint NOT NULL,
    since date NOT NULL,
    known_since timestamptz NOT NULL,
    until date,
    known_until timestamptz,
    application_id uuid NOT NULL,
    review_by date,
    PRIMARY KEY (registration_number, level, scope, version)
);
CREATE INDEX entry_levels_of_application ON entry_levels (application_id);

CREATE TABLE entry_statuses (
    registration_number text NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL,
    since date NOT NULL,
    known_since timestamptz NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (registration_number, version)
);

INSERT INTO entry_statuses (
    registration_number, version, status, since, known_since, reason)
SELECT r.registration_number, 1, 'registered', r.registered_on, e.recorded_at,
       'application-accepted'
  FROM register_entries r
  JOIN events e ON e.stream = 'registration/' || r.registration_number
               AND e.version = 1;

INSERT INTO entry_scopes (
    registration_number, scope, version, place, since, known_since, application_id,
    route)
SELECT r.registration_number, held.scope, 1, held.place, r.registered_on, e.recorded_at,
       r.application_id, r.route
  FROM register_entries r
  JOIN events e ON e.stream = 'registration/' || r.registration_number
               AND e.version = 1
 CROSS JOIN unnest(r.scopes) WITH ORDINALITY AS held (scope, place);

-- Whose each entry is: as it was entered, and as it was found since.
CREATE VIEW entry_people AS
SELECT registration_number, person_id
  FROM register_entries
 UNION
SELECT r.registration_number, a.person_id
  FROM register_entries r
  JOIN applications a USING (application_id)
 WHERE a.person_id IS NOT NULL;

-- Which applications led to an entry, or extended it.
CREATE VIEW entry_applications AS
SELECT registration_number, application_id FROM register_entries
 UNION
SELECT registration_number, application_id FROM entry_scopes
 UNION
SELECT registration_number, application_id FROM entry_levels;

CREATE INDEX register_entries_by_number ON register_entries (upper(registration_number));

GRANT SELECT, INSERT, UPDATE ON entry_scopes, entry_levels, entry_statuses
    TO :service_role;
GRANT SELECT ON entry_people, entry_applications TO :service_role;
GRANT DELETE ON entry_footings TO :service_role;

-- Read tables of the panel for health and character, and of who is one person.

-- What is declared: for the panel alone.
CREATE TABLE declarations (
    application_id uuid PRIMARY KEY,
    round integer NOT NULL,
    status text NOT NULL,
    origin text NOT NULL,
    raised_at timestamptz NOT NULL,
    judge_by date NOT NULL,
    overdue boolean NOT NULL,
    finding text,
    person_id uuid,
    -- Personal, all of it: erased with the person.
    given_names text,
    family_name text,
    employer text,
    grounds text[] NOT NULL DEFAULT '{}',
    details text
);
CREATE INDEX declarations_open ON declarations (judge_by, application_id)
    WHERE status = 'open';
CREATE INDEX declarations_of_person ON declarations (person_id);

CREATE TABLE declaration_findings (
    application_id uuid NOT NULL,
    round integer NOT NULL,
    member text NOT NULL,
    finding text NOT NULL,
    given_at timestamptz NOT NULL,
    person_id uuid,
    -- Personal: they speak of health and offences.
    grounds text[] NOT NULL DEFAULT '{}',
    explanation text,
    PRIMARY KEY (application_id, round, member)
);
CREATE INDEX declaration_findings_of_person ON declaration_findings (person_id);

-- Who may not sit on a panel about an application, as opaque ids of actors.
CREATE TABLE declaration_ties (
    application_id uuid NOT NULL,
    actor text NOT NULL,
    tie text NOT NULL,
    PRIMARY KEY (application_id, actor, tie)
);

-- Whose each application is by now, and what it says of its person.
CREATE TABLE application_people (
    application_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    submitted_on date NOT NULL,
    -- Personal, all of it: erased with the person.
    given_names text,
    family_name text,
    date_of_birth date,
    email text,
    postcode text,
    employer text
);
CREATE INDEX application_people_of_person ON application_people (person_id);

CREATE TABLE possible_duplicates (
    pair_id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    other_application_id uuid NOT NULL,
    status text NOT NULL,
    raised_at timestamptz NOT NULL,
    decided_at timestamptz,
    decided_by text,
    grounds text[] NOT NULL DEFAULT '{}',
    merged_person_id uuid,
    person_id uuid,
    -- Personal: erased with the person.
    explanation text
);
CREATE INDEX possible_duplicates_by_status ON possible_duplicates (status, raised_at);
CREATE INDEX possible_duplicates_of_person ON possible_duplicates (person_id);

-- Who was made one with whom: an erasure of either reaches both.
CREATE TABLE person_merges (
    pair_id uuid PRIMARY KEY,
    kept uuid NOT NULL,
    merged uuid NOT NULL
);
CREATE INDEX person_merges_kept ON person_merges (kept);
CREATE INDEX person_merges_merged ON person_merges (merged);

GRANT SELECT, INSERT, UPDATE ON declarations, declaration_findings, declaration_ties,
    application_people, possible_duplicates TO :service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON person_merges TO :service_role;

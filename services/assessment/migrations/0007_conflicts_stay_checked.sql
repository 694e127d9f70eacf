-- A proposer who was asked instead of another: their name, beside the address that is
-- among the parties.
ALTER TABLE case_papers ADD COLUMN other_proposer_names text[] NOT NULL DEFAULT '{}';

-- Whose ties, or which application's parties, changed last, and when: the seats
-- concerned are looked at again. Opaque ids.
CREATE TABLE changed_ties (
    kind text NOT NULL,
    id text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX changed_ties_by_time ON changed_ties (changed_at);

GRANT SELECT, INSERT, UPDATE ON changed_ties TO :service_role;

-- How the service of each refusal stands, until it is final. An appeal may be lodged
-- until `appeal_by`, that day included; without one, no time runs yet.
CREATE TABLE refusals (
    application_id uuid PRIMARY KEY,
    notice_id uuid NOT NULL,
    standing text NOT NULL DEFAULT 'unproven'
        CHECK (standing IN ('unproven', 'served', 'closed')),
    code text,
    required_at timestamptz NOT NULL,
    prove_by timestamptz NOT NULL,
    served_on date,
    appeal_by date
);
CREATE INDEX refusals_open ON refusals (required_at) WHERE standing <> 'closed';

GRANT SELECT, INSERT, UPDATE, DELETE ON refusals TO :service_role;

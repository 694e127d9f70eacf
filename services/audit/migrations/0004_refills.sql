-- Entries that came back from the bundle files, from `first_index` up to `end_index`.
-- Bundles hold nothing personal: the producers are asked for the disclosures, and have
-- been up to `asked_up_to`.
CREATE TABLE refills (
    first_index bigint PRIMARY KEY,
    end_index bigint NOT NULL CHECK (end_index > first_index),
    asked_up_to bigint NOT NULL CHECK (asked_up_to BETWEEN first_index AND end_index)
);

DO $$
BEGIN
    EXECUTE format(
        'GRANT SELECT, INSERT, UPDATE ON refills TO %I',
        current_setting('register.service_role')
    );
END $$;

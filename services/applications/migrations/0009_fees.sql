-- Read tables of fees: amounts are pence of pounds sterling.

CREATE TABLE fee_accounts (
    application_id uuid PRIMARY KEY,
    person_id uuid,
    route text NOT NULL,
    reference text,
    due_on date,
    before_admission boolean NOT NULL DEFAULT false,
    due_pence bigint NOT NULL DEFAULT 0,
    waived_pence bigint NOT NULL DEFAULT 0,
    paid_pence bigint NOT NULL DEFAULT 0,
    returned_pence bigint NOT NULL DEFAULT 0,
    refunded_pence bigint NOT NULL DEFAULT 0,
    outstanding_pence bigint GENERATED ALWAYS AS (
        due_pence - waived_pence - paid_pence + returned_pence + refunded_pence) STORED,
    -- Personal: erased with the person.
    external_ref text
);
CREATE INDEX fee_accounts_by_reference ON fee_accounts (reference);
CREATE INDEX fee_accounts_by_external_ref ON fee_accounts (external_ref);
CREATE INDEX fee_accounts_of_person ON fee_accounts (person_id);

CREATE TABLE fee_payments (
    payment_id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    person_id uuid,
    pence bigint NOT NULL,
    paid_on date NOT NULL,
    method text NOT NULL,
    file text,
    returned_on date,
    -- Personal: erased with the person.
    payer text,
    text text
);
CREATE INDEX fee_payments_of_application ON fee_payments (application_id);
CREATE INDEX fee_payments_of_person ON fee_payments (person_id);

-- Nobody knows whose these are; what they say is forgotten once somebody does.
CREATE TABLE unmatched_payments (
    payment_id uuid PRIMARY KEY,
    person_id uuid,
    status text NOT NULL,
    pence bigint NOT NULL,
    paid_on date NOT NULL,
    method text NOT NULL,
    reason text NOT NULL,
    returned boolean NOT NULL,
    file text,
    payer text,
    text text
);
CREATE INDEX unmatched_payments_by_status ON unmatched_payments (status, paid_on);

GRANT SELECT, INSERT, UPDATE ON fee_accounts, fee_payments, unmatched_payments
    TO :service_role;

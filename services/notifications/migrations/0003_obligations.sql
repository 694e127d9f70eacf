-- A message may be owed by several channels: one delivery each, and a later one by the
-- same channel takes the row over with the next number. `due_by` is the register's
-- clock: the instant by which the person was to be told.
ALTER TABLE deliveries
    ADD COLUMN channel text NOT NULL DEFAULT 'email',
    ADD COLUMN number integer NOT NULL DEFAULT 1,
    ADD COLUMN rule text,
    ADD COLUMN due_by timestamptz,
    ADD COLUMN language text NOT NULL DEFAULT 'en',
    ADD COLUMN reminder boolean NOT NULL DEFAULT false,
    ADD COLUMN notice_id uuid,
    ADD COLUMN name text,
    ADD COLUMN postal_address text,
    DROP CONSTRAINT deliveries_pkey,
    ADD PRIMARY KEY (message_id, channel),
    DROP CONSTRAINT deliveries_status_check,
    ADD CONSTRAINT deliveries_status_check CHECK (
        status IN (
            'due', 'sent', 'posted', 'delivered', 'bounced', 'failed', 'withdrawn'
        )
    );

-- What a signed link in a message is for. The link itself is made when the message is
-- sent, and is kept nowhere.
ALTER TABLE deliveries
    ADD COLUMN link_purpose text,
    ADD COLUMN link_subject text,
    ADD COLUMN link_expires_at timestamptz;

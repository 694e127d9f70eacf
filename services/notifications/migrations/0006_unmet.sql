-- What failed or came back is put to a person: a short list over a long table.
CREATE INDEX deliveries_unmet ON deliveries (requested_at, message_id)
    WHERE status IN ('failed', 'bounced');
CREATE INDEX letters_unproven ON deliveries (due_by)
    WHERE status = 'sent' AND channel IN ('post', 'tracked-post');

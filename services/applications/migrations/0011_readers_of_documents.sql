-- Who reads a case's documents: `part` is assessor or moderator; `standing` is reading,
-- stood-down (who may be asked again) or gone (who never comes back to the case).
ALTER TABLE evidence_readers
    ADD COLUMN part text NOT NULL DEFAULT 'assessor',
    ADD COLUMN standing text NOT NULL DEFAULT 'reading';

-- Under which number another register has an applicant, and how it compares with the
-- one that they declared. Both are personal, and go with the row.
ALTER TABLE registrations_elsewhere
    ADD COLUMN number text,
    ADD COLUMN compared text;

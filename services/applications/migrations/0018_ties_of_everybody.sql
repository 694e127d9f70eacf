-- Who is tied to which application: to its applicant, as one of its proposers, whoever
-- was asked since instead included, or as whoever filled it in for themselves.
CREATE OR REPLACE VIEW application_ties AS
SELECT a.application_id, s.actor
  FROM applications a
  JOIN staff_interests s
    ON s.person_id = a.person_id
    OR s.email_digest = sha256(convert_to(lower(btrim(a.email)), 'UTF8'))
    OR (s.tie = 'self' AND s.email_digest IN (
        sha256(convert_to(lower(btrim(a.answers ->> 'proposer_1_email')), 'UTF8')),
        sha256(convert_to(lower(btrim(a.answers ->> 'proposer_2_email')), 'UTF8'))))
    OR (s.tie = 'self' AND EXISTS (
        SELECT
          FROM confirmations c
         WHERE c.application_id = a.application_id
           AND s.email_digest
               = sha256(convert_to(lower(btrim(c.email)), 'UTF8'))))
 UNION ALL
SELECT draft_id, actor FROM drafts;

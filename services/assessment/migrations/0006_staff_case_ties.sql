-- Which cases somebody of the staff has a tie to: the applicant's, or one in which they
-- are a proposer themselves.
CREATE VIEW staff_case_ties AS
SELECT case_papers.assessment_id, staff_ties.actor
  FROM case_papers
  JOIN staff_ties
    ON staff_ties.person_id = case_papers.person_id
    OR staff_ties.email_digest
        = encode(sha256(convert_to(case_papers.email, 'UTF8')), 'hex')
    OR (staff_ties.tie = 'self' AND EXISTS (
        SELECT
          FROM unnest(case_papers.parties) AS party
         WHERE staff_ties.email_digest
             = encode(sha256(convert_to(party, 'UTF8')), 'hex')));
GRANT SELECT ON staff_case_ties TO :service_role;

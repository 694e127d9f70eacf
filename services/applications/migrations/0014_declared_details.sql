-- What is declared of health and character is for the panel alone, which has its own
-- table: it is not among the answers that the registrar reads.

UPDATE applications
   SET answers = answers
       - ARRAY['health_to_declare', 'character_to_declare', 'declaration_details']
 WHERE answers IS NOT NULL;

-- The registry as the join reads it: a patient is the number of their row, and only what is over has a day.
CREATE TEMPORARY TABLE patients AS
SELECT row AS patient, born, sex, skin_type FROM typed_patients;

CREATE TEMPORARY TABLE findings AS
SELECT person AS patient, said, CASE WHEN status = 'past' THEN COALESCE(last, since) END AS day, value, zone
FROM typed_findings;

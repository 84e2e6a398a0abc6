-- The registry out of its typed rows: a patient is the number of their row.
INSERT INTO patients
SELECT row, born, sex, skin_type FROM typed_patients;

INSERT INTO findings
SELECT person, said, CASE WHEN status = 'past' THEN COALESCE(last, since) END, value, zone
FROM typed_findings;

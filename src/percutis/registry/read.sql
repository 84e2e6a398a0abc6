-- From the text of a registry's files to the tables of the join, in DuckDB.
-- Text becomes days and numbers where it can. What cannot is NULL beside the text that was given, and is refused.
CREATE TEMPORARY TABLE typed_patients AS
SELECT row, patient, born AS born_given, sex, skin_type,
       CASE WHEN regexp_full_match(born, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(born AS DATE) END AS born,
       row_number() OVER (PARTITION BY patient ORDER BY row) AS turn
FROM given_patients;

CREATE TEMPORARY TABLE typed_findings AS
SELECT f.row, f.patient, p.row AS person, p.born, f.finding, f.status, s.said, f.zone,
       f.last AS last_given, f.since AS since_given, f.value AS value_given,
       CASE WHEN regexp_full_match(f.last, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(f.last AS DATE) END AS last,
       CASE WHEN regexp_full_match(f.since, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(f.since AS DATE) END AS since,
       TRY_CAST(f.value AS DOUBLE) AS value
FROM given_findings f
LEFT JOIN typed_patients p ON p.patient = f.patient AND p.turn = 1
LEFT JOIN sayable s ON s.finding = f.finding AND s.status = f.status;

-- A registry as the join reads it: a patient is a number, `said` a finding with its status, and only what is over has a day.
CREATE TEMPORARY TABLE patients (patient INTEGER, born DATE, sex TEXT, skin_type TEXT);
CREATE TEMPORARY TABLE findings (patient INTEGER, said INTEGER, day DATE, value DOUBLE PRECISION, zone TEXT);

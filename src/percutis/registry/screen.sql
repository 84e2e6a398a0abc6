-- The join. Plain SQL that DuckDB, SQLite and PostgreSQL answer alike: it compares and joins, and reckons with no dates.
--
-- It reads what `registry.sql` and `tables.sql` name: many patients, and an edition laid out for one day.

-- Which patients have or had what a rule asks for besides its trigger.
CREATE TEMPORARY TABLE held AS
SELECT DISTINCT f.patient, n.rule, n.kind
FROM findings f
JOIN names m ON m.said = f.said
JOIN needs n ON n.name = m.name
WHERE n.kind = 'history' OR m.is_active = 1;

-- Which rules speak of whom, until when, with what verdict; and what they ask about a finding that nobody told.
CREATE TEMPORARY TABLE spoken AS
WITH met AS (
    SELECT f.patient, t.finding, t.rule, t.verdict, t.is_plain, COALESCE(w.until, t.until) AS until,
           CASE WHEN f.day IS NULL THEN t.asks_day ELSE 0 END AS lacks_day,
           CASE WHEN f.value IS NULL THEN t.asks_value ELSE 0 END AS lacks_value,
           CASE WHEN f.zone IS NULL THEN t.asks_zone ELSE 0 END AS lacks_zone
    FROM findings f
    JOIN triggers t ON t.said = f.said
    LEFT JOIN waits w ON w.wait = t.wait AND w.day = f.day
    LEFT JOIN places p ON p.trigger_id = t.trigger_id AND p.zone = f.zone
    WHERE (t.first_day IS NULL OR f.day IS NULL OR f.day >= t.first_day)
      AND (t.last_day IS NULL OR f.day IS NULL OR f.day <= t.last_day)
      AND (t.needs_value = 0 OR f.value IS NOT NULL)
      AND (t.above IS NULL OR f.value IS NULL OR f.value > t.above)
      AND (t.at_least IS NULL OR f.value IS NULL OR f.value >= t.at_least)
      AND (t.below IS NULL OR f.value IS NULL OR f.value < t.below)
      AND (t.at_most IS NULL OR f.value IS NULL OR f.value <= t.at_most)
      AND (t.of_places = 0 OR f.zone IS NULL OR p.zone IS NOT NULL)
), -- rules of the patient alone, and those keyed by a finding that ask for something besides
asking AS (
    SELECT m.patient, m.finding, m.rule, m.verdict, m.until, m.lacks_day, m.lacks_value, m.lacks_zone,
           p.born, p.sex, p.skin_type
    FROM met m
    JOIN patients p ON p.patient = m.patient
    WHERE m.is_plain = 0
    UNION ALL
    SELECT p.patient, NULL, r.rule, r.verdict, r.until, 0, 0, 0, p.born, p.sex, p.skin_type
    FROM patients p
    JOIN rules r ON r.of_patient = 1
)
SELECT patient, finding, rule, verdict, until, lacks_day, lacks_value, lacks_zone
FROM met
WHERE is_plain = 1
UNION ALL
SELECT m.patient, m.finding, m.rule, m.verdict, m.until, m.lacks_day, m.lacks_value, m.lacks_zone
FROM asking m
JOIN rules r ON r.rule = m.rule
LEFT JOIN barred s ON s.rule = m.rule AND s.word = m.skin_type
LEFT JOIN barred x ON x.rule = m.rule AND x.word = m.sex
LEFT JOIN held a ON a.patient = m.patient AND a.rule = m.rule AND a.kind = 'findings'
LEFT JOIN held h ON h.patient = m.patient AND h.rule = m.rule AND h.kind = 'history'
LEFT JOIN held w ON w.patient = m.patient AND w.rule = m.rule AND w.kind = 'without'
WHERE (r.first_born IS NULL OR m.born >= r.first_born)
  AND (r.last_born IS NULL OR m.born <= r.last_born)
  AND s.rule IS NULL AND x.rule IS NULL
  AND (r.asks_active = 0 OR a.rule IS NOT NULL)
  AND (r.asks_history = 0 OR h.rule IS NOT NULL)
  AND w.rule IS NULL;

-- Every reason of every patient, each rule once, until the latest day.
CREATE TEMPORARY VIEW reasons AS
SELECT patient, rule, MAX(until) AS until
FROM spoken
GROUP BY patient, rule;

-- The verdict is the gravest that any reason asks for, and lasts, where it defers, until the latest day. The questions
-- are those that no finding answered, the details that rules lack, and the skin type.
CREATE TEMPORARY TABLE verdicts AS
WITH worst AS (
    SELECT patient, MIN(verdict) AS verdict, MAX(until) AS until FROM spoken GROUP BY patient
), lacking AS (
    SELECT patient, SUM(details) AS details
    FROM (SELECT patient, finding, MAX(lacks_day) + MAX(lacks_value) + MAX(lacks_zone) AS details
          FROM spoken WHERE lacks_day + lacks_value + lacks_zone > 0 GROUP BY patient, finding) AS of_finding
    GROUP BY patient
), answered AS (
    SELECT patient, COUNT(*) AS answers
    FROM (SELECT DISTINCT f.patient, a.question FROM findings f JOIN answers a ON a.said = f.said) AS of_question
    GROUP BY patient
)
SELECT p.patient, COALESCE(w.verdict, d.proceeds) AS verdict, CASE WHEN w.verdict = d.defers THEN w.until END AS until,
       d.questions - COALESCE(a.answers, 0) + COALESCE(l.details, 0)
         + CASE WHEN p.skin_type IS NULL THEN 1 ELSE 0 END AS questions
FROM patients p
CROSS JOIN day d
LEFT JOIN worst w ON w.patient = p.patient
LEFT JOIN answered a ON a.patient = p.patient
LEFT JOIN lacking l ON l.patient = p.patient;

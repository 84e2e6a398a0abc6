-- The screening rules of an edition, laid out for one day by `laid_out.py`.
CREATE TEMPORARY TABLE day (
    questions INTEGER,                -- how many are asked of everybody
    defers INTEGER, proceeds INTEGER  -- the verdict that has a day, and that of whom no rule speaks
);
CREATE TEMPORARY TABLE rules (
    rule INTEGER, verdict INTEGER, -- its rank, the gravest first; the verdict that it asks for, the gravest 0
    of_patient INTEGER, until DATE, -- without a trigger: speaks of everybody, until that day
    first_born DATE, last_born DATE, asks_active INTEGER, asks_history INTEGER
);
CREATE TEMPORARY TABLE triggers (
    trigger_id INTEGER, said INTEGER, finding INTEGER, rule INTEGER, verdict INTEGER, is_plain INTEGER,
    first_day DATE, last_day DATE, -- of a past finding, where somebody said
    wait INTEGER, until DATE,      -- how its deferral counts from that day; until when where there is none
    above DOUBLE PRECISION, at_least DOUBLE PRECISION, below DOUBLE PRECISION, at_most DOUBLE PRECISION,
    needs_value INTEGER, of_places INTEGER,
    asks_day INTEGER, asks_value INTEGER, asks_zone INTEGER
);
CREATE TEMPORARY TABLE places (trigger_id INTEGER, zone TEXT);   -- the zones of a trigger that asks for some
CREATE TEMPORARY TABLE barred (rule INTEGER, word TEXT);         -- skin types and sexes of which a rule does not speak
CREATE TEMPORARY TABLE needs (rule INTEGER, kind TEXT, name TEXT); -- findings, history, without
CREATE TEMPORARY TABLE names (said INTEGER, name TEXT, is_active INTEGER); -- active or past, under each needed name
CREATE TEMPORARY TABLE waits (wait INTEGER, day DATE, until DATE); -- a window, laid on every day that still matters
CREATE TEMPORARY TABLE answers (said INTEGER, question INTEGER);

-- Question: when did which jurisdiction go dark, and how many nodes went with it?
-- Grain:    one row an outage; ended_at is NULL when it still lasted at the end of the run.
-- Units:    started_at, ended_at [s since the run began], nodes [node].
WITH marks AS (
  SELECT run, subject, "at", kind::VARCHAR AS kind, value,
    row_number() OVER (PARTITION BY run, subject, kind ORDER BY "at", line) AS number
  FROM events WHERE kind IN ('outage-started', 'outage-ended'))
SELECT started.run, started.subject AS jurisdiction, started."at" AS started_at, ended."at" AS ended_at,
  started.value AS nodes
FROM marks AS started LEFT JOIN marks AS ended
  ON ended.run = started.run AND ended.subject = started.subject AND ended.number = started.number
    AND ended.kind = 'outage-ended'
WHERE started.kind = 'outage-started' ORDER BY started.run, started."at", started.subject

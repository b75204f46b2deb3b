-- Question: how many rejected answers, each of them a dispute, come upon a request of honest work?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was served.
--           Checks and requests of the epochs that `accounts` holds.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, honest AS (
  SELECT run, 1 - coalesce(sum(served_fraction) FILTER (WHERE behaviour <> 'honest' AND epoch >= warmup), 0)
    / (SELECT count(*) FROM epochs AS e WHERE e.run = after.run AND e.epoch >= after.warmup) AS share
  FROM after LEFT JOIN detection USING (run) GROUP BY run, warmup),
counted AS (
  SELECT run, sum(faults) AS faults, sum(served) AS served
  FROM after JOIN accounts USING (run) WHERE epoch >= warmup GROUP BY run)
SELECT run, faults / nullif(served * share, 0) AS value FROM counted JOIN honest USING (run) ORDER BY run

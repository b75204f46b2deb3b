-- Question: which share of requests is served, and with the work that was paid for?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, honest AS (
  SELECT run, 1 - coalesce(sum(served_fraction) FILTER (WHERE behaviour <> 'honest' AND epoch >= warmup), 0)
    / (SELECT count(*) FROM epochs AS e WHERE e.run = after.run AND e.epoch >= after.warmup) AS share
  FROM after LEFT JOIN detection USING (run) GROUP BY run, warmup),
done AS (
  SELECT run, sum(served) / nullif(sum(served + missed), 0) AS served
  FROM after JOIN markets USING (run) WHERE epoch >= warmup GROUP BY run)
SELECT run, served * share AS value FROM done JOIN honest USING (run) ORDER BY run

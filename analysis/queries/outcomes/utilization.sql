-- Question: how much of the live capacity was used?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(utilization * capacity) / nullif(sum(capacity) FILTER (WHERE utilization IS NOT NULL), 0) AS value
FROM after JOIN epochs USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

-- Question: how long did the unlucky wait for a first token?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [ms].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(p95 * requests) / nullif(sum(requests), 0) AS value
FROM after JOIN latencies USING (run)
WHERE epoch >= warmup AND metric = 'time-to-first-token' AND p95 IS NOT NULL GROUP BY run ORDER BY run

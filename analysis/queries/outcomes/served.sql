-- Question: which share of requests was served?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(served) / nullif(sum(served + missed), 0) AS value
FROM after JOIN markets USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

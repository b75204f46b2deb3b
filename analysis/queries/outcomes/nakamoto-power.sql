-- Question: how few true owners hold more than half of the votes?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [operator].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(nakamoto_half) AS value
FROM after JOIN concentration USING (run)
WHERE epoch >= warmup AND "of" = 'power' AND "by" = 'operator' AND holders > 0 GROUP BY run ORDER BY run

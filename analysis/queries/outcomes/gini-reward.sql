-- Question: how unequal are rewards over true owners?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(gini) AS value
FROM after JOIN concentration USING (run)
WHERE epoch >= warmup AND "of" = 'reward' AND "by" = 'operator' AND holders > 0 GROUP BY run ORDER BY run

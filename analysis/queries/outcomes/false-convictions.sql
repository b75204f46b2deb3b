-- Question: which share of the honest operators is convicted in an epoch?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(convicted)::DOUBLE / nullif(sum(operators), 0) AS value
FROM after JOIN strategies USING (run)
WHERE epoch >= warmup AND strategy = 'honest' GROUP BY run ORDER BY run

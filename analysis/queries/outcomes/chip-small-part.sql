-- Question: which part of all accelerators delivered goes to small buyers?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was delivered.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(shipped) FILTER (size = 'small') / nullif(sum(shipped), 0) AS value
FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

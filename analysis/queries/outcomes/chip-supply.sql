-- Question: which part of their orders do small buyers of accelerators get?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(shipped) / nullif(sum(ordered), 0) AS value
FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup AND size = 'small' GROUP BY run ORDER BY run

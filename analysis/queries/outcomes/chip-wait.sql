-- Question: how long do small buyers wait for accelerators?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [day].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(waited * shipped) / nullif(sum(shipped), 0) AS value
FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup AND size = 'small' AND shipped > 0 GROUP BY run ORDER BY run

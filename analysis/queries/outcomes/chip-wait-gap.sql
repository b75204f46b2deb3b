-- Question: how much longer do small buyers of accelerators wait than the largest?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, waits AS (
  SELECT run, size::VARCHAR AS size, sum(waited * shipped) / nullif(sum(shipped), 0) AS waited
  FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup AND shipped > 0 GROUP BY run, size)
SELECT run, any_value(waited) FILTER (size = 'small') / nullif(any_value(waited) FILTER (size = 'largest'), 0) AS value
FROM waits GROUP BY run ORDER BY run

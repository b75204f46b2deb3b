-- Question: how much more do small buyers of accelerators pay than the largest?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, prices AS (
  SELECT run, size::VARCHAR AS size, sum(paid * shipped) / nullif(sum(shipped), 0) AS paid
  FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup AND shipped > 0 GROUP BY run, size)
SELECT run, any_value(paid) FILTER (size = 'small') / nullif(any_value(paid) FILTER (size = 'largest'), 0) AS value
FROM prices GROUP BY run ORDER BY run

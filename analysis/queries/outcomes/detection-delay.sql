-- Question: how long does it take until an operator that deceives is found out?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [epoch: mean over operators found out while they deceived; who is not found by the end of the run is left out].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(delay) AS value
FROM (
  SELECT run, operator, strategy, since, any_value(caught_at) - since + 1 AS delay
  FROM after JOIN operator_strategies USING (run)
  WHERE epoch >= warmup AND strategy <> 'honest' AND caught_at IS NOT NULL GROUP BY run, operator, strategy, since)
GROUP BY run ORDER BY run

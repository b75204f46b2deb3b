-- Question: what does an operator earn who puts other work in place of what is paid for, against an honest one?
-- Grain:    one row a run that ended well, over the epochs after warm-up that `operators` holds; NULL where nobody cheats.
-- Units:    value [1]: (rewards and fees over capacity) of such operators, over the same of the honest ones.
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
paid AS (
  SELECT run, behaviour <> 'honest' AS cheats, sum(reward + fees)::DOUBLE / nullif(sum(capacity), 0) AS pay
  FROM after JOIN operators USING (run) WHERE epoch >= warmup AND capacity > 0 GROUP BY run, behaviour <> 'honest')
SELECT run, any_value(pay) FILTER (cheats) / nullif(any_value(pay) FILTER (NOT cheats), 0) AS value
FROM paid GROUP BY run ORDER BY run

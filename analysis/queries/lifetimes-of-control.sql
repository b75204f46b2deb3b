-- Question: when did the concentration of something over those in effective control first cross a bound?
-- Grain:    one row a run that ended well and measured it (economy.strategies or economy.coalitions); epochs of warm-up are left out.
-- Units:    time [epoch] after warm-up; happened is false where it never crossed: time is then the length of the run.
-- $of is what is shared out, $crossed the bound: both come from the study's statements.
WITH after AS (
  SELECT run, epoch - warmup AS since, $crossed AS crossed
  FROM runs JOIN scenarios USING (scenario_identity) JOIN control USING (run)
  WHERE status = 'ok' AND epoch >= warmup AND "of" = $of AND groups > 0
)
SELECT run, coalesce(min(since) FILTER (WHERE crossed), max(since) + 1) AS time, bool_or(crossed) AS happened
FROM after GROUP BY run ORDER BY run

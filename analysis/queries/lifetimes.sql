-- Question: when did the concentration of something first cross a bound?
-- Grain:    one row a run that ended well and measured it; epochs of warm-up are left out.
-- Units:    time [epoch] after warm-up; happened is false where it never crossed: time is then the length of the run.
-- $of is what is shared out, $by whom, $crossed the bound: all come from the study's statements.
WITH after AS (
  SELECT run, epoch - warmup AS since, $crossed AS crossed
  FROM runs JOIN scenarios USING (scenario_identity) JOIN concentration USING (run)
  WHERE status = 'ok' AND epoch >= warmup AND "of" = $of AND "by" = $by AND holders > 0
)
SELECT run, coalesce(min(since) FILTER (WHERE crossed), max(since) + 1) AS time, bool_or(crossed) AS happened
FROM after GROUP BY run ORDER BY run

-- Question: how few in control hold more than half of rewards?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1: coalitions, and operators in none].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(nakamoto_control) AS value
FROM after JOIN control USING (run) WHERE epoch >= warmup AND "of" = 'reward' AND groups > 0 GROUP BY run ORDER BY run

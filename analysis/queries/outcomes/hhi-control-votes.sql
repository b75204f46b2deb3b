-- Question: how concentrated are votes in the hands of those in control?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(hhi_control) AS value
FROM after JOIN control USING (run) WHERE epoch >= warmup AND "of" = 'votes' AND groups > 0 GROUP BY run ORDER BY run

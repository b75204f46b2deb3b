-- Question: which share of checked honest answers was rejected?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(rejected) / nullif(sum(checks), 0) AS value
FROM after JOIN detection USING (run) WHERE epoch >= warmup AND behaviour = 'honest' GROUP BY run ORDER BY run

-- Question: which share of the capacity belongs to operators who do what they are paid for?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(capacity_share) AS value
FROM after JOIN strategies USING (run)
WHERE epoch >= warmup AND strategy = 'honest' GROUP BY run ORDER BY run

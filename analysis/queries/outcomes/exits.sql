-- Question: how many operators leave or go bankrupt in an epoch?
-- Grain:    one row a run that ended well with `economy.operators`; epochs of warm-up are left out.
-- Units:    value [operator/epoch].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(exits + bankruptcies) AS value
FROM after JOIN industry USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

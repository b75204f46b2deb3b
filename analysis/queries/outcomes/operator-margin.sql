-- Question: what part of their revenue is left to operators after all costs, recovery of what machines cost included?
-- Grain:    one row a run that ended well with `economy.operators`; epochs of warm-up are left out.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(margin) / nullif(sum(revenue), 0) AS value
FROM after JOIN industry USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

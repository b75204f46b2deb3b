-- Question: what does an hour cost operators for each kilowatt that their machines draw?
-- Grain:    one row a run that ended well with `economy.operators`; epochs of warm-up are left out.
-- Units:    value [USD/(kW·h)].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(cost_per_kilowatt_hour) AS value
FROM after JOIN industry USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

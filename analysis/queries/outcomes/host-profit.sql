-- Question: what is left to owners of an H100's hour, full cost taken off?
-- Grain:    one row a run that ended well with `economy.operators`; epochs of warm-up are left out.
--           Machines are made alike by what they draw: an H100 is 0.7 kW.
-- Units:    value [USD/h].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, 0.7 * sum(margin) / nullif(sum((revenue - margin) / nullif(cost_per_kilowatt_hour, 0)), 0) AS value
FROM after JOIN industry USING (run) WHERE epoch >= warmup GROUP BY run ORDER BY run

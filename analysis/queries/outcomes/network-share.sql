-- Question: which part of what clients spend goes to the network?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(network_share * spent) / nullif(sum(spent), 0) AS value
FROM after LEFT JOIN welfare USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run

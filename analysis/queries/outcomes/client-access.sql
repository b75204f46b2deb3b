-- Question: which part of clients, by what they would spend, buys and is served?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(served_share * budget) / nullif(sum(budget), 0) AS value
FROM after LEFT JOIN client_places USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run

-- Question: what is having a choice of providers worth to clients, over what they would spend?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(consumer_surplus) / nullif(sum(budget), 0) AS value
FROM after LEFT JOIN welfare USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run

-- Question: which part of the work that clients buy is done in their own country?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
--           Places count by what their clients would spend, so that a place without offers counts as 0.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(CASE WHEN work > 0 THEN domestic_fraction ELSE 0 END * budget) / nullif(sum(budget), 0) AS value
FROM after LEFT JOIN client_places USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run

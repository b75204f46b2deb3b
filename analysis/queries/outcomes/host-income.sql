-- Question: what did all hosts together earn in a day?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing says what makes the token's price.
-- Units:    value [USD/day].
WITH after AS (
  SELECT run, warmup, CAST(resolved->>'$.epochLength' AS DOUBLE) AS seconds
  FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(income) / nullif(count(income) * any_value(seconds), 0) * 86400 AS value
FROM after LEFT JOIN token USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run

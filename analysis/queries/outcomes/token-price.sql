-- Question: what was a native token worth?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing says what makes the token's price.
-- Units:    value [USD].
WITH after AS (
  SELECT run, warmup, CAST(resolved->>'$.epochLength' AS DOUBLE) AS seconds
  FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(price) AS value
FROM after LEFT JOIN token USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run

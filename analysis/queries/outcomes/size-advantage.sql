-- Question: does size pay: slope of log reward a unit of capacity over log capacity, between ten groups of operators by size?
--           Groups, since single operators who happen to earn nothing have no logarithm, and leaving them out makes the small look rich.
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
earned AS (
  SELECT run, operator, sum(reward) AS reward, sum(capacity) AS capacity
  FROM after JOIN operators USING (run) WHERE epoch >= warmup AND capacity > 0 GROUP BY run, operator
),
sized AS (SELECT *, ntile(10) OVER (PARTITION BY run ORDER BY capacity, operator) AS size FROM earned),
groups AS (
  SELECT run, size, sum(reward) AS reward, sum(capacity) AS capacity, count(*) AS holders FROM sized GROUP BY run, size
)
SELECT run, regr_slope(ln(reward / capacity), ln(capacity / holders)) AS value
FROM groups WHERE reward > 0 GROUP BY run ORDER BY run

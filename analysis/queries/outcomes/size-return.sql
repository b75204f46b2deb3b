-- Question: does size pay once costs are counted: slope of log revenue a dollar of full cost over log draw, between ten groups of operators by size?
-- Grain:    one row a run that ended well with `economy.operators`, over the epochs after warm-up that `firms` holds; NULL where nothing was earned.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
earned AS (
  SELECT run, operator, sum(revenue) AS revenue, sum(power + site + staff + network + capital) AS cost, avg(kilowatts) AS kilowatts
  FROM after JOIN firms USING (run) WHERE epoch >= warmup AND kilowatts > 0 GROUP BY run, operator
),
sized AS (SELECT *, ntile(10) OVER (PARTITION BY run ORDER BY kilowatts, operator) AS size FROM earned),
groups AS (SELECT run, size, sum(revenue) AS revenue, sum(cost) AS cost, avg(kilowatts) AS kilowatts FROM sized GROUP BY run, size)
SELECT run, regr_slope(ln(revenue / cost), ln(kilowatts)) AS value
FROM groups WHERE revenue > 0 AND cost > 0 GROUP BY run ORDER BY run

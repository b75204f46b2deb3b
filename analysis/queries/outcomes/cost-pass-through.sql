-- Question: by how much does a cloud's price fall when its cost falls by a dollar?
--           Slope of price over cost within each cloud over time, both less their mean over that cloud's rows.
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose, or no cost moves.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
firms AS (
  SELECT run, price - avg(price) OVER own AS price, cost - avg(cost) OVER own AS cost
  FROM after JOIN clouds USING (run) WHERE epoch >= warmup AND price > 0 AND cost > 0
  WINDOW own AS (PARTITION BY run, cloud))
SELECT run, sum(price * cost) / nullif(sum(cost * cost), 0) AS value FROM firms GROUP BY run ORDER BY run

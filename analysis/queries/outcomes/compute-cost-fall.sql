-- Question: by which factor does the cost of making compute fall?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
--           From the first stored quarter, warm-up included, to the last.
-- Units:    value [1].
WITH after AS (SELECT run FROM runs WHERE status = 'ok')
, least AS (
  SELECT run, epoch, min(unit_cost) AS cost FROM after JOIN vendors USING (run)
  WHERE is_live AND unit_cost > 0 GROUP BY run, epoch)
SELECT run, arg_min(cost, epoch) / arg_max(cost, epoch) AS value FROM least GROUP BY run ORDER BY run

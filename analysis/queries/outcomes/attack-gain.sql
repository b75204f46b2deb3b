-- Question: what does an operator that deceives earn more than an honest one of its size?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [base unit/epoch, for an operator that deceives].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(sums.pay - sums.capacity * honest.pay / nullif(honest.capacity, 0)) / nullif(sum(sums.operators), 0) AS value
FROM after JOIN strategies AS sums USING (run)
  JOIN (SELECT run, epoch, pay, capacity FROM strategies WHERE strategy = 'honest') AS honest USING (run, epoch)
WHERE epoch >= warmup AND strategy <> 'honest' AND sums.operators > 0 GROUP BY run ORDER BY run

-- Question: what does deceiving cost an operator that does it?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [base unit/epoch: rent, fees to itself, slashes, bought votes, for an operator that deceives].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(costs) / nullif(sum(operators), 0) AS value
FROM after JOIN strategies USING (run)
WHERE epoch >= warmup AND strategy <> 'honest' GROUP BY run ORDER BY run

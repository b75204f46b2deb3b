-- Question: does size pay: slope of log reward a unit of capacity over log capacity?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, regr_slope(ln(reward / capacity), ln(capacity)) AS value
FROM after JOIN operators USING (run)
WHERE epoch = (SELECT max(epoch) FROM operators AS last WHERE last.run = after.run) AND capacity > 0 AND reward > 0
GROUP BY run ORDER BY run

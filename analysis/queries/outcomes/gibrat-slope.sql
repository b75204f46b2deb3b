-- Question: do large operators grow faster than small ones: slope of log growth over log capacity (0 is Gibrat's law)?
-- Grain:    one row a run that ended well, over operators who lasted; NULL with fewer than two of them or of rows of `operators`.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
ends AS (SELECT run, min(epoch) AS first, max(epoch) AS last FROM after JOIN operators USING (run) WHERE epoch >= warmup GROUP BY run)
SELECT run, regr_slope(ln(b.capacity / a.capacity), ln(a.capacity)) AS value
FROM ends JOIN operators AS a USING (run) JOIN operators AS b USING (run, operator)
WHERE a.epoch = first AND b.epoch = last AND a.capacity > 0 AND b.capacity > 0
GROUP BY run ORDER BY run

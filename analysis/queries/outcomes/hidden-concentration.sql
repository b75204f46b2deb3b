-- Question: how much concentration do accounts hide?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(hhi) FILTER (WHERE "by" = 'operator') - avg(hhi) FILTER (WHERE "by" = 'account') AS value
FROM after JOIN concentration USING (run)
WHERE epoch >= warmup AND "of" = 'weight' AND "by" IN ('operator', 'account') AND holders > 0 GROUP BY run ORDER BY run

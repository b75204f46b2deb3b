-- Question: which share of finished requests was other work that a check would let pass?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, work AS (
  SELECT run, behaviour, sum(served_fraction) / (SELECT count(*) FROM epochs AS e WHERE e.run = after.run AND e.epoch >= after.warmup) AS share
  FROM after JOIN detection USING (run) WHERE epoch >= warmup AND behaviour <> 'honest' GROUP BY run, warmup, behaviour)
SELECT after.run, CASE WHEN count(work.behaviour) = 0 THEN 0 ELSE sum(share * (1 - estimate)) END AS value
FROM after LEFT JOIN work USING (run) LEFT JOIN detection_estimates AS found USING (run, behaviour)
GROUP BY after.run
HAVING count(*) FILTER (WHERE work.behaviour IS NOT NULL AND estimate IS NULL) = 0
ORDER BY run

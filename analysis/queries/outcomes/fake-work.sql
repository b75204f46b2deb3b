-- Question: which share of finished requests was answered with other work than was paid for?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, coalesce(sum(served_fraction) FILTER (WHERE behaviour <> 'honest' AND epoch >= warmup), 0) / (SELECT count(*) FROM epochs AS e WHERE e.run = after.run AND e.epoch >= after.warmup) AS value
FROM after LEFT JOIN detection USING (run) GROUP BY run, warmup ORDER BY run

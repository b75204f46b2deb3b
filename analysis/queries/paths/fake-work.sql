-- Question: which share of finished requests is answered with other work than was paid for, as time goes on?
-- Grain:    one row a run that ended well and epoch, warm-up included; 0 where all executors are honest.
-- Units:    value [1].
SELECT run, epoch, coalesce(sum(served_fraction) FILTER (WHERE behaviour <> 'honest'), 0) AS value
FROM detection GROUP BY run, epoch ORDER BY run, epoch
